"""What is a rule, and where does it hit in a sentence?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from steadyhand.business.conversations.guard.findings import Finding, Label, Severity, Tier
from steadyhand.business.conversations.guard.rules.patterns import Pattern
from steadyhand.business.conversations.guard.sentences import Sentence

_SLOT = re.compile(r"\{(said|[1-9])\}")


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that should not reach a customer, why, and better ones; with the sentences by which it is tried."""

    name: str
    label: Label
    tier: Tier
    severity: Severity
    patterns: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    why: str
    say_instead: str
    must_hit: tuple[str, ...]
    must_miss: tuple[str, ...]
    source: str

    def patterns_for(self, folded: str) -> tuple[Pattern, ...]:
        """Return which of its patterns can stand in a folded text at all; of most rules none."""
        return tuple(pattern for pattern in self.patterns if pattern.may_be_in(folded))

    def hits(self, sentence: Sentence, patterns: tuple[Pattern, ...] | None = None) -> Iterator[Finding]:
        """Yield what it finds in a sentence, in order; nothing where one of its exceptions stands in the sentence.

        `patterns`: those of its own that can stand in the text the sentence is of, if that was asked before.
        """
        found = sorted(
            (match.start(), -match.end(), number, match)
            for number, pattern in enumerate(self.patterns if patterns is None else patterns)
            for match in pattern.matches(sentence.folded)
        )
        if not found or any(pattern.is_in(sentence.folded) for pattern in self.unless):
            return
        reached = 0
        for start, _, _, match in found:
            # Two patterns of a rule may see the same words: the first, and of those the longest, tells it.
            if start >= reached:
                reached = match.end()
                yield self._finding(sentence, match)

    def _finding(self, sentence: Sentence, match: re.Match[str]) -> Finding:
        def said(slot: re.Match[str]) -> str:
            number = 0 if slot.group(1) == "said" else int(slot.group(1))
            start, end = match.span(number)
            return "" if start < 0 else sentence.text[start:end]

        return Finding(
            start=sentence.start + match.start(),
            end=sentence.start + match.end(),
            label=self.label,
            tier=self.tier,
            rule=self.name,
            why=self.why,
            say_instead=_SLOT.sub(said, self.say_instead),
            severity=self.severity,
        )

    def slots(self) -> frozenset[int]:
        """Return the groups that its wording fills in."""
        return frozenset(int(slot) for slot in _SLOT.findall(self.say_instead) if slot != "said")
