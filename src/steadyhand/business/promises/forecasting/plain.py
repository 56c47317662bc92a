"""Tier 0: a curve for each segment, leaning on that of all. For a few cases a month, and where there are no trees."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from steadyhand.business.promises.forecasting.cases import Floats, History
from steadyhand.business.promises.forecasting.curves import LEVELS
from steadyhand.business.promises.forecasting.ensemble import Asked, lasted_and_watched
from steadyhand.business.promises.forecasting.rhythm import Rhythm
from steadyhand.business.promises.forecasting.survival import kaplan_meier

# All other segments together weigh as much as this many cases beside a segment's own: twenty is what it takes to see
# one in twenty once.
LENT_CASES = 20.0


@dataclass(frozen=True, slots=True)
class Curves:
    """Hours at `LEVELS` by segment, on the rhythm's clock; "" is for a segment never seen."""

    rhythm: Rhythm
    by_segment: Mapping[str, Floats]
    known: int

    def rows(self, asked: Asked) -> Floats:
        """Return hours at `LEVELS` for each case, before any correction."""
        nothing = self.by_segment[""]
        if not len(asked):
            return np.zeros((0, len(LEVELS)))
        return np.stack([self.by_segment.get(each, nothing) for each in asked.segments])


def fit_curves(history: History, rhythm: Rhythm) -> Curves:
    """Return the curves of this history; open cases count for as long as they have been open."""
    lasted, _ = lasted_and_watched(history, rhythm)
    named = np.array(history.segments)
    found = {"": _row(lasted, history, np.ones(len(history)))}
    for name in np.unique(named):
        own = named == name
        others = len(history) - int(own.sum())
        lent = min(1.0, LENT_CASES / others) if others else 0.0
        found[str(name)] = _row(lasted, history, np.where(own, 1.0, lent))
    return Curves(rhythm, found, known=len(history))


def _row(lasted: Floats, history: History, weights: Floats) -> Floats:
    curve = kaplan_meier(lasted, history.closed, weights)
    at = np.searchsorted(curve.shares, LEVELS - 1e-12, side="left")
    hours = np.append(curve.hours, np.inf)
    found: Floats = hours[np.minimum(at, len(curve.hours))]
    if not len(curve.hours) or curve.shares[-1] <= 0:
        return found
    # Where the longest cases are still open no share beyond is known. It is drawn on as if what is left closed at the
    # pace so far: a guess that the ledger corrects, where none would leave a small dealer without a time for months.
    reached = -np.log(np.maximum(1 - curve.shares[-1], 1e-9))
    return np.where(np.isfinite(found), found, curve.hours[-1] * -np.log1p(-LEVELS) / reached)
