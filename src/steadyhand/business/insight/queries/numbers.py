"""What are the numbers of a period, the one before, and month by month? From tallies only, never from calls."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from steadyhand.business.insight.figures import Figure, Tallied, figure_of, figures_of, together
from steadyhand.business.insight.metrics import METRICS, Metric
from steadyhand.business.insight.models import MonthTally, Reckoning, TermAverage
from steadyhand.business.insight.periods import Period, month_after
from steadyhand.shared.actor import Actor

# A year and the month it is compared with.
TREND_MONTHS = 13


@dataclass(frozen=True, slots=True)
class Numbers:
    """Every number of a period and of the one before, by key, and the counts they were made of."""

    period: Period
    now: Mapping[str, Figure]
    before: Mapping[str, Figure]
    tallied: Tallied

    @property
    def calls(self) -> int:
        return round(self.tallied.count("calls"))


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One month of one number."""

    month_on: date
    figure: Figure


@dataclass(frozen=True, slots=True)
class QuarterAverage:
    """What a segment's calls took on average in a quarter, beside what the contracts ask for."""

    quarter_on: date
    segment: str
    term_minutes: int
    calls: int
    minutes: float

    @property
    def is_kept(self) -> bool:
        return self.minutes <= self.term_minutes


@dataclass(frozen=True, slots=True)
class Freshness:
    """How far the numbers have come."""

    seen_at: datetime | None
    sweep_because: str
    is_first_over: bool


def numbers_of(by: Actor, period: Period, *, branch_id: UUID | None = None) -> Numbers:
    """Return a period's numbers at one branch, or at all of the actor's. One query."""
    months = _months(by, period.previous.starts_on, period.until_on, branch_id)
    now = together(_rows(months, period.starts_on, period.until_on))
    before = together(_rows(months, period.previous.starts_on, period.starts_on))
    return Numbers(period, figures_of(now), figures_of(before), now)


def trends_of(
    by: Actor, metrics: Iterable[Metric], period: Period, *, branch_id: UUID | None = None
) -> dict[str, tuple[TrendPoint, ...]]:
    """Return the months up to a period's last, of each of these numbers. One query."""
    first = month_after(period.until_on, -TREND_MONTHS)
    months = _months(by, first, period.until_on, branch_id)
    each = [month_after(first, number) for number in range(TREND_MONTHS)]
    tallied = {month_on: together(_rows(months, month_on, month_after(month_on, 1))) for month_on in each}
    return {
        metric.key: tuple(TrendPoint(month_on, figure_of(metric, tallied[month_on])) for month_on in each)
        for metric in metrics
    }


def averages_of(by: Actor, period: Period, *, branch_id: UUID | None = None) -> tuple[QuarterAverage, ...]:
    """Return the averages of the quarters that a period touches, by segment. One query."""
    begins = period.around("quarter") if period.kind == "month" else period
    rows = TermAverage.objects.of(by.tenant_id).filter(
        quarter_on__gte=begins.starts_on, quarter_on__lt=period.until_on, **_where(by, branch_id)
    )
    # Several branches' averages are one by their calls, not by their averages.
    found: dict[tuple[date, str, int], tuple[int, int]] = {}
    columns = ("quarter_on", "segment", "term_minutes", "calls", "response_minutes")
    for quarter_on, segment, term, calls, minutes in rows.values_list(*columns):
        before = found.get((quarter_on, segment, term), (0, 0))
        found[quarter_on, segment, term] = (before[0] + calls, before[1] + minutes)
    return tuple(
        QuarterAverage(quarter_on, segment, term, calls, minutes / calls)
        for (quarter_on, segment, term), (calls, minutes) in sorted(found.items())
    )


def freshness_of(by: Actor) -> Freshness:
    """Return how far the numbers have come. One query."""
    state = Reckoning.objects.of(by.tenant_id).first()
    if state is None:
        return Freshness(None, "", is_first_over=False)
    return Freshness(state.changes_seen_at, state.sweep_because, state.swept_at is not None)


def callbacks_of(by: Actor, period: Period) -> Figure:
    """Return only the callbacks of a period. One query."""
    months = _months(by, period.starts_on, period.until_on, None)
    return figure_of(METRICS["callbacks"], together(_rows(months, period.starts_on, period.until_on)))


def _where(by: Actor, branch_id: UUID | None) -> dict[str, Any]:
    """Return which rows add up to what was asked: one branch's, the whole house's, or each of the actor's branches."""
    if branch_id is not None and by.can_see_branch(branch_id):
        return {"branch_id": branch_id}
    return {"branch__isnull": True} if by.branch_ids is None else {"branch_id__in": by.branch_ids}


def _months(by: Actor, starts_on: date, until_on: date, branch_id: UUID | None) -> list[dict[str, Any]]:
    rows = MonthTally.objects.of(by.tenant_id).filter(month_on__gte=starts_on, month_on__lt=until_on)
    columns = ("month_on", "counts", "response", "downtime")
    return [dict(row) for row in rows.filter(**_where(by, branch_id)).order_by("month_on").values(*columns)]


def _rows(months: list[dict[str, Any]], starts_on: date, until_on: date) -> list[tuple[Any, Any, Any]]:
    return [
        (row["counts"], row["response"], row["downtime"]) for row in months if starts_on <= row["month_on"] < until_on
    ]
