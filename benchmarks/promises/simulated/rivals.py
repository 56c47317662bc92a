"""What would a constant have promised? In hindsight, with the same kept rate, rounded to the same hours as ours."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from benchmarks.promises.simulated.cases import Case, Year
from benchmarks.promises.simulated.judging import Verdict, kept_share, verdict
from benchmarks.promises.simulated.saying import Saying

# The trade's promise: four working hours (imageSource 2011; docs/how-it-works/simulator.md).
TRADE_HOURS = 4.0


@dataclass(frozen=True, slots=True)
class Rival:
    """What somebody else would have promised for the same cases: the share kept, and how long on average (hours)."""

    kept: float
    mean_hours: float


def constant(year: Year, cases: Sequence[Case], hours: float, saying: Saying | None) -> Rival:
    """Return what a constant would have come to; without `saying` it is said to the second."""
    verdicts: list[Verdict] = []
    total = 0.0
    for case in cases:
        at = case.opened_at + hours
        heard_at = saying.heard(case.opened_at, at) if saying else at
        verdicts.append(verdict(year, case, heard_at))
        total += heard_at - case.opened_at
    return Rival(kept_share(verdicts), total / len(cases))


def best_constant(year: Year, cases: Sequence[Case], kept: float, saying: Saying | None) -> Rival:
    """Return the shortest constant that keeps at least this share of the same cases: known in hindsight only."""
    waits = sorted(case.really_at - case.opened_at for case in cases if case.really_at is not None)
    low, high = 0, len(waits) - 1
    # Rounding only helps to keep a promise, so the answer is at or below the share's own quantile.
    high = min(high, ceil(kept * len(cases)) + len(cases) // 100)
    while low < high:
        middle = (low + high) // 2
        if constant(year, cases, waits[middle], saying).kept >= kept:
            high = middle
        else:
            low = middle + 1
    return constant(year, cases, waits[low], saying)


def best_constant_each(year: Year, cases: Sequence[Case], kept: float, saying: Saying | None) -> Rival:
    """Return the shortest constants, one a segment, that each keep at least this share."""
    segments = {case.segment for case in cases}
    rivals = []
    for segment in sorted(segments):
        own = [case for case in cases if case.segment == segment]
        rivals.append((len(own), best_constant(year, own, kept, saying)))
    return Rival(
        sum(count * rival.kept for count, rival in rivals) / len(cases),
        sum(count * rival.mean_hours for count, rival in rivals) / len(cases),
    )
