"""Which share is done by when, when some cases are still open? Kaplan and Meier's answer, with weights.

Source: Kaplan & Meier 1958, "Nonparametric estimation from incomplete observations"; the standard error is
Greenwood's, with Kish's effective number of cases where they weigh differently.
"""

from dataclasses import dataclass

import numpy as np

from steadyhand.business.promises.forecasting.cases import Flags, Floats


@dataclass(frozen=True, slots=True)
class Curve:
    """The share of cases done after so many hours; both ascend, and the last share may stay below 1."""

    hours: Floats
    shares: Floats

    def hours_at(self, share: float) -> float | None:
        """Return the first time by which at least this share is done; None if it never was."""
        at = int(np.searchsorted(self.shares, share - 1e-12, side="left"))
        return None if at == len(self.shares) else float(self.hours[at])

    def share_by(self, hours: float) -> float:
        """Return the share that is done within these hours."""
        at = int(np.searchsorted(self.hours, hours, side="right"))
        return 0.0 if at == 0 else float(self.shares[at - 1])


def kaplan_meier(hours: Floats, closed: Flags, weights: Floats | None = None) -> Curve:
    """Return the share done by each time at which something closed; open cases count for as long as they were seen.

    A case that is censored at the very time another closes was still there to be seen.
    """
    weighed = np.ones(len(hours)) if weights is None else weights
    order = np.lexsort((~closed, hours))
    hours, closed, weighed = hours[order], closed[order], weighed[order]
    there = np.cumsum(weighed[::-1])[::-1]
    times, first = np.unique(hours, return_index=True)
    done = np.add.reduceat(np.where(closed, weighed, 0.0), first) if len(hours) else np.zeros(0)
    has_closings = done > 0
    still = np.cumprod(1.0 - done[has_closings] / there[first[has_closings]])
    return Curve(hours=times[has_closings], shares=1.0 - np.clip(still, 0.0, 1.0))


def effective_cases(weights: Floats) -> float:
    """Return how many equal cases tell as much as these weighted ones (Kish)."""
    total = float(np.sum(weights))
    return total * total / float(np.sum(weights**2)) if total > 0 else 0.0
