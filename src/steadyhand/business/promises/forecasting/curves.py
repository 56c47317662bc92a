"""Many forecasts at once: a row each, of hours by which shares of its like are done; infinite beyond what is known."""

import numpy as np

from steadyhand.business.promises.forecasting.cases import Floats

# Dense where promises are given: between 85 and 99.9 in 100.
LEVELS: Floats = np.array(
    [
        *(0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.825, 0.85, 0.865, 0.88, 0.89, 0.9, 0.91, 0.92),
        *(0.93, 0.94, 0.945, 0.95, 0.955, 0.96, 0.965, 0.97, 0.975, 0.98, 0.9825, 0.985, 0.9875, 0.99, 0.9915, 0.993),
        *(0.9945, 0.996, 0.9975, 0.999),
    ]
)
# The most that is ever believed of a share: what is open after everything known may still be closed tomorrow.
SUREST = 0.9995


def from_survival(edges: Floats, still_open: Floats) -> Floats:
    """Return rows of hours at `LEVELS` from the shares still open at the edges; the hazard is even within a bucket."""
    passed = np.concatenate([np.zeros((len(still_open), 1)), -np.log(np.maximum(still_open, 1e-12))], axis=1)
    hours = np.concatenate([[0.0], edges])
    found = np.full((len(still_open), len(LEVELS)), np.inf)
    rows = np.arange(len(still_open))
    for number, hazard in enumerate(-np.log1p(-LEVELS)):
        upper = np.sum(passed < hazard, axis=1)
        reached = upper < passed.shape[1]
        upper = np.clip(upper, 1, passed.shape[1] - 1)
        low, high = passed[rows, upper - 1], passed[rows, upper]
        part = np.clip((hazard - low) / np.maximum(high - low, 1e-12), 0.0, 1.0)
        found[:, number] = np.where(reached, hours[upper - 1] + part * (hours[upper] - hours[upper - 1]), np.inf)
    return found


def shares_by(rows: Floats, hours: Floats) -> Floats:
    """Return, row by row, the share that is done within these hours; at most `SUREST`."""
    if not len(rows):
        return np.zeros(0)
    at = np.sum(rows <= hours[:, None], axis=1)
    number = np.arange(len(rows))
    times = np.concatenate([np.zeros((len(rows), 1)), rows, np.full((len(rows), 1), np.inf)], axis=1)
    levels = np.concatenate([[0.0], LEVELS, [SUREST]])
    low, high = times[number, at], times[number, at + 1]
    between = np.isfinite(high) & (high > low)
    part = np.where(between, (hours - low) / np.where(between, high - low, 1.0), 0.0)
    shares: Floats = np.minimum(levels[at] + part * (levels[at + 1] - levels[at]), SUREST)
    return shares


def hours_at(rows: Floats, levels: Floats) -> Floats:
    """Return, row by row, the hours by which this share is done; infinite beyond what is known."""
    at = np.clip(np.searchsorted(LEVELS, levels, side="left"), 1, len(LEVELS) - 1)
    number = np.arange(len(rows))
    low, high = rows[number, at - 1], rows[number, at]
    part = (levels - LEVELS[at - 1]) / (LEVELS[at] - LEVELS[at - 1])
    ever = np.isfinite(high)
    safe_low, safe_high = np.where(ever, low, 0.0), np.where(ever, high, 0.0)
    within = np.where(ever, safe_low + part * (safe_high - safe_low), np.inf)
    first = rows[:, 0] * levels / LEVELS[0]
    found: Floats = np.where(levels <= LEVELS[0], first, np.where(part <= 0, low, within))
    return np.where(levels > LEVELS[-1], np.inf, found)
