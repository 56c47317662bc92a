"""How much is each sign worth? Weights of a sum of log-odds, found on calls that the counts had not seen."""

from dataclasses import dataclass

import numpy as np

from steadyhand.business.stock.kits.record import Floats

# The columns of the sum. Words weigh more where no code was written down, so they stand in one of two.
BASE, CODE, ERROR, WORD_FOR, WORD_AGAINST, LONE_FOR, LONE_AGAINST, AFTER, WORN, WEAR, WEAR_BOUND = range(11)
COLUMNS = 11
STEPS, RIDGE, ENOUGH = 25, 4.0, 1e-7
LEAST_CROWD = 1e-4


@dataclass(frozen=True, slots=True)
class Weights:
    """`each`: of the columns, and in front what is always added. `rivals` weigh a sum against the other items'.

    A call has one fault as a rule, so that one part's good reasons are another's bad ones: with z the sum, the chance
    of an item is σ(shift + slope·z + crowd·log Σσ(z of the others)).
    """

    each: Floats
    rivals: Floats
    # Of the chance that a kit is enough: shift and slope of its log-odds.
    enough: Floats


def shipped_weights() -> Weights:
    """Return the weights before a record has taught any: those found on made-up dealerships 1001 to 1003."""
    return Weights(
        each=np.array([-0.9, 0.8, 0.7, 0.9, 0.6, 0.6, 1.0, 0.9, 0.2, 0.0, 0.6, 0.7]),
        rivals=np.array([0.0, 1.0, -0.2]),
        enough=np.array([0.0, 1.0]),
    )


def sums(columns: Floats, weights: Weights) -> Floats:
    """Return the log-odds of each row of columns (last axis)."""
    return np.asarray(weights.each[0] + columns @ weights.each[1:], dtype=np.float64)


def against_rivals(z: Floats, weights: Weights) -> Floats:
    """Return the chances of a call's items (last axis), each weighed against what else may be needed."""
    shift, slope, crowd = weights.rivals
    return sigmoid(shift + slope * z + crowd * crowd_of(z))


def crowd_of(z: Floats) -> Floats:
    """Return for each of a call's items the logarithm of how many of the others are expected."""
    chances = sigmoid(z)
    return np.asarray(np.log(np.maximum(chances.sum() - chances, LEAST_CROWD)), dtype=np.float64)


def fit_logistic(columns: Floats, hits: Floats, counts: Floats | None = None, *, towards: Floats) -> Floats:
    """Return the weights of the columns that tell hits best, a little drawn towards what was believed before."""
    weights = towards.copy()
    many = np.ones(len(hits)) if counts is None else counts
    pull = np.full(len(weights), RIDGE)
    for _ in range(STEPS):
        chances = sigmoid(columns @ weights)
        slope = columns.T @ (many * (hits - chances)) - pull * (weights - towards)
        bend = (columns * (many * chances * (1 - chances))[:, None]).T @ columns + np.diag(pull)
        step = np.linalg.solve(bend, slope)
        weights = weights + np.clip(step, -2.0, 2.0)
        if np.abs(step).max() < ENOUGH:
            break
    return weights


def sigmoid(z: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(np.minimum(-z, 30.0))), dtype=np.float64)


def logit(chance: Floats) -> Floats:
    bounded = np.clip(chance, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(bounded / (1 - bounded)), dtype=np.float64)
