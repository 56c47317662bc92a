"""What ships of a model, and is it what was trained? Weights, vocabulary and settings, held to their sums."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from steadyhand.business.conversations.guard.findings import Label

WEIGHTS, VOCABULARY, SETTINGS, SUMS = "weights.onnx", "vocabulary.txt", "settings.json", "SHA256SUMS"


class ModelUnfit(Exception):
    """The model can't be used; the sentence says why, and what to do."""


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model as read: its weights as bytes, its pieces by number, and from which share on each label is told."""

    weights: bytes
    vocabulary: Mapping[str, int]
    labels: tuple[Label, ...]
    thresholds: Mapping[Label, float]


def read_model(folder: Path) -> ModelFiles:
    """Return the model in a folder.

    Raises:
        ModelUnfit: a file is missing, or is not the one its sum was taken of.
    """
    try:
        raw = {name: (folder / name).read_bytes() for name in (WEIGHTS, VOCABULARY, SETTINGS)}
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ModelUnfit(f"The guard's model is incomplete: {error}. Install Steadyhand again.") from error
    sums = {name: told for told, _, name in (line.partition("  ") for line in lines)}
    for name, content in raw.items():
        if hashlib.sha256(content).hexdigest() != sums.get(name):
            raise ModelUnfit(f"{folder / name} is not what was trained (its sum differs). Install Steadyhand again.")
    told = json.loads(raw[SETTINGS])
    pieces = raw[VOCABULARY].decode("utf-8").split("\n")
    return ModelFiles(
        weights=raw[WEIGHTS],
        vocabulary={piece: number for number, piece in enumerate(pieces) if piece},
        labels=tuple(Label(label) for label in told["labels"]),
        thresholds={Label(label): float(share) for label, share in told["thresholds"].items()},
    )
