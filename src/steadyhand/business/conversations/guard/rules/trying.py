"""Does a rule hit what it must and miss what it must? In an example «these marks» may show the words to be found."""

from steadyhand.business.conversations.guard.rules.rule import Rule
from steadyhand.business.conversations.guard.rules.wrong import BadRule
from steadyhand.business.conversations.guard.sentences import Abbreviations, sentences


def try_examples(rule: Rule, abbreviations: Abbreviations) -> None:
    """Run a rule over its own examples.

    Raises:
        BadRule: one is missed, hit against its will, or found by other words than those marked.
    """
    for number in sorted(rule.slots()):
        if any(pattern.machine.groups < number for pattern in rule.patterns):
            raise _bad(rule, f"say_instead uses {{{number}}}, and not every pattern has a group ({number} of them)")
    for example in rule.must_hit:
        _must_hit(rule, example, abbreviations)
    for example in rule.must_miss:
        found = _found(rule, example, abbreviations)
        if found:
            raise _bad(
                rule, f"it hits “{found[0]}” in “{example}”, which it must miss: narrow a pattern, or add one to unless"
            )


def unmarked(example: str) -> tuple[str, str]:
    """Return an example as it is read, and the words that are marked in it (empty where none are)."""
    before, begins, rest = example.partition("«")
    inside, ends, after = rest.partition("»")
    return (before + inside + after, inside) if begins and ends else (example, "")


def _must_hit(rule: Rule, example: str, abbreviations: Abbreviations) -> None:
    plain, marked = unmarked(example)
    found = _found(rule, plain, abbreviations)
    if not found:
        raise _bad(rule, f"it misses “{plain}”, which it must hit: widen a pattern, or take the example out")
    if marked and marked not in found:
        raise _bad(rule, f"in “{plain}” it finds “{found[0]}”, and “{marked}” is marked: mend the pattern or the marks")


def _found(rule: Rule, text: str, abbreviations: Abbreviations) -> list[str]:
    return [text[hit.start : hit.end] for part in sentences(text, abbreviations) for hit in rule.hits(part)]


def _bad(rule: Rule, what: str) -> BadRule:
    return BadRule(rule.source, rule.name, what)
