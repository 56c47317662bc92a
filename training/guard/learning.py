"""How does the encoder learn the labels? Batches in, weights out; everything random comes from one seed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from training.guard.encoder import WIDTH, Tree, embed, through
from training.guard.packing import LENGTH, MESSAGES, ROWS, SENTENCES, Batch, Tokens, batches

LABELS = 7
# What learns, its running mean, and both moments of its slopes (Adam).
State = tuple[Tree, Tree, Tree, Tree]


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how boldly to learn."""

    epochs: int = 4
    rate: float = 2e-4
    head_rate: float = 2e-3
    layer_decay: float = 0.8
    frozen: int = 0
    drop: float = 0.15
    smoothing: float = 0.03
    weight_decay: float = 0.01
    warmup: float = 0.1
    average: float = 0.98
    pool: str = "both"


@dataclass(frozen=True, slots=True)
class Lesson:
    """Messages to learn from: what enters the first layer that learns, what to say of each, how much each counts."""

    tokens: Sequence[Tokens]
    entering: Sequence[np.ndarray]
    wanted: np.ndarray
    weight: np.ndarray


def new_head(seed: int, width: int = WIDTH) -> Tree:
    """Return a head that knows nothing."""
    chance = np.random.default_rng(seed)
    return {
        "weight": (chance.standard_normal((width, LABELS)) * 0.02).astype(np.float32),
        "bias": np.full(LABELS, -2.0, np.float32),
    }


@jax.jit
def _below(weights: Tree, batch: Batch) -> jax.Array:
    hidden = embed(weights["embedding"], batch.ids, batch.places)
    return through(weights["layers"], hidden, batch.message, None, 0.0)


def entering(weights: Tree, tokens: Sequence[Tokens], frozen: int) -> list[np.ndarray]:
    """Return what leaves the layers that don't learn, a message each: computed once for all epochs."""
    below = jax.tree.map(jnp.array, {
        "embedding": weights["embedding"],
        "layers": {name: array[:frozen] for name, array in weights["layers"].items()},
    })  # fmt: skip
    found: list[np.ndarray] = [np.empty(0)] * len(tokens)
    for batch in batches(tokens, range(len(tokens))):
        hidden = np.asarray(_below(below, _arrays(batch)))
        for place, index in enumerate(batch.which):
            found[index] = hidden[batch.message == place]
    return found


def _poured(batch: Batch, entering: Sequence[np.ndarray]) -> np.ndarray:
    hidden = np.zeros((ROWS, LENGTH, WIDTH), np.float32)
    for place, index in enumerate(batch.which):
        hidden[batch.message == place] = entering[index]
    return hidden


def logits(
    free: Tree, hidden: jax.Array, batch: Batch, chance: jax.Array | None, drop: float
) -> tuple[jax.Array, jax.Array]:
    """Return what the head says of each message and of each sentence of the batch."""
    chances = (None, None) if chance is None else jax.random.split(chance, 2)
    hidden = through(free["layers"], hidden, batch.message, chances[0], drop)
    flat = hidden.reshape(-1, hidden.shape[-1])
    of_message = _means(flat, batch.message, MESSAGES)
    of_sentence = _means(flat, batch.sentence, SENTENCES)
    if chances[1] is not None:
        keep = jax.random.bernoulli(chances[1], 1 - drop, of_message.shape[-1:])
        of_message, of_sentence = (jnp.where(keep, x / (1 - drop), 0) for x in (of_message, of_sentence))
    head = free["head"]
    return of_message @ head["weight"] + head["bias"], of_sentence @ head["weight"] + head["bias"]


def of_messages(whole: jax.Array, each: jax.Array, batch: Batch, pool: str) -> jax.Array:
    """Return a logit a message and label: of the whole text, of its worst sentence, or the mean of both."""
    worst = jax.ops.segment_max(each, batch.message_of_sentence, MESSAGES + 1)[:MESSAGES]
    return {"whole": whole, "worst": worst, "both": (whole + worst) / 2}[pool]


def _means(flat: jax.Array, owner: jax.Array, count: int) -> jax.Array:
    mine = jax.nn.one_hot(owner.reshape(-1), count, dtype=flat.dtype, axis=0)
    return (mine @ flat) / jnp.maximum(mine.sum(-1, keepdims=True), 1)


def _loss(
    free: Tree, hidden: jax.Array, batch: Batch, wanted: jax.Array, weight: jax.Array, chance: jax.Array, plan: Plan
) -> jax.Array:
    whole, each = logits(free, hidden, batch, chance, plan.drop)
    target = wanted * (1 - 2 * plan.smoothing) + plan.smoothing

    def entropy(logit: jax.Array) -> jax.Array:
        # Messages that are not there have no sentence, thus no worst one.
        logit = jnp.where(weight[:, None] > 0, logit, 0)
        each_label = jnp.maximum(logit, 0) - logit * target + jnp.log1p(jnp.exp(-jnp.abs(logit)))
        return (each_label.sum(-1) * weight).sum() / weight.sum()

    if plan.pool == "both":
        return (entropy(whole) + entropy(of_messages(whole, each, batch, "worst"))) / 2
    return entropy(of_messages(whole, each, batch, plan.pool))


