"""How likely are enough units of a part aboard when a call comes? By restocking cycle and by use in between."""

import numpy as np

from steadyhand.business.stock.levels.arrays import Floats

# At which moments of a cycle (0–1) we look, and how much each stands for: four by Gauss and Legendre. With twelve the
# share of finished calls moves by less than 0.00001.
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(4)
MOMENTS: Floats = (_NODES + 1) / 2
SHARES: Floats = _WEIGHTS / 2


def after_calls(chance: Floats, *, calls: int, levels: int) -> Floats:
    """Return the chance that at most so many units are out, in a cycle of `calls` calls and one unit a call.

    `chance` is how likely a call uses each item. Items × levels × moments: moment j is that of the cycle's j-th call,
    before which j − 1 calls drew (binomially). Exact where the items of a call are independent of each other.
    """
    out = np.zeros((len(chance), levels + 1, calls))
    probability = np.zeros((len(chance), levels + 1))
    probability[:, 0] = 1.0
    for call in range(calls):
        out[:, :, call] = np.cumsum(probability, axis=1)
        used = probability * chance[:, None]
        probability -= used
        # What goes beyond the highest level never comes back within the cycle, and counts as not there.
        probability[:, 1:] += used[:, :-1]
    return np.minimum(out, 1.0)


def after_days(uses_a_day: Floats, days: Floats, *, levels: int) -> Floats:
    """Return the chance that at most so many units are out after so many days of use.

    `uses_a_day` (items × most units at once): how often a day a call uses exactly 1, 2, … units. `days` (items ×
    moments): for how long what was used hasn't come back. Calls come by chance, so what is out is compound Poisson;
    its probabilities follow one from the other (Panjer). Items × levels × moments.

    Source: H. H. Panjer, "Recursive Evaluation of a Family of Compound Distributions", ASTIN Bulletin 12 (1981). That
    what is out depends on the mean time to replace it only, not on how it varies: C. Palm (1938), for one unit at once.
    """
    most = uses_a_day.shape[1]
    probability = np.zeros((len(uses_a_day), levels + 1, days.shape[1]))
    probability[:, 0] = np.exp(-uses_a_day.sum(axis=1)[:, None] * days)
    for units in range(1, levels + 1):
        for at_once in range(1, min(units, most) + 1):
            rate = (at_once * uses_a_day[:, at_once - 1])[:, None] * days
            probability[:, units] += rate / units * probability[:, units - at_once]
    return np.minimum(np.cumsum(probability, axis=1), 1.0)
