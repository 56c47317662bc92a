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

    def shares(self, sentences: Sequence[str]) -> Sequence[Mapping[Label, float]]:
        """Return for each sentence, in their order, the share (0–1) of each label."""
        ...
