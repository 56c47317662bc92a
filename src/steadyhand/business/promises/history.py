"""What has the record to teach about how long things take here? Cases for the engine, those still open among them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.calls.queries.how_long import MOST, CallTook, PartTook, calls_took, parts_took
from steadyhand.business.dealership.branches import zones_of_branches
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.dealership.yearly_hours import Clocks
from steadyhand.business.people.queries import employed_at
from steadyhand.business.promises.facts import Work, features_of, segment_of, time_of
from steadyhand.business.promises.forecasting.cases import Case
from steadyhand.business.promises.rules import PromiseKind
from steadyhand.business.promises.settings import CUT_OFF
from steadyhand.business.promises.waiting import People, waited_each

MINUTES_AN_HOUR = 60
# What happened: when it was done, or when it was over without having been.
Ended = tuple[datetime | None, datetime | None]


@dataclass(frozen=True, slots=True)
class Told:
    """A piece of work and how it ended, as the record tells."""

    # Tells it apart for ever: what was said of it once is found again.
    key: str
    work: Work
    done_at: datetime | None
    gone_at: datetime | None


def cases_of(tenant_id: UUID, kind: PromiseKind, *, now: datetime, most: int = MOST) -> list[Case]:
    """Return the newest cases of a kind, oldest first, their hours counted by the hours of each site or branch.

    What can't be counted (a year without a usable calendar, an end before the beginning) is left out.
    """
    clocks = Clocks(tenant_id)
    zones = {branch_id: ZoneInfo(zone) for branch_id, zone in zones_of_branches(tenant_id).items()}
    cut_off = time_of(value_of(tenant_id, CUT_OFF))
    cases: list[Case] = []
    for told in _TOLD[kind](tenant_id, now, most):
        work = told.work
        ends = [each for each in (told.done_at, told.gone_at, now) if each is not None]
        end = min(ends)
        if end < work.opened_at:
            continue
        minutes = clocks.hours(work.site_calendar_id, None, work.branch_id).minutes_between(work.opened_at, end)
        if minutes is None:
            continue
        zone = zones[work.branch_id]
        cases.append(
            Case(
                opened_at=work.opened_at.astimezone(zone),
                closed_at=told.done_at.astimezone(zone) if told.done_at else None,
                withdrawn_at=told.gone_at.astimezone(zone) if told.gone_at else None,
                hours=minutes / MINUTES_AN_HOUR,
                segment=segment_of(kind, work),
                features=features_of(kind, work, zone=zone, cut_off=cut_off),
                key=told.key,
            )
        )
    return cases


def _arrivals(tenant_id: UUID, now: datetime, most: int) -> Iterator[Told]:
    people = People(employed_at(tenant_id))
    for took, each in waited_each(calls_took(tenant_id, most=most), people, now=now):
        work = _work(took, each)
        yield Told(took.call_id.hex, work, took.first_arrived_at, _gone(took, took.first_arrived_at, now))


def _fixes(tenant_id: UUID, now: datetime, most: int) -> Iterator[Told]:
    people = People(employed_at(tenant_id))
    for took, each in waited_each(calls_took(tenant_id, most=most), people, now=now):
        done_at = None if took.is_open or took.is_cancelled else took.closed_at
        yield Told(took.call_id.hex, _work(took, each), done_at, _gone(took, done_at, now))


def _parts(tenant_id: UUID, now: datetime, most: int) -> Iterator[Told]:
    del now
    for took in parts_took(tenant_id, most=most):
        yield Told(took.visit_id.hex, _part(took), took.came_at, took.ended_at if took.came_at is None else None)


_TOLD: dict[PromiseKind, Callable[[UUID, datetime, int], Iterator[Told]]] = {
    PromiseKind.ARRIVAL: _arrivals,
    PromiseKind.FIX: _fixes,
    PromiseKind.PART: _parts,
}


def _gone(took: CallTook, done_at: datetime | None, now: datetime) -> datetime | None:
    """Return when a call was over without what was waited for: cancelled, or closed without a visit on record."""
    if done_at is not None or took.is_open:
        return None
    # Closed at a time that nobody knows: nothing is known beyond its having been open once.
    return took.closed_at or min(took.taken_at, now)


def _work(took: CallTook, waiting_each: float) -> Work:
    return Work(
        branch_id=took.branch_id,
        opened_at=took.taken_at,
        urgency=took.urgency,
        call_type=took.call_type,
        family=took.family,
        problem_code=took.problem_code,
        site_calendar_id=took.calendar_id,
        waiting_each=waiting_each,
    )


def _part(took: PartTook) -> Work:
    return Work(
        branch_id=took.branch_id,
        opened_at=took.asked_at,
        urgency=took.urgency,
        family=took.family,
        site_calendar_id=took.calendar_id,
    )
