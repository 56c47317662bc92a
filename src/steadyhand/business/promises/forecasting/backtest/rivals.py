"""Simpler rules that a firm may have instead, each told only what had closed by then."""

import numpy as np

from steadyhand.business.promises.forecasting.cases import Floats, History

# A segment with fewer closed cases goes by all of them.
FEWEST_OF_A_SEGMENT = 20


def constant(history: History, since: int, *, evaluate_from: float, target: float) -> Floats:
    """Return one number of hours for all: the share of what had closed when the evaluation begins."""
    closed = _closed_by(history, evaluate_from)
    hours = float(np.quantile(history.hours[closed], target)) if closed.any() else np.inf
    return np.full(len(history) - since, hours)


def segment_quantile(history: History, since: int, *, fits: tuple[float, ...], target: float) -> Floats:
    """Return the share of what had closed of each segment, reckoned anew at each fit."""
    named = np.array(history.segments)
    found = np.full(len(history), np.inf)
    for at, until in zip(fits, (*fits[1:], np.inf), strict=True):
        first, last = (int(np.searchsorted(history.opened, each, side="left")) for each in (at, until))
        closed = _closed_by(history, at)
        if first == last or not closed.any():
            continue
        everywhere = float(np.quantile(history.hours[closed], target))
        for name in np.unique(named[first:last]):
            own = closed & (named == name)
            enough = int(own.sum()) >= FEWEST_OF_A_SEGMENT
            hours = float(np.quantile(history.hours[own], target)) if enough else everywhere
            found[first:last][named[first:last] == name] = hours
    return found[since:]


def _closed_by(history: History, moment: float) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    by: np.ndarray[tuple[int], np.dtype[np.bool_]] = history.closed & (history.ended <= moment)
    return by
