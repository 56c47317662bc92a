"""What is said about a nudge of the model? By its kind: why it matters, and a wording that says it better."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from steadyhand.business.conversations.guard.findings import Label, Severity
from steadyhand.business.conversations.guard.rules.folder import LANGUAGES, words
from steadyhand.business.conversations.guard.rules.patterns import compiled


@dataclass(frozen=True, slots=True)
class Advice:
    """For one kind of thing said under a label: the cues by which it is told, the reason, and better words."""

    name: str
    cues: tuple[re.Pattern[str], ...]
    why: str
    say_instead: str
    severity: Severity


def advice_for(label: Label, folded: str, language: str = "en") -> Advice:
    """Return what is said of a sentence under a label: the first advice with a cue in it, or the general one."""
    kinds = shipped_advice(language)[label]
    return next((kind for kind in kinds if any(cue.search(folded) for cue in kind.cues)), kinds[-1])


@cache
def shipped_advice(language: str = "en") -> Mapping[Label, tuple[Advice, ...]]:
    """Return a language's advice by label, in the order in which it is tried; each label's last one has no cues."""
    told = tomllib.loads((LANGUAGES / language / "advice.toml").read_text(encoding="utf-8"))
    lists = words(language)
    return {
        label: tuple(
            Advice(
                name=kind["name"],
                cues=tuple(compiled(cue, lists) for cue in kind.get("cues", [])),
                why=kind["why"],
                say_instead=kind["say_instead"],
                severity=Severity[kind.get("severity", "middle").upper()],
            )
            for kind in told[label.value]
        )
        for label in Label
    }
