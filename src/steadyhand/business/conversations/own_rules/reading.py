"""How does what somebody typed become a rule? Read, refused where it may never end, and tried on its examples."""

import re
from dataclasses import dataclass

from steadyhand.business.conversations.guard.findings import Label, Tier
from steadyhand.business.conversations.guard.rules.folder import told_rule
from steadyhand.business.conversations.guard.rules.folding import fold
from steadyhand.business.conversations.guard.rules.rule import Rule
from steadyhand.business.conversations.guard.rules.wrong import BadRule
from steadyhand.business.conversations.own_rules.models import OwnRule

FEWEST_EXAMPLES = 2
MOST_LINES = 30
LONGEST_LINE = 500
# So that their names never meet a shipped one's.
OURS = "ours."
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MARKS = re.compile(r"([\\.?*+()\[\]{}|^$/])")


class CannotRule(Exception):
    """It can't be a rule like this; the sentence says which part, and what to write."""


@dataclass(frozen=True, slots=True)
class RuleTold:
    """A rule as it is typed. `patterns`, `unless` and the examples are an entry a line."""

    name: str
    label: Label
    tier: Tier
    is_pattern: bool
    patterns: str
    unless: str
    why: str
    say_instead: str
    must_hit: str
    must_miss: str


def rule_told(told: RuleTold) -> Rule:
    """Return the rule that was typed, tried on every example.

    Raises:
        CannotRule: a part is missing, a pattern may never end, or an example isn't hit or missed as it should be.
    """
    if not _NAME.fullmatch(told.name):
        raise CannotRule("The name is small letters, digits and hyphens, as in “the-move”.")
    hits, misses = lines_of(told.must_hit), lines_of(told.must_miss)
    for examples, what in ((hits, "must find something in"), (misses, "must find nothing in")):
        if len(examples) < FEWEST_EXAMPLES:
            raise CannotRule(f"Write at least {FEWEST_EXAMPLES} sentences that it {what}, each on a line of its own.")
    patterns, unless = lines_of(told.patterns), lines_of(told.unless)
    for many, what in (
        (patterns, "things to look for"),
        (unless, "exceptions"),
        (hits, "examples"),
        (misses, "examples"),
    ):
        if len(many) > MOST_LINES or any(len(each) > LONGEST_LINE for each in many):
            raise CannotRule(
                f"At most {MOST_LINES} {what} of {LONGEST_LINE} characters fit into one rule: make two of it."
            )
    if not patterns:
        raise CannotRule("Write what it looks for, one thing a line.")
    if not told.is_pattern:
        empty = next((each for each in (*patterns, *unless) if not as_pattern(each)), None)
        if empty is not None:
            raise CannotRule(f"There is no word in “{empty}”: write words as they are said, one thing a line.")
        patterns, unless = [as_pattern(each) for each in patterns], [as_pattern(each) for each in unless]
    entry = {
        "name": f"{OURS}{told.name}",
        "label": told.label.value,
        "tier": told.tier.value,
        "patterns": patterns,
        "unless": unless,
        "why": told.why,
        "say_instead": told.say_instead,
        "must_hit": hits,
        "must_miss": misses,
    }
    try:
        return told_rule(entry, name="Your rule")
    except BadRule as problem:
        raise CannotRule(f"{problem.what[:1].upper()}{problem.what[1:].rstrip('.')}.") from problem


def told_by(row: OwnRule) -> RuleTold:
    """Return what a row says."""
    return RuleTold(
        name=row.name,
        label=Label(row.label),
        tier=Tier(row.tier),
        is_pattern=row.is_pattern,
        patterns=row.patterns,
        unless=row.unless,
        why=row.why,
        say_instead=row.say_instead,
        must_hit=row.must_hit,
        must_miss=row.must_miss,
    )


def lines_of(text: str) -> list[str]:
    """Return the entries of a text, one a line; empty lines are none."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def as_pattern(phrase: str) -> str:
    """Return the pattern of words as they are said: each mark means itself, and the last one of a sentence nothing."""
    plain = " ".join(fold(phrase).split()).strip(" .,;:!?…")
    return _MARKS.sub(r"\\\1", plain)
