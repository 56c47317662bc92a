"""What does the network say of each piece of a text? ONNX Runtime, one thread; the only place that knows of it."""

import importlib
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from steadyhand.business.conversations.guard.model.files import ModelUnfit

Array = npt.NDArray[np.float32]


class Network(Protocol):
    """Says so many labels of each piece of some texts, of which none sees another."""

    def __call__(self, texts: Sequence[Sequence[int]]) -> Array:
        """Return pieces × labels, the texts' pieces one after the other, before they are made shares."""
        ...


class OnnxNetwork:
    """The shipped weights in memory; safe to ask from several threads at once."""

    def __init__(self, weights: bytes) -> None:
        """Load weights.

        Raises:
            ModelUnfit: ONNX Runtime isn't there, or can't read them.
        """
        try:
            runtime: Any = importlib.import_module("onnxruntime")
        except (ImportError, OSError) as error:
            raise ModelUnfit(f"ONNX Runtime can't be loaded ({error}). Run `make setup` again.") from error
        settings = runtime.SessionOptions()
        # One thread: the web server has its own, and with more each review would hold up the others.
        settings.intra_op_num_threads = settings.inter_op_num_threads = 1
        settings.log_severity_level = 3
        try:
            self._session = runtime.InferenceSession(weights, settings, providers=["CPUExecutionProvider"])
        except Exception as error:  # ONNX Runtime has an exception of its own for each thing that can be wrong
            raise ModelUnfit(f"ONNX Runtime can't read the guard's weights: {error}") from error

    def __call__(self, texts: Sequence[Sequence[int]]) -> Array:
        """Return what the head says of each piece."""
        owner = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
        feed = {
            "tokens": np.concatenate(texts)[None].astype(np.int64),
            "places": np.concatenate([np.arange(len(text)) for text in texts])[None],
            "apart": np.where(owner[:, None] == owner, np.float32(0), np.float32(-1e9))[None, None],
        }
        said: Array = self._session.run(None, feed)[0][0]
        return said
