"""The rules of a language: what they find in a text, with a dealership's own added and others switched off."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from steadyhand.business.conversations.guard.findings import Finding, Label
from steadyhand.business.conversations.guard.rules.folding import FOLDS
from steadyhand.business.conversations.guard.rules.packing import packed
from steadyhand.business.conversations.guard.rules.rule import Rule
from steadyhand.business.conversations.guard.sentences import LONGEST, Abbreviations, Sentence, sentences


class NoSuchRule(Exception):
    """A rule is named that is not there; the sentence names it."""


@dataclass(frozen=True, slots=True)
class Rules:
    """A language's rules in the order in which they are tried, and what ends a sentence in it."""

    language: str
    rules: tuple[Rule, ...]
    abbreviations: Abbreviations

    def find(self, text: str) -> tuple[Finding, ...]:
        """Return what the rules find in a text, rule by rule within a sentence; overlaps are still in it (`merged`)."""
        return self.find_in(sentences(text, self.abbreviations))

    def find_in(self, parts: Sequence[Sentence]) -> tuple[Finding, ...]:
        """Return what the rules find in a text that was split already."""
        # Asked once of the whole text: one of 100 kB may have 50,000 lines, and each would be asked a hundred times.
        text = " ".join(part.folded for part in parts)
        possible = [(rule, patterns) for rule in self.rules if (patterns := rule.patterns_for(text))]
        return tuple(finding for part in parts for rule, patterns in possible for finding in rule.hits(part, patterns))

    def named(self, name: str) -> Rule:
        """Return a rule by its name.

        Raises:
            NoSuchRule: none is called so.
        """
        for rule in self.rules:
            if rule.name == name:
                return rule
        raise NoSuchRule(f"There is no rule “{name}”.")

    def with_own(self, own: Iterable[Rule]) -> "Rules":
        """Return these and a dealership's own; one of ours by the same name gives way to theirs."""
        theirs = tuple(own)
        names = {rule.name for rule in theirs}
        return replace(self, rules=(*(rule for rule in self.rules if rule.name not in names), *theirs))

    def without(self, names: Collection[str]) -> "Rules":
        """Return these without some that are switched off.

        Raises:
            NoSuchRule: one of the names is no rule, so that nobody believes a rule to be off that never was there.
        """
        for name in names:
            self.named(name)
        return replace(self, rules=tuple(rule for rule in self.rules if rule.name not in names))

    def portable(self) -> dict[str, Any]:
        """Return the rules as data for the browser, which finds the same words by them (`guard.js`)."""
        return {
            "language": self.language,
            "folds": ["".join(FOLDS), "".join(FOLDS.values())],
            "labels": [label.value for label in Label],
            "longest": LONGEST,
            "abbreviations": sorted(self.abbreviations.always),
            "unless_capital": sorted(self.abbreviations.unless_capital),
            **packed(self.rules),
        }
