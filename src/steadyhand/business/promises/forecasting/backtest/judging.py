"""Which promises were kept, how long were they, and is what looks short more than chance?"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, log

import numpy as np

from steadyhand.business.promises.forecasting.cases import Flags, Floats, History

# A month or segment with fewer promises says nothing about one in twenty.
FEWEST_OF_A_MONTH, FEWEST_OF_A_SEGMENT = 30, 100
# One-sided, for all segments together (Bonferroni).
SIGNIFICANT = 0.01
LUCK = 0.05


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment's promises: how many, and the share kept."""

    name: str
    given: int
    kept_share: float
    is_short: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a method's promises. Shares are of cases given a time, 0–1; hours are of the log's own clock."""

    cases: int
    given: int
    unknown: int
    kept: float | None
    kept_worst_month: float | None
    worst_month: str
    kept_worst_segment: float | None
    worst_segment: str
    promise_mean_hours: float | None
    promise_median_hours: float | None
    pinball_hours: float | None
    no_answer_share: float
    months: tuple[Segment, ...]
    segments: tuple[Segment, ...]
    luck_floor: float | None

    @property
    def short(self) -> tuple[Segment, ...]:
        """Return the segments that fall short of the target by more than chance."""
        return tuple(each for each in self.segments if each.is_short)


def judge(history: History, since: int, promised: Floats, *, target: float, horizon: float) -> Verdict:
    """Return what became of these promises (hours; infinite or nan: none given) of the cases from `since` on.

    Not closed by the horizon is missed. A case whose promise (or, without one, the horizon) lies beyond the end of the
    log counts nowhere, closed or not.
    """
    opened, ended = history.opened[since:], history.ended[since:]
    took = np.where(history.closed[since:], ended - opened, np.inf)
    hours = np.where(np.isfinite(promised) & (promised <= horizon), promised, np.inf)
    watched = history.now - opened
    judged_at = np.where(np.isfinite(hours), hours, horizon)
    # By the promised time, not by the end: counting what closed early in a log's last weeks, and leaving out what may
    # still be late beside it, would say that everything is kept.
    known = watched >= judged_at - 1e-6
    seen = np.minimum(np.where(np.isfinite(took), took, np.maximum(watched, judged_at)), horizon)
    loss = np.where(seen > judged_at, target * (seen - judged_at), (1 - target) * (judged_at - seen))
    given = np.isfinite(hours) & known
    kept = (took <= hours) & (took <= horizon)
    named = np.array(history.segments[since:])
    months = (opened / 24).astype("datetime64[D]").astype("datetime64[M]").astype(str)
    by_month = _by(months, given, kept, FEWEST_OF_A_MONTH, target)
    by_segment = _by(named, given, kept, FEWEST_OF_A_SEGMENT, target)
    worst_month, worst_segment = _worst(by_month), _worst(by_segment)
    some = bool(given.any())
    return Verdict(
        cases=int(known.sum()),
        given=int(given.sum()),
        unknown=int((~known).sum()),
        kept=float(kept[given].mean()) if some else None,
        kept_worst_month=worst_month.kept_share if worst_month else None,
        worst_month=worst_month.name if worst_month else "",
        kept_worst_segment=worst_segment.kept_share if worst_segment else None,
        worst_segment=worst_segment.name if worst_segment else "",
        promise_mean_hours=float(hours[given].mean()) if some else None,
        promise_median_hours=float(np.median(hours[given])) if some else None,
        pinball_hours=float(loss[known].mean()) if known.any() else None,
        no_answer_share=1 - float(given.sum()) / max(int(known.sum()), 1),
        months=by_month,
        segments=by_segment,
        luck_floor=luck_floor([each.given for each in by_segment], target),
    )


def luck_floor(counts: Sequence[int], target: float) -> float | None:
    """Return what the worst of so many promises each would show by luck alone, one time in twenty."""
    if not counts:
        return None
    alone = 1 - (1 - LUCK) ** (1 / len(counts))
    return min(_quantile(count, target, alone) / count for count in counts)


def chance_of_at_most(kept: int, count: int, share: float) -> float:
    """Return the chance that at most so many of `count` are kept where each is with this probability."""
    total = 0.0
    for number in range(kept + 1):
        ways = lgamma(count + 1) - lgamma(number + 1) - lgamma(count - number + 1)
        total += exp(ways + number * log(share) + (count - number) * log(1 - share))
    return min(total, 1.0)


def _quantile(count: int, share: float, chance: float) -> int:
    total = 0.0
    for number in range(count + 1):
        ways = lgamma(count + 1) - lgamma(number + 1) - lgamma(count - number + 1)
        total += exp(ways + number * log(share) + (count - number) * log(1 - share))
        if total >= chance:
            return number
    return count


def _by(names: np.ndarray, given: Flags, kept: Flags, fewest: int, target: float) -> tuple[Segment, ...]:
    found = []
    for name in np.unique(names[given]):
        own = given & (names == name)
        if int(own.sum()) >= fewest:
            found.append((str(name), int(own.sum()), int(kept[own].sum())))
    limit = SIGNIFICANT / max(len(found), 1)
    return tuple(
        Segment(name, count, number / count, is_short=chance_of_at_most(number, count, target) < limit)
        for name, count, number in found
    )


def _worst(found: Sequence[Segment]) -> Segment | None:
    return min(found, key=lambda each: each.kept_share, default=None)
