"""Is a model that was tampered with, cut short or left out refused in words?"""

import hashlib
import json
from pathlib import Path

import pytest

from steadyhand.business.conversations.guard.findings import Label
from steadyhand.business.conversations.guard.model.classifier import SmallModel
from steadyhand.business.conversations.guard.model.files import ModelUnfit, read_model
from steadyhand.business.conversations.guard.model.shipping import _load


def a_model_in(folder: Path) -> Path:
    settings = {"labels": ["blame"], "thresholds": {"blame": 0.4}}
    files = {
        "weights.onnx": b"no graph",
        "vocabulary.txt": b"[UNK]\n[CLS]\n[SEP]\n",
        "settings.json": json.dumps(settings).encode(),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    sums = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items()]
    (folder / "SHA256SUMS").write_text("".join(sums))
    return folder


def test_a_model_is_read_as_it_was_written(tmp_path: Path) -> None:
    files = read_model(a_model_in(tmp_path))

    assert files.vocabulary == {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2}
    assert files.labels == (Label.BLAME,)
    assert files.thresholds == {Label.BLAME: 0.4}


def test_other_weights_than_those_trained_are_refused(tmp_path: Path) -> None:
    (a_model_in(tmp_path) / "weights.onnx").write_bytes(b"other")

    with pytest.raises(ModelUnfit, match=r"weights\.onnx is not what was trained"):
        read_model(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (a_model_in(tmp_path) / "vocabulary.txt").unlink()

    with pytest.raises(ModelUnfit, match=r"incomplete.*vocabulary\.txt"):
        read_model(tmp_path)


def test_weights_that_cannot_be_read_are_refused_and_reviews_go_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    files = read_model(a_model_in(tmp_path))

    with pytest.raises(ModelUnfit, match="ONNX Runtime can't"):
        SmallModel(files)
    assert _load(tmp_path) is None
    assert "Reviews go on by rules alone" in caplog.text
