"""What does the encoder make of packed tokens? MiniLM (BERT, six layers) in JAX: arrays in, arrays out."""

import json
import struct
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

HEADS = 12
WIDTH = 384
_NAMES = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "attended",
    "attention.output.LayerNorm": "attended_norm",
    "intermediate.dense": "inner",
    "output.dense": "outer",
    "output.LayerNorm": "outer_norm",
}
Tree = dict[str, Any]


def read_safetensors(path: Path) -> dict[str, np.ndarray]:
    """Return every 32-bit float array of a safetensors file (8 bytes length, JSON header, raw data)."""
    raw = path.read_bytes()
    (length,) = struct.unpack("<Q", raw[:8])
    arrays = {}
    for name, told in json.loads(raw[8 : 8 + length]).items():
        if told.get("dtype") == "F32":
            start, end = (8 + length + offset for offset in told["data_offsets"])
            arrays[name] = np.frombuffer(raw[start:end], np.float32).reshape(told["shape"]).copy()
    return arrays


def encoder_weights(path: Path) -> Tree:
    """Return the weights as a tree; those of the layers are stacked, so that one compiled layer serves all."""
    arrays = read_safetensors(path)
    layers = sum(name.endswith("attention.self.query.weight") for name in arrays)
    stacked: Tree = {}
    for long, short in _NAMES.items():
        for kind in ("weight", "bias"):
            each = [arrays[f"encoder.layer.{layer}.{long}.{kind}"] for layer in range(layers)]
            if kind == "weight" and not long.endswith("Norm"):
                each = [weight.T for weight in each]
            stacked[f"{short}.{kind}"] = np.stack(each)
    words = {
        "words": arrays["embeddings.word_embeddings.weight"],
        "places": arrays["embeddings.position_embeddings.weight"]
        + arrays["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": arrays["embeddings.LayerNorm.weight"],
        "norm.bias": arrays["embeddings.LayerNorm.bias"],
    }
    return {"embedding": words, "layers": stacked}


def embed(weights: Tree, tokens: jax.Array, places: jax.Array) -> jax.Array:
    """Return what enters the first layer."""
    return _norm(weights["words"][tokens] + weights["places"][places], weights["norm.weight"], weights["norm.bias"])


def through(layers: Tree, hidden: jax.Array, owner: jax.Array, chance: jax.Array | None, drop: float) -> jax.Array:
    """Return what leaves the last of the stacked layers.

    Several messages lie in one row: `owner` says whose each token is, and a token attends only to its own message.
    """
    apart = jnp.where(owner[:, None, :, None] == owner[:, None, None, :], 0.0, -1e9)
    count = layers["query.weight"].shape[0]
    chances = [None] * count if chance is None else jax.random.split(chance, count)
    # Written out rather than scanned: a scan copies what the way back needs, a fifth of a step.
    for place, own_chance in enumerate(chances):
        hidden = _layer({name: array[place] for name, array in layers.items()}, hidden, apart, own_chance, drop)
    return hidden


def _layer(layer: Tree, state: jax.Array, apart: jax.Array, chance: jax.Array | None, drop: float) -> jax.Array:
    rows, length, _ = state.shape
    chances = (None, None) if chance is None else jax.random.split(chance, 2)

    def dense(name: str, given: jax.Array) -> jax.Array:
        return given @ layer[f"{name}.weight"] + layer[f"{name}.bias"]

    def heads(name: str) -> jax.Array:
        return dense(name, state).reshape(rows, length, HEADS, -1).transpose(0, 2, 1, 3)

    query, key, value = heads("query"), heads("key"), heads("value")
    looks = jax.nn.softmax(query @ key.transpose(0, 1, 3, 2) / jnp.sqrt(query.shape[-1]) + apart, axis=-1)
    seen = (looks @ value).transpose(0, 2, 1, 3).reshape(rows, length, -1)
    state = _norm(
        state + _dropped(dense("attended", seen), chances[0], drop),
        layer["attended_norm.weight"],
        layer["attended_norm.bias"],
    )
    inner = jax.nn.gelu(dense("inner", state), approximate=False)
    return _norm(
        state + _dropped(dense("outer", inner), chances[1], drop), layer["outer_norm.weight"], layer["outer_norm.bias"]
    )


def _norm(given: jax.Array, weight: jax.Array, bias: jax.Array) -> jax.Array:
    middle = given.mean(-1, keepdims=True)
    spread = jnp.square(given - middle).mean(-1, keepdims=True)
    return (given - middle) * jax.lax.rsqrt(spread + 1e-12) * weight + bias


def _dropped(given: jax.Array, chance: jax.Array | None, drop: float) -> jax.Array:
    if chance is None or drop == 0:
        return given
    # One mask a row, not a token: on a processor the dice would cost more than the layer.
    mask = jax.random.bernoulli(chance, 1 - drop, (given.shape[0], 1, given.shape[-1]))
    return jnp.where(mask, given / (1 - drop), 0.0)
