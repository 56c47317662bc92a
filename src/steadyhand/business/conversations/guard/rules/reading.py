"""How is a file of rules read? Every part is looked at and every example tried; the first fault refuses the file."""

import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from steadyhand.business.conversations.guard.findings import Label, Severity, Tier
from steadyhand.business.conversations.guard.rules.patterns import Pattern, read_pattern
from steadyhand.business.conversations.guard.rules.reader import BadPattern
from steadyhand.business.conversations.guard.rules.rule import Rule
from steadyhand.business.conversations.guard.rules.trying import try_examples
from steadyhand.business.conversations.guard.rules.wrong import BadRule
from steadyhand.business.conversations.guard.sentences import Abbreviations

Words = Mapping[str, str | tuple[str, ...]]
_FILE_KEYS = {"label", "unless", "rule", "tier", "severity"}
_RULE_KEYS = {"name", "label", "tier", "severity", "patterns", "unless", "why", "say_instead", "must_hit", "must_miss"}


def read_rules(text: str, *, source: str, words: Words, abbreviations: Abbreviations) -> tuple[Rule, ...]:
    """Return the rules of a TOML text, each tried on its own examples; `source` names the file in what goes wrong.

    Raises:
        BadRule: something in it can't be meant, or an example is not hit or missed as it should be.
    """
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise BadRule(source, "", f"the file is no TOML: {problem}") from problem
    _only_known(told, _FILE_KEYS, source, "")
    entries = told.get("rule", [])
    if not isinstance(entries, list) or not entries:
        raise BadRule(source, "", "the file holds no rule: each begins with a line [[rule]]")
    rules = tuple(_rule(entry, told, source=source, words=words) for entry in entries)
    _no_two_alike(rules)
    for rule in rules:
        try_examples(rule, abbreviations)
    return rules


def read_one(entry: dict[str, Any], *, source: str, words: Words, abbreviations: Abbreviations) -> Rule:
    """Return the rule of an entry that stands in no file, tried on its own examples.

    Raises:
        BadRule: as `read_rules`.
    """
    _only_known(entry, _RULE_KEYS, source, str(entry.get("name", "")))
    rule = _rule(entry, {}, source=source, words=words)
    try_examples(rule, abbreviations)
    return rule


def _no_two_alike(rules: Iterable[Rule]) -> None:
    seen: dict[str, str] = {}
    for rule in rules:
        if rule.name in seen:
            raise BadRule(
                rule.source, rule.name, f"{seen[rule.name]} has a rule of this name: call one of them otherwise"
            )
        seen[rule.name] = rule.source


def together(*many: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Return the rules of several files as one.

    Raises:
        BadRule: two have the same name.
    """
    rules = tuple(rule for some in many for rule in some)
    _no_two_alike(rules)
    return rules


def _rule(entry: dict[str, Any], told: dict[str, Any], *, source: str, words: Words) -> Rule:
    name = entry.get("name", "")
    if not isinstance(name, str) or not name or name != name.strip():
        raise BadRule(source, str(name), 'every rule has a name, as in name = "blame.the-office"')
    _only_known(entry, _RULE_KEYS, source, name)
    both = {"tier": Tier.CONFIRM.value, "severity": "middle", **{k: told[k] for k in _FILE_KEYS & told.keys()}, **entry}

    def texts(key: str, *, where: Mapping[str, Any] = entry, may_be_empty: bool = False) -> tuple[str, ...]:
        value = where.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
            raise BadRule(source, name, f'{key} is a list of texts, as in {key} = ["…", "…"]')
        if not value and not may_be_empty:
            raise BadRule(source, name, f'{key} is missing: write {key} = ["…"]')
        return tuple(value)

    def sentence(key: str) -> str:
        value = entry.get(key, "")
        if not isinstance(value, str) or not value.strip():
            raise BadRule(source, name, f'{key} is missing: write {key} = "…", a whole sentence')
        return value.strip()

    def patterns(key: str, given: tuple[str, ...]) -> tuple[Pattern, ...]:
        try:
            return tuple(read_pattern(each, words) for each in given)
        except BadPattern as problem:
            raise BadRule(source, name, f"in {key}: {problem}") from problem

    exceptions = texts("unless", may_be_empty=True) + texts("unless", where=told, may_be_empty=True)
    return Rule(
        name=name,
        label=_one_of(Label, both.get("label"), "label", source, name),
        tier=_one_of(Tier, both["tier"], "tier", source, name),
        severity=_severity(both["severity"], source, name),
        patterns=patterns("patterns", texts("patterns")),
        unless=patterns("unless", exceptions),
        why=sentence("why"),
        say_instead=sentence("say_instead"),
        must_hit=texts("must_hit"),
        must_miss=texts("must_miss"),
        source=source,
    )


def _only_known(given: Mapping[str, Any], known: set[str], source: str, name: str) -> None:
    for key in given:
        if key not in known:
            raise BadRule(source, name, f"“{key}” is not known here; {', '.join(sorted(known))} are")


def _one_of(kind: type[Label] | type[Tier], value: object, key: str, source: str, name: str) -> Any:
    if value not in list(kind):
        raise BadRule(source, name, f"{key} “{value or ''}” is none of {', '.join(kind)}")
    return kind(str(value))


def _severity(value: object, source: str, name: str) -> Severity:
    levels = {severity.name.lower(): severity for severity in Severity}
    if value not in levels:
        raise BadRule(source, name, f"severity “{value}” is none of {', '.join(levels)}")
    return levels[str(value)]
