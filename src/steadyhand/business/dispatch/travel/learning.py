"""How fast are the dealership's own drives? Learnt from its visits, pooled towards the norms where there are few.

Somebody taps "on my way" and "I'm here"; in between lie the drive, a car park, and now and then lunch. What can't be a
drive at all is left out and counted. Of the rest the bulk counts, not the mean: a stop on the way only ever makes it
longer, so what lies far above is set aside more readily than what lies far below.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from steadyhand.business.dispatch.travel.hours import Band, band_at
from steadyhand.business.dispatch.travel.pace import KNOTS_KM, NORM, Pace, norm_minutes
from steadyhand.business.dispatch.travel.places import Place, straight_km

# Ours: below this a drive is a walk across the yard, above it a journey that no day of visits holds.
NEAREST_KM, FARTHEST_KM = 0.3, 300.0
LONGEST_MINUTES = 240.0
# In a straight line: nobody drives faster, and slower is no drive.
FASTEST_KMH, SLOWEST_KMH = 110.0, 4.0
# So many drives weigh as much as the norm. Ours: that
# the middle of 30 is known to about 10 % where single ones vary by 40 %.
NORM_WEIGHS = 30
# Drives beyond so many times their usual spread are set aside: above sooner than below.
_TOO_SLOW, _TOO_FAST = 2.0, 3.0
_ROUNDS = 6
# Of normally spread values. Source: Rousseeuw and Croux 1993.
_MAD_TO_SIGMA = 1.4826
_LEAST_SPREAD = 0.05


@dataclass(frozen=True, slots=True)
class Drive:
    """Somebody left one place and was at another; moments by the clock of where they drove."""

    origin: Place
    target: Place
    left_at: datetime
    arrived_at: datetime


@dataclass(frozen=True, slots=True)
class Learnt:
    """The pace, from how many drives, and how many were left out for which reason."""

    pace: Pace
    used: int
    left_out: Mapping[str, int] = field(default_factory=dict)


def learn_pace(drives: Iterable[Drive]) -> Learnt:
    """Return how fast these drives were; the norms where there are none."""
    kept, left_out = _possible(list(drives))
    if not kept:
        return Learnt(NORM, 0, dict(left_out))
    km = np.array([each[0] for each in kept])
    off = np.log([each[1] for each in kept]) - np.log(norm_minutes(km))
    bands = np.array([list(Band).index(each[2]) for each in kept])
    off -= np.log([NORM.by_band[each[2]] for each in kept])

    bulk = _bulk(off)
    left_out["far from what such drives take"] += int((~bulk).sum())
    # Each step looks at what the one before leaves unexplained; only what is kept of it is drawn towards the norm, lest
    # the same few drives count three times.
    overall = _pooled(off[bulk])
    off = off - float(np.median(off[bulk]))
    nearest = np.abs(np.log(km)[:, None] - np.log(KNOTS_KM)).argmin(axis=1)
    at_knots = [off[bulk & (nearest == knot)] for knot in range(len(KNOTS_KM))]
    by_knot = [_pooled(each) for each in at_knots]
    raw = [float(np.median(each)) if len(each) else 0.0 for each in at_knots]
    off = off - np.interp(np.log(km), np.log(KNOTS_KM), raw)
    by_band = {
        band: NORM.by_band[band] * float(np.exp(_pooled(off[bulk & (bands == number)])))
        for number, band in enumerate(Band)
    }
    # By day is what the others are compared with: their differences stay, and the whole takes up what is left.
    day = by_band[Band.DAY] / NORM.by_band[Band.DAY]
    pace = Pace(
        overall=float(np.exp(overall)) * day,
        by_distance=tuple(float(each) for each in np.exp(by_knot)),
        by_band={band: factor / day for band, factor in by_band.items()},
        spread=_spread(off[bulk], NORM.spread),
    )
    return Learnt(pace, int(bulk.sum()), {why: count for why, count in left_out.items() if count})


def _possible(drives: Sequence[Drive]) -> tuple[list[tuple[float, float, Band]], Counter[str]]:
    """Return kilometres, minutes and hour of what can be a drive."""
    left_out: Counter[str] = Counter()
    kept = []
    for drive in drives:
        km = float(straight_km([drive.origin], [drive.target])[0, 0])
        minutes = (drive.arrived_at - drive.left_at).total_seconds() / 60
        why = _not_a_drive(km, minutes)
        if why:
            left_out[why] += 1
        else:
            kept.append((km, minutes, band_at(drive.left_at)))
    return kept, left_out


def _not_a_drive(km: float, minutes: float) -> str:
    if km < NEAREST_KM:
        return "from a place to the same one"
    if km > FARTHEST_KM:
        return "too far for a day of visits"
    if not 0 < minutes <= LONGEST_MINUTES:
        return "arrived before leaving, or hours later"
    kmh = km / minutes * 60
    if kmh > FASTEST_KMH:
        return "faster than anybody drives"
    return "slower than anybody drives" if kmh < SLOWEST_KMH else ""


def _bulk(off: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which drives are like most: looked for anew a few times, for stops on the way pull the middle up."""
    inside = np.ones(len(off), dtype=bool)
    for _ in range(_ROUNDS):
        middle = float(np.median(off[inside]))
        # Measured below the middle, where no stop on the way can be.
        below = middle - off[inside & (off <= middle)]
        spread = max(_LEAST_SPREAD, _MAD_TO_SIGMA * float(np.median(below)))
        again = (off <= middle + _TOO_SLOW * spread) & (off >= middle - _TOO_FAST * spread)
        if (again == inside).all():
            break
        inside = again
    return inside


def _pooled(off: NDArray[np.float64]) -> float:
    """Return the middle, drawn towards the norm (0) the more the fewer drives there are."""
    return float(np.median(off)) * len(off) / (len(off) + NORM_WEIGHS) if len(off) else 0.0


def _spread(off: NDArray[np.float64], norm: float) -> float:
    squares = float((off**2).sum()) + NORM_WEIGHS * norm**2
    return float(np.sqrt(squares / (len(off) + NORM_WEIGHS)))
