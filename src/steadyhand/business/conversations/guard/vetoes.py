"""When does the model hold its tongue? Where somebody owns up, hedges, presses nobody, or names their source.

Data as rules are (`languages/<language>/vetoes.toml`), with sentences that each must spare and must leave; a rule has
its own exceptions instead, so vetoes meet nudges only.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass

from steadyhand.business.conversations.guard.findings import Label
from steadyhand.business.conversations.guard.rules.folder import LANGUAGES, words
from steadyhand.business.conversations.guard.rules.folding import fold
from steadyhand.business.conversations.guard.rules.patterns import Pattern, read_pattern
from steadyhand.business.conversations.guard.rules.wrong import BadRule
from steadyhand.business.conversations.guard.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Veto:
    """What in a sentence shows that some labels can't be meant, and why."""

    name: str
    labels: frozenset[Label]
    patterns: tuple[Pattern, ...]
    why: str

    def spares(self, sentence: Sentence, label: Label) -> bool:
        """Say whether a sentence is not to be nudged about under a label."""
        return label in self.labels and self.is_in(sentence.folded)

    def is_in(self, folded: str) -> bool:
        """Say whether a folded sentence holds what it looks for."""
        return any(pattern.is_in(folded) for pattern in self.patterns)


def spared_by(vetoes: Iterable[Veto], sentence: Sentence, label: Label) -> Veto | None:
    """Return the veto that spares a sentence under a label, if one does."""
    return next((veto for veto in vetoes if veto.spares(sentence, label)), None)


def language_vetoes(language: str) -> tuple[Veto, ...]:
    """Return a language's vetoes, each tried on its examples; none where the language has none.

    Raises:
        BadRule: one spares or leaves a sentence that it must not.
    """
    file = LANGUAGES / language / "vetoes.toml"
    if not file.is_file():
        return ()
    return tuple(_veto(entry, language) for entry in tomllib.loads(file.read_text(encoding="utf-8"))["veto"])


def _veto(entry: dict[str, list[str]], language: str) -> Veto:
    name = str(entry["name"])
    lists = words(language)
    veto = Veto(
        name=name,
        labels=frozenset(Label(label) for label in entry["labels"]),
        patterns=tuple(read_pattern(pattern, lists) for pattern in entry["patterns"]),
        why=str(entry["why"]),
    )
    for example in entry["must_spare"]:
        if not veto.is_in(fold(example)):
            raise BadRule("vetoes.toml", name, f"it does not spare “{example}”, which it must: widen a pattern")
    for example in entry["must_leave"]:
        if veto.is_in(fold(example)):
            raise BadRule("vetoes.toml", name, f"it spares “{example}”, which it must leave: narrow a pattern")
    return veto
