"""Time cut into buckets: each case becomes one row for every bucket it entered, told whether it closed in it.

So a case that is still open is a row like others: it didn't close in the buckets it has passed. Nothing is guessed
about the ones it hasn't reached. Source: Singer & Willett 1993, "It's about time"; Tutz & Schmid 2016, ch. 3.
"""

from dataclasses import dataclass

import numpy as np

from steadyhand.business.promises.forecasting.cases import Flags, Floats
from steadyhand.business.promises.forecasting.pace import Codes
from steadyhand.business.promises.forecasting.survival import kaplan_meier

# Edges lie where these shares of all cases are done, denser where promises are given.
SHARES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.965, 0.98, 0.99)
# A bucket is at least this much longer than where it begins, and the tail grows by this factor up to the horizon.
STEP, TAIL_STEP = 1.1, 1.35
# Of a bucket that hasn't been watched to its end, less than this says nothing yet.
LEAST_WATCHED = 0.1


@dataclass(frozen=True, slots=True)
class Rows:
    """A row for each case and bucket it entered; `offset` is the log of the share of the bucket that was watched."""

    case: Codes
    bucket: Codes
    happened: Floats
    offset: Floats


def bucket_edges(hours: Floats, closed: Flags, *, horizon: float) -> Floats:
    """Return where buckets end, the last one at the horizon."""
    done = kaplan_meier(hours, closed)
    wanted = (done.hours_at(share) for share in SHARES)
    edges: list[float] = []
    for edge in sorted(each for each in wanted if each is not None and 0 < each < horizon):
        if not edges or edge > edges[-1] * STEP:
            edges.append(edge)
    first = horizon / 50
    while (edges[-1] if edges else first) * TAIL_STEP < horizon:
        edges.append((edges[-1] if edges else first) * TAIL_STEP)
    return np.array([*edges, horizon])


def bucket_rows(hours: Floats, closed: Flags, watched: Floats, edges: Floats) -> Rows:
    """Return the rows of these cases, each watched for so many hours since its opening (closed or not).

    A bucket that could be watched only in part counts in part, for closed and open cases alike: taking only the closed
    ones of it would say that its cases are fast.
    """
    begins = np.concatenate([[0.0], edges[:-1]])
    parts = []
    for bucket, (begin, end) in enumerate(zip(begins, edges, strict=True)):
        share = np.clip((watched - begin) / (end - begin), 0.0, 1.0)
        there = ((hours > begin) | (closed & (hours >= begin))) & (share > LEAST_WATCHED)
        who = np.flatnonzero(there)
        happened = closed[who] & (hours[who] <= np.minimum(end, watched[who]))
        parts.append((who, np.full(len(who), bucket), happened.astype(np.float64), np.log(share[who])))
    case, number, happens, offset = (np.concatenate(each) for each in zip(*parts, strict=True))
    return Rows(case.astype(np.int64), number.astype(np.int64), happens, offset)
