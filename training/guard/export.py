"""How do weights become the file that ships? As an ONNX graph of our own making, its large arrays in 8 bits."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.guard.encoder import HEADS, WIDTH, Tree

_OPSET = 20
_LOOKS = ("query", "key", "value")


class _Graph:
    """Nodes and arrays of a graph in the making; each method adds something and returns the name of what comes out."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.arrays: list[onnx.TensorProto] = []

    def array(self, name: str, values: np.ndarray) -> str:
        self.arrays.append(numpy_helper.from_array(values, name))
        return name

    def node(self, kind: str, name: str, *inputs: str, **settings: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **settings))
        return name

    def dense(self, name: str, given: str, weight: np.ndarray, bias: np.ndarray) -> str:
        times = self.node("MatMul", f"{name}.times", given, self.array(f"{name}.weight", weight))
        return self.node("Add", name, times, self.array(f"{name}.bias", bias))

    def parts(self, name: str, given: str, names: Sequence[str]) -> dict[str, str]:
        """Cut the last axis into as many equal parts as there are names."""
        made = {each: f"{name}.{each}" for each in names}
        self.nodes.append(
            helper.make_node("Split", [given], list(made.values()), name=name, axis=-1, num_outputs=len(made))
        )
        return made

    def norm(self, name: str, given: str, weight: np.ndarray, bias: np.ndarray) -> str:
        scale, shift = self.array(f"{name}.weight", weight), self.array(f"{name}.bias", bias)
        return self.node("LayerNormalization", name, given, scale, shift, axis=-1, epsilon=1e-12)


def graph_of(weights: Tree) -> onnx.ModelProto:
    """Return the encoder with its head: one row of tokens in, what the head says of each token out.

    `apart` is added to each token's look at each other: 0 within a text, very little across. The head is linear, so
    that the mean over a sentence's tokens is what it says of the sentence.
    """
    graph = _Graph()
    hidden = _embedded(graph, weights["embedding"])
    layers = weights["layers"]
    for number in range(layers["query.weight"].shape[0]):
        hidden = _layer(graph, f"layer{number}", {name: array[number] for name, array in layers.items()}, hidden)
    graph.dense("said", hidden, weights["head"]["weight"], weights["head"]["bias"])
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "guard",
            [
                helper.make_tensor_value_info("tokens", TensorProto.INT64, [1, "length"]),
                helper.make_tensor_value_info("places", TensorProto.INT64, [1, "length"]),
                helper.make_tensor_value_info("apart", TensorProto.FLOAT, [1, 1, "length", "length"]),
            ],
            [helper.make_tensor_value_info("said", TensorProto.FLOAT, [1, "length", weights["head"]["bias"].size])],
            graph.arrays,
        ),
        opset_imports=[helper.make_opsetid("", _OPSET)],
        ir_version=9,
        producer_name="steadyhand",
    )
    onnx.checker.check_model(model)
    return model


def _embedded(graph: _Graph, embedding: Tree) -> str:
    words = graph.node("Gather", "words", graph.array("words.weight", embedding["words"]), "tokens")
    places = graph.node("Gather", "spots", graph.array("spots.weight", embedding["places"]), "places")
    both = graph.node("Add", "entering", words, places)
    return graph.norm("embedded", both, embedding["norm.weight"], embedding["norm.bias"])


def _layer(graph: _Graph, at: str, layer: Tree, state: str) -> str:
    split = graph.array(f"{at}.split", np.array([0, 0, HEADS, WIDTH // HEADS], np.int64))
    joined = graph.array(f"{at}.joined", np.array([0, 0, WIDTH], np.int64))

    # One product for all three, so that what enters is made small once.
    three = [np.concatenate([layer[f"{part}.{kind}"] for part in _LOOKS], axis=-1) for kind in ("weight", "bias")]
    parts = graph.parts(f"{at}.looking", graph.dense(f"{at}.three", state, *three), _LOOKS)

    def heads(part: str, order: list[int]) -> str:
        cut = graph.node("Reshape", f"{at}.{part}.cut", parts[part], split)
        return graph.node("Transpose", f"{at}.{part}.heads", cut, perm=order)

    scores = graph.node("MatMul", f"{at}.scores", heads("query", [0, 2, 1, 3]), heads("key", [0, 2, 3, 1]))
    root = graph.array(f"{at}.root", np.array(np.sqrt(WIDTH / HEADS), np.float32))
    masked = graph.node("Add", f"{at}.masked", graph.node("Div", f"{at}.scaled", scores, root), "apart")
    looks = graph.node("Softmax", f"{at}.looks", masked, axis=-1)
    seen = graph.node("MatMul", f"{at}.seen", looks, heads("value", [0, 2, 1, 3]))
    seen = graph.node("Transpose", f"{at}.seen.back", seen, perm=[0, 2, 1, 3])
    seen = graph.node("Reshape", f"{at}.seen.joined", seen, joined)
    attended = graph.dense(f"{at}.attended", seen, layer["attended.weight"], layer["attended.bias"])
    state = graph.norm(
        f"{at}.attended.norm", graph.node("Add", f"{at}.attended.sum", attended, state),
        layer["attended_norm.weight"], layer["attended_norm.bias"],
    )  # fmt: skip
    inner = graph.node(
        "Gelu", f"{at}.gelu", graph.dense(f"{at}.inner", state, layer["inner.weight"], layer["inner.bias"])
    )
    outer = graph.dense(f"{at}.outer", inner, layer["outer.weight"], layer["outer.bias"])
    return graph.norm(
        f"{at}.outer.norm", graph.node("Add", f"{at}.outer.sum", outer, state),
        layer["outer_norm.weight"], layer["outer_norm.bias"],
    )  # fmt: skip


def write_small(model: onnx.ModelProto, path: Path) -> None:
    """Write a model with its embedding and its dense layers in 8 bits, of which seven are used (`reduce_range`).

    With all eight, processors without VNNI add up past 16 bits and cut off what is over: the same sentence got another
    share there, and a text that passed on one machine was nudged about on the next. Seven bits fit on all of them.
    """
    quantize_dynamic(model, path, per_channel=True, weight_type=QuantType.QInt8, reduce_range=True)
