"""What comes with Steadyhand for a language? Rules, vetoes and advice, prepared so that a start costs milliseconds.

Reading and trying all rules takes a second or two. So `make guard-rules` writes what was read to `prepared.json`,
beside the files it was read from, with their digest: who changes a rule and forgets it gets a slow start, never an old
rule.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from steadyhand.business.conversations.guard.advising import Advice, language_advice
from steadyhand.business.conversations.guard.findings import Label, Severity
from steadyhand.business.conversations.guard.rules.collection import Rules
from steadyhand.business.conversations.guard.rules.folder import LANGUAGES, abbreviations, language_rules
from steadyhand.business.conversations.guard.rules.packing import Patterns, packed, unpacked, unpacked_patterns
from steadyhand.business.conversations.guard.vetoes import Veto, language_vetoes

PREPARED = "prepared.json"


class NoSuchLanguage(Exception):
    """Nobody has written rules for a language; the sentence says for which there are."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """A language's rules, when the model holds its tongue, and what is said about its nudges."""

    rules: Rules
    vetoes: tuple[Veto, ...]
    advice: Mapping[Label, tuple[Advice, ...]]


def languages() -> tuple[str, ...]:
    """Return the languages for which there are rules."""
    return tuple(sorted(each.name for each in LANGUAGES.iterdir() if (each / "rules").is_dir()))


@cache
def shipped(language: str = "en") -> Shipped:
    """Return what comes with Steadyhand for a language.

    Raises:
        NoSuchLanguage: there are no rules for it.
    """
    if language not in languages():
        raise NoSuchLanguage(
            f"There are no rules for the language “{language}”; there are for: {', '.join(languages())}."
        )
    file = LANGUAGES / language / PREPARED
    told = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return _unpacked(language, told) if told.get("digest") == digest(language) else read(language)


def shipped_rules(language: str = "en") -> Rules:
    """Return the rules that come with Steadyhand for a language; a dealership's own are joined by `Rules.with_own`.

    Raises:
        NoSuchLanguage: there are none for it.
    """
    return shipped(language).rules


def read(language: str) -> Shipped:
    """Return a language's rules, vetoes and advice, read from their files and tried on their examples."""
    rules = Rules(language, language_rules(language), abbreviations(language))
    return Shipped(rules, language_vetoes(language), language_advice(language))


def prepare(language: str, ours: Shipped) -> dict[str, Any]:
    """Return what `prepared.json` holds, of what was read."""
    patterns = Patterns()
    vetoes = [
        {"name": veto.name, "labels": sorted(veto.labels), "why": veto.why, "patterns": patterns.numbers(veto.patterns)}
        for veto in ours.vetoes
    ]
    advice = {
        label.value: [
            [kind.name, kind.why, kind.say_instead, kind.severity.value, patterns.numbers(kind.cues)] for kind in kinds
        ]
        for label, kinds in ours.advice.items()
    }
    told = {"vetoes": vetoes, "advice": advice, "model_patterns": patterns.packed()}
    return {"digest": digest(language), **packed(ours.rules.rules, with_examples=True), **told}


def digest(language: str) -> str:
    """Return what changes whenever a file changes that a language's rules are read from."""
    folder = LANGUAGES / language
    found = hashlib.sha256()
    for file in sorted((*folder.glob("*.toml"), *folder.glob("rules/*.toml"))):
        found.update(file.name.encode())
        # Whoever's git turns line ends into those of Windows has the same rules.
        found.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return found.hexdigest()


def _unpacked(language: str, told: dict[str, Any]) -> Shipped:
    patterns = unpacked_patterns(told["model_patterns"])
    vetoes = tuple(
        Veto(
            veto["name"],
            frozenset(Label(label) for label in veto["labels"]),
            tuple(patterns[number] for number in veto["patterns"]),
            veto["why"],
        )
        for veto in told["vetoes"]
    )
    advice = {
        Label(label): tuple(
            Advice(name, tuple(patterns[number] for number in cues), why, say_instead, Severity(severity))
            for name, why, say_instead, severity, cues in kinds
        )
        for label, kinds in told["advice"].items()
    }
    return Shipped(Rules(language, unpacked(told), abbreviations(language)), vetoes, advice)
