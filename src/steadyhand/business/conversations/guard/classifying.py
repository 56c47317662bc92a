"""What must a model be able to answer, that it may nudge? Kept small, so that another can take its place."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from steadyhand.business.conversations.guard.findings import Label


class Classifier(Protocol):
    """Says of sentences how likely each label is; and from which share on it speaks."""

    @property
    def thresholds(self) -> Mapping[Label, float]:
        """Return, for each label, the share (0–1) from which on a sentence is nudged about."""
        ...

    def in_text(self, sentences: Sequence[str]) -> Sequence[Mapping[Label, float]]:
        """Return each label's share (0–1) of the sentences of one text, in their order, read with their neighbours."""
        ...

    def shares(self, sentences: Sequence[str]) -> Sequence[Mapping[Label, float]]:
        """Return the shares of sentences that have nothing to do with each other, in their order."""
        ...
