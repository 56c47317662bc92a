"""How many calls would the rule call callbacks although nobody did anything wrong?

If failures had no memory, a machine that has just been mended could fail at once: of exponential intervals with mean m,
a share 1 − e^(−½) = 39 % is shorter than m/2. Where parts wear, fewer are. So beside the memoryless floor stands that
of the wear-out shape which the model's longer intervals show: a Weibull distribution fitted to those beyond the limit
only, since real callbacks are among the short ones and would make the floor their own accomplice.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, log

# Fewer long intervals than this say nothing about a shape: ours.
FEWEST_INTERVALS = 30
# Shapes from early failures to strong wear; the search stops when it is this close.
LEAST_SHAPE, MOST_SHAPE, CLOSE = 0.3, 8.0, 1e-4
_GOLDEN = 0.6180339887498949


@dataclass(frozen=True, slots=True)
class ChanceFloor:
    """The shares below the limit by chance. `fitted` and `shape` are None where too little is known."""

    memoryless: float
    fitted: float | None
    shape: float | None


def chance_floor(intervals: Sequence[float], *, limit: float, mean: float) -> ChanceFloor:
    """Return what share of calls lies below `limit` by chance, when intervals have this mean.

    `intervals` are in the limit's unit (pages or days).
    """
    memoryless = 1.0 - exp(-limit / mean)
    beyond = [interval for interval in intervals if interval > limit]
    if limit <= 0 or len(beyond) < FEWEST_INTERVALS or max(beyond) == min(beyond):
        return ChanceFloor(memoryless, None, None)
    shape, scale = fit_beyond(beyond, limit=limit)
    return ChanceFloor(memoryless, 1.0 - exp(-((limit / scale) ** shape)), shape)


def fit_beyond(intervals: Sequence[float], *, limit: float) -> tuple[float, float]:
    """Return shape and scale of the Weibull distribution most likely to have given these intervals beyond `limit`.

    Source: maximum likelihood under left truncation. Given the shape β the likeliest scale has a closed form,
    η^β = mean(xᵝ) − limitᵝ, and what is left to find is one number.
    """
    # In units of the limit all powers stay small.
    rows = [interval / limit for interval in intervals]
    logs = sum(log(row) for row in rows)

    def likelihood(shape: float) -> float:
        scale_power = sum(row**shape for row in rows) / len(rows) - 1.0
        return len(rows) * (log(shape) - log(scale_power) - 1.0) + (shape - 1.0) * logs

    shape = _highest(likelihood)
    scale_power = sum(row**shape for row in rows) / len(rows) - 1.0
    return shape, limit * float(scale_power ** (1.0 / shape))


def _highest(function: Callable[[float], float]) -> float:
    """Return where a function with one hill is highest, by golden section."""
    low, high = LEAST_SHAPE, MOST_SHAPE
    left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    at_left, at_right = function(left), function(right)
    while high - low > CLOSE:
        if at_left < at_right:
            low, left, at_left = left, right, at_right
            right = low + _GOLDEN * (high - low)
            at_right = function(right)
        else:
            high, right, at_right = right, left, at_left
            left = high - _GOLDEN * (high - low)
            at_left = function(left)
    return (low + high) / 2
