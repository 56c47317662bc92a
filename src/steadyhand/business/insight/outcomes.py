"""What became of the work, week by week? Shares of the team that a training hopes to move, never of a person."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Avg, Count, Q, QuerySet
from django.db.models.functions import TruncWeek

from steadyhand.business.calls.callbacks.rules import Verdict
from steadyhand.business.dealership.queries import firm_of
from steadyhand.business.insight.models import CallFact
from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import PromiseState
from steadyhand.shared.actor import Actor

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Measure:
    """A weekly share: how it is called, what it counts, and which way is better."""

    key: str
    title: str
    cases: str
    is_lower_better: bool = False


@dataclass(frozen=True, slots=True)
class Week:
    """A week by its Monday: so many of so many."""

    on: date
    count: int
    of: int
    # So many of so many by the family of machines, where that makes a difference.
    mix: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class MeanWeek:
    """A week by its Monday: a mean over so many."""

    on: date
    mean_hours: float
    of: int


FIXED_FIRST = Measure("fixed_first", "First-time fix", "closed calls")
CALLBACKS = Measure("callbacks", "Callbacks", "calls counted", is_lower_better=True)
HELD = Measure("held", "Held for parts", "closed calls", is_lower_better=True)
KEPT = Measure("kept", "Promises kept", "promises that came due")
DOWNTIME = Measure("downtime", "Downtime, in working hours", "calls", is_lower_better=True)
MEASURES = (FIXED_FIRST, HELD, CALLBACKS, KEPT)
# What counts as one of the calls among which callbacks are counted.
_COUNTED = tuple(verdict for verdict in Verdict if verdict not in (Verdict.NOT_COUNTED, Verdict.STILL_OPEN))


def weekly_outcomes(by: Actor, *, until: date, weeks: int) -> dict[str, tuple[Week, ...]]:
    """Return each measure's whole weeks before the one of `until`, oldest first, at the actor's branches.

    Five queries. First-time fix comes with its mix: which families of machines broke. Held for parts stands beside it:
    where parts were short, a first visit couldn't do.

    A call counts in the week in which it was taken (the newest ones may still take more visits), a promise in the week
    in which it came due.
    """
    zone = ZoneInfo(firm_of(by).zone)
    mondays, since, end = _span(until, weeks, zone)
    facts = CallFact.objects.visible_to(by).filter(taken_at__gte=since, taken_at__lt=end, is_cancelled=False)
    due = Promise.objects.visible_to(by).filter(
        by_at__gte=since, by_at__lt=end, state__in=(PromiseState.KEPT, PromiseState.MISSED)
    )
    judged = facts.filter(is_fixed_first__isnull=False)
    mix = _mixed(judged, zone)
    counted = {
        FIXED_FIRST.key: _weekly(judged, "taken_at", Q(is_fixed_first=True), zone),
        HELD.key: _weekly(judged, "taken_at", Q(is_held=True), zone),
        CALLBACKS.key: _weekly(facts.filter(verdict__in=_COUNTED), "taken_at", Q(verdict=Verdict.CALLBACK), zone),
        KEPT.key: _weekly(due, "by_at", Q(state=PromiseState.KEPT), zone),
    }
    return {
        each.key: tuple(
            Week(on, *counted[each.key].get(on, (0, 0)), mix=mix.get(on, ()) if each is FIXED_FIRST else ())
            for on in mondays
        )
        for each in MEASURES
    }


def weekly_downtime(by: Actor, *, until: date, weeks: int) -> tuple[MeanWeek, ...]:
    """Return how long machines stood on average by the week in which the call was taken, oldest first. Two queries."""
    zone = ZoneInfo(firm_of(by).zone)
    mondays, since, end = _span(until, weeks, zone)
    facts = CallFact.objects.visible_to(by).filter(
        taken_at__gte=since, taken_at__lt=end, is_cancelled=False, downtime_minutes__isnull=False
    )
    weekly = facts.order_by().annotate(week=TruncWeek("taken_at", tzinfo=zone)).values("week")
    found = weekly.annotate(mean=Avg("downtime_minutes"), of=Count("id")).values_list("week", "mean", "of")
    known = {week.date(): (mean / 60, of) for week, mean, of in found}
    return tuple(MeanWeek(on, *known.get(on, (0.0, 0))) for on in mondays)


def _span(until: date, weeks: int, zone: ZoneInfo) -> tuple[list[date], datetime, datetime]:
    """Return the Mondays of whole weeks before a day's own, and the moments at which the first begins and all end."""
    last = until - timedelta(days=until.weekday())
    mondays = [last - (weeks - number) * WEEK for number in range(weeks)]
    since, end = (datetime.combine(day, time(), tzinfo=zone) for day in (mondays[0] if mondays else last, last))
    return mondays, since, end


def _mixed(rows: QuerySet[CallFact], zone: ZoneInfo) -> dict[date, tuple[tuple[str, int, int], ...]]:
    """Return so many of so many by family, by the Monday of their week."""
    weekly = rows.order_by().annotate(week=TruncWeek("taken_at", tzinfo=zone)).values("week", "model__family")
    found = weekly.annotate(many=Count("id", filter=Q(is_fixed_first=True)), of=Count("id"))
    mix: dict[date, list[tuple[str, int, int]]] = defaultdict(list)
    for week, family, many, of in found.values_list("week", "model__family", "many", "of"):
        mix[week.date()].append((family or "", many, of))
    return {on: tuple(sorted(parts)) for on, parts in mix.items()}


def _weekly(rows: QuerySet[Any], at: str, is_one: Q, zone: ZoneInfo) -> dict[date, tuple[int, int]]:
    """Return so many of so many by the Monday of their week, counted by the database."""
    weekly = rows.order_by().annotate(week=TruncWeek(at, tzinfo=zone)).values("week")
    found = weekly.annotate(many=Count("id", filter=is_one), of=Count("id"))
    return {week.date(): (many, of) for week, many, of in found.values_list("week", "many", "of")}
