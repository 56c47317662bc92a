"""What is said about a nudge of the model? By its kind: why it matters, and a wording that says it better."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from steadyhand.business.conversations.guard.findings import Label, Severity
from steadyhand.business.conversations.guard.rules.folder import LANGUAGES, words
from steadyhand.business.conversations.guard.rules.patterns import Pattern, read_pattern


@dataclass(frozen=True, slots=True)
class Advice:
    """For one kind of thing said under a label: the cues by which it is told, the reason, and better words."""

    name: str
    cues: tuple[Pattern, ...]
    why: str
    say_instead: str
    severity: Severity


def advice_for(kinds: Sequence[Advice], folded: str) -> Advice:
    """Return which of a label's advice fits a sentence: the first with a cue in it, or the last, which fits any."""
    return next((kind for kind in kinds if any(cue.is_in(folded) for cue in kind.cues)), kinds[-1])


def language_advice(language: str) -> Mapping[Label, tuple[Advice, ...]]:
    """Return a language's advice by label, in the order in which it is tried; each label's last one has no cues."""
    told = tomllib.loads((LANGUAGES / language / "advice.toml").read_text(encoding="utf-8"))
    lists = words(language)
    return {
        label: tuple(
            Advice(
                name=kind["name"],
                cues=tuple(read_pattern(cue, lists) for cue in kind.get("cues", [])),
                why=kind["why"],
                say_instead=kind["say_instead"],
                severity=Severity[kind.get("severity", "middle").upper()],
            )
            for kind in told[label.value]
        )
        for label in Label
    }
