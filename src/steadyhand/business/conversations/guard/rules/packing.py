"""How do rules travel as data? Each pattern once, in full, with words that it needs; a rule names it by its number."""

from collections.abc import Iterable, Sequence
from typing import Any

from steadyhand.business.conversations.guard.findings import Label, Severity, Tier
from steadyhand.business.conversations.guard.rules.patterns import Pattern, pattern_of
from steadyhand.business.conversations.guard.rules.rule import Rule


class Patterns:
    """Gathers patterns and gives each a number."""

    def __init__(self) -> None:
        self.gathered: dict[str, Pattern] = {}

    def numbers(self, patterns: Iterable[Pattern]) -> list[int]:
        """Return the numbers of some patterns."""
        for pattern in patterns:
            self.gathered.setdefault(pattern.source, pattern)
        places = {source: number for number, source in enumerate(self.gathered)}
        return [places[pattern.source] for pattern in patterns]

    def packed(self) -> list[list[str]]:
        """Return each pattern as its source and then the words of which it needs one."""
        return [[pattern.source, *pattern.needs] for pattern in self.gathered.values()]


def packed(rules: Iterable[Rule], *, with_examples: bool = False) -> dict[str, Any]:
    """Return rules as data that JSON can hold."""
    patterns = Patterns()
    return {
        "rules": [
            {
                "name": rule.name,
                "label": rule.label.value,
                "tier": rule.tier.value,
                "severity": rule.severity.value,
                "patterns": patterns.numbers(rule.patterns),
                "unless": patterns.numbers(rule.unless),
                "why": rule.why,
                "say_instead": rule.say_instead,
                **_examples(rule, is_wanted=with_examples),
            }
            for rule in rules
        ],
        "patterns": patterns.packed(),
    }


def _examples(rule: Rule, *, is_wanted: bool) -> dict[str, Any]:
    if not is_wanted:
        return {}
    return {"must_hit": rule.must_hit, "must_miss": rule.must_miss, "source": rule.source}


def unpacked_patterns(told: Iterable[Sequence[str]]) -> list[Pattern]:
    """Return the patterns of packed data, by their numbers."""
    return [pattern_of(source, tuple(needs)) for source, *needs in told]


def unpacked(told: dict[str, Any]) -> tuple[Rule, ...]:
    """Return the rules of packed data that has their examples."""
    patterns = unpacked_patterns(told["patterns"])
    return tuple(
        Rule(
            name=rule["name"],
            label=Label(rule["label"]),
            tier=Tier(rule["tier"]),
            severity=Severity(rule["severity"]),
            patterns=tuple(patterns[number] for number in rule["patterns"]),
            unless=tuple(patterns[number] for number in rule["unless"]),
            why=rule["why"],
            say_instead=rule["say_instead"],
            must_hit=tuple(rule["must_hit"]),
            must_miss=tuple(rule["must_miss"]),
            source=rule["source"],
        )
        for rule in told["rules"]
    )