@partial(jax.jit, static_argnames=("plan",), donate_argnames=("state",))
def _step(
    state: State, hidden: np.ndarray, batch: Batch, aim: tuple[np.ndarray, np.ndarray], chance: jax.Array,
    rates: Tree, step: np.float32, plan: Plan,
) -> tuple[State, jax.Array]:  # fmt: skip
    free, mean, moment, square = state
    wanted, weight = aim
    loss, slope = jax.value_and_grad(_loss)(free, hidden, batch, wanted, weight, chance, plan)
    size = jnp.sqrt(sum(jnp.square(part).sum() for part in jax.tree.leaves(slope)))
    slope = jax.tree.map(lambda part: part * jnp.minimum(1, 1 / (size + 1e-9)), slope)
    moment = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, moment, slope)
    square = jax.tree.map(lambda s, g: 0.98 * s + 0.02 * g * g, square, slope)
    one, two = 1 - 0.9 ** (step + 1), 1 - 0.98 ** (step + 1)

    def moved(part: jax.Array, m: jax.Array, s: jax.Array, rate: jax.Array) -> jax.Array:
        return part - rate * (m / one / (jnp.sqrt(s / two) + 1e-6) + plan.weight_decay * part)

    free = jax.tree.map(moved, free, moment, square, rates)
    share = jnp.minimum(plan.average, (1 + step) / (10 + step))
    mean = jax.tree.map(lambda old, new: share * old + (1 - share) * new, mean, free)
    return (free, mean, moment, square), loss


def learn(weights: Tree, lessons: Sequence[Lesson], seed: int, plan: Plan, told: Callable[[str], Any] = print) -> Tree:
    """Return weights taught for `plan.epochs` epochs, whose lessons follow each other round and round."""
    free = jax.tree.map(jnp.array, {
        "layers": {name: array[plan.frozen :] for name, array in weights["layers"].items()}, "head": weights["head"],
    })  # fmt: skip
    state = (free, jax.tree.map(jnp.copy, free), jax.tree.map(jnp.zeros_like, free), jax.tree.map(jnp.zeros_like, free))
    dice = np.random.default_rng(seed)
    key = jax.random.key(seed)
    days = [lessons[epoch % len(lessons)] for epoch in range(plan.epochs)]
    orders = [dice.permutation(len(lesson.tokens)) for lesson in days]
    total = sum(sum(1 for _ in batches(lesson.tokens, order)) for lesson, order in zip(days, orders, strict=True))
    step = 0
    for epoch, (lesson, order) in enumerate(zip(days, orders, strict=True)):
        losses = []
        for batch in batches(lesson.tokens, order):
            wanted = np.zeros((MESSAGES, LABELS), np.float32)
            weight = np.zeros(MESSAGES, np.float32)
            which = list(batch.which)
            wanted[: len(which)], weight[: len(which)] = lesson.wanted[which], lesson.weight[which]
            key, own = jax.random.split(key)
            state, loss = _step(
                state, _poured(batch, lesson.entering), _arrays(batch), (wanted, weight), own,
                _rates(state[0], plan, _pace(step, total, plan.warmup)), np.float32(step), plan,
            )  # fmt: skip
            step += 1
            losses.append(loss)
        told(f"epoch {epoch + 1}: loss {np.mean([float(x) for x in losses]):.4f}")
    learned = jax.tree.map(np.asarray, state[1])
    return {"embedding": weights["embedding"], "head": learned["head"], "layers": {
        name: np.concatenate([array[: plan.frozen], learned["layers"][name]])
        for name, array in weights["layers"].items()
    }}  # fmt: skip


def _pace(step: int, total: int, warmup: float) -> float:
    done = (step + 1) / total
    return min(done / warmup, (1 - done) / (1 - warmup) + 0.01)


def _rates(free: Tree, plan: Plan, pace: float) -> Tree:
    count = free["layers"]["query.weight"].shape[0]
    by_layer = np.array([plan.layer_decay ** (count - 1 - n) for n in range(count)], np.float32)
    by_layer *= np.float32(plan.rate * pace)
    return {
        "layers": {name: by_layer.reshape(-1, *[1] * (array.ndim - 1)) for name, array in free["layers"].items()},
        "head": {name: np.float32(plan.head_rate * pace) for name in free["head"]},
    }


jax.tree_util.register_dataclass(
    Batch, data_fields=["ids", "places", "message", "sentence", "message_of_sentence"], meta_fields=["which"]
)


def _arrays(batch: Batch) -> Batch:
    # Which messages they are stays outside: it would make each batch a program of its own to compile.
    return Batch(batch.ids, batch.places, batch.message, batch.sentence, batch.message_of_sentence, ())
