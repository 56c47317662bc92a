"""A model that speaks a little earlier than the shipped one: what passes it passes on every processor."""

from collections.abc import Mapping, Sequence

from steadyhand.business.conversations.guard.findings import Label
from steadyhand.business.conversations.guard.model.shipping import shipped_model

# Processors round differently in the last bits, and a share near its limit may fall on the other side.
EARLIER = 0.9


class Wary:
    """The shipped model's shares, with limits a tenth lower."""

    def __init__(self) -> None:
        model = shipped_model("en")
        assert model is not None
        self._model = model
        self.thresholds = {label: EARLIER * share for label, share in model.thresholds.items()}

    def in_text(self, sentences: Sequence[str]) -> Sequence[Mapping[Label, float]]:
        return self._model.in_text(sentences)

    def shares(self, sentences: Sequence[str]) -> Sequence[Mapping[Label, float]]:
        return self._model.shares(sentences)
