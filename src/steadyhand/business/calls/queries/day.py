"""Where does a technician go today, and on the days around it? Answers are values, never model objects."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.rules import CallType, VisitState
from steadyhand.shared.actor import Actor
from steadyhand.shared.rows import RowQuerySet

DAY = timedelta(days=1)
OPEN = (VisitState.PLANNED, VisitState.ON_THE_WAY, VisitState.ON_SITE)
# What is older is the desk's to clear, and reading years of visits would slow every look at the day.
LEFT_OPEN_FOR = 60 * DAY
# A day on a phone: a technician makes 5 to 12 visits.
MOST_A_DAY = 40


@dataclass(frozen=True, slots=True)
class Place:
    """Where a visit goes, as a map can find it."""

    name: str
    address: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class DayVisit:
    """One visit in a technician's day."""

    id: UUID
    version: int
    number: int
    state: VisitState
    call_id: UUID
    call_number: str
    call_type: CallType
    customer: str
    place: Place
    stands_where: str
    machine: str
    serial: str
    problem: str
    planned_for: datetime | None
    planned_minutes: int
    on_the_way_at: datetime | None
    arrived_at: datetime | None
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class TechnicianDay:
    """A technician's day in order. `left_open` are earlier days' visits that nobody closed."""

    day: date
    visits: tuple[DayVisit, ...]
    left_open: tuple[DayVisit, ...]
    # The days from today on with visits that are still to be made, and how many.
    visits_on: tuple[tuple[date, int], ...]


def day_of(actor: Actor, day: date, *, today: date, zone: str, days_ahead: int = 7) -> TechnicianDay:
    """Return the actor's own visits of a day, in four queries for any number of them."""
    mine = _own(actor).exclude(state=VisitState.CANCELLED, finished_at__isnull=True)
    starts, ends = _bounds(day, zone)
    visits = _loaded(mine.filter(planned_for__gte=starts, planned_for__lt=ends))
    since, until = _bounds(today, zone)[0], _bounds(today + days_ahead * DAY, zone)[0]
    unfinished = mine.filter(state__in=OPEN)
    left_open: list[Visit] = []
    if day == today:
        # Asked apart: joined by OR, SQLite reads the visits of everybody's last two months.
        left_open = _loaded(unfinished.filter(planned_for__gte=since - LEFT_OPEN_FOR, planned_for__lt=since))
        # A visit nobody gave a day is for whoever holds it: it stands with what was left open.
        left_open += _loaded(unfinished.filter(planned_for__isnull=True))
    ahead: dict[date, int] = {}
    for visit in mine.filter(planned_for__gte=since, planned_for__lt=until, state__in=OPEN).only("planned_for"):
        if visit.planned_for is not None:  # for mypy: the filter leaves those out
            on = visit.planned_for.astimezone(ZoneInfo(zone)).date()
            ahead[on] = ahead.get(on, 0) + 1
    return TechnicianDay(
        day=day,
        visits=tuple(_day_visits(visits)),
        left_open=tuple(_day_visits(left_open)),
        visits_on=tuple(sorted(ahead.items())),
    )


def visit_shown(actor: Actor, visit_id: UUID) -> DayVisit | None:
    """Return one visit as a day shows it, whoever's it is; None where the actor can't see it."""
    visit = _loaded(Visit.objects.visible_to(actor).filter(id=visit_id))
    return next(iter(_day_visits(visit)), None)


def is_for(actor: Actor, visit_id: UUID) -> bool:
    """Tell whether it is this person who goes there."""
    return _own(actor).filter(id=visit_id).exists()


def day_visit(visit: Visit) -> DayVisit:
    """Return a loaded visit's values."""
    call = visit.call
    machine, site = call.machine, call.site
    return DayVisit(
        id=visit.id,
        version=visit.version,
        number=visit.number,
        state=VisitState(visit.state),
        call_id=call.id,
        call_number=call.ref,
        call_type=CallType(call.call_type),
        customer=call.customer.name if call.customer else call.caller_name,
        place=Place(
            name=str(site) if site else "",
            address=site.address if site else "",
            latitude=site.latitude if site else None,
            longitude=site.longitude if site else None,
        ),
        stands_where=machine.stands_where if machine else "",
        machine=str(machine.model or "") if machine else call.said_about_machine,
        serial=machine.serial if machine else "",
        problem=call.problem,
        planned_for=visit.planned_for,
        planned_minutes=visit.planned_minutes,
        on_the_way_at=visit.on_the_way_at,
        arrived_at=visit.arrived_at,
        finished_at=visit.finished_at,
    )


def _own(actor: Actor) -> RowQuerySet[Visit]:
    visits = Visit.objects.visible_to(actor)
    return visits.filter(technician__user_id=actor.user_id) if actor.user_id else visits.none()


def _day_visits(visits: Iterable[Visit]) -> Iterable[DayVisit]:
    return (day_visit(visit) for visit in visits)


def _loaded(visits: QuerySet[Visit]) -> list[Visit]:
    loaded = visits.select_related("call__customer", "call__site", "call__machine__model")
    return list(loaded.order_by("planned_for", "id")[:MOST_A_DAY])


def _bounds(day: date, zone: str) -> tuple[datetime, datetime]:
    begins = datetime.combine(day, time(0), tzinfo=ZoneInfo(zone))
    return begins, datetime.combine(day + DAY, time(0), tzinfo=ZoneInfo(zone))
