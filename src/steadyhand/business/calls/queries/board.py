"""What must be planned, what waits, and who goes where on a day?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from steadyhand.business.calls.answering import hurts_first
from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.queries.said import COLUMNS, UNKNOWN, Values, machine_of, place_of, who_of
from steadyhand.business.calls.rules import CallState, CallType, Urgency, VisitState, WaitingFor
from steadyhand.business.people.queries import technicians_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How

# More calls than this nobody plans by looking; the board then says how the rest is found.
MOST_OPEN = 300
MOST_VISITS = 1_000
# A board reads hundreds of calls and visits at once, and of each a third of its columns. As plain values: five model
# objects for each visit took longer than all its queries.
_CALL = (
    *("id", "ref", "problem", "urgency", "respond_by", "site__latitude", "site__longitude"),
    *COLUMNS,
)
SHOWN_OPEN = ("version", "state", "waiting_for", "call_type", "taken_at", "branch__name", *_CALL)
SHOWN = (
    *("id", "version", "state", "number", "planned_for", "planned_minutes", "arrived_at"),
    *("technician_id", "technician__name"),
    *(f"call__{column}" for column in _CALL),
)


@dataclass(frozen=True, slots=True)
class Point:
    """Where a site is, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class OpenCall:
    """A call in the holding lane."""

    id: UUID
    number: str
    version: int
    state: CallState
    waiting_for: WaitingFor | None
    call_type: CallType
    urgency: Urgency
    branch: str
    who: str
    is_caller_known: bool
    place: str
    machine: str
    problem: str
    taken_at: datetime
    # Empty once somebody has been there: the term is then met or missed for good.
    respond_by: datetime | None
    point: Point | None
    # When the customer was promised that somebody is there, in words; whoever shows the board knows it.
    promised: str = ""


@dataclass(frozen=True, slots=True)
class HoldingLane:
    """The calls that somebody must do something about, what hurts first on top."""

    to_plan: tuple[OpenCall, ...]
    waiting: tuple[OpenCall, ...]
    has_more: bool


@dataclass(frozen=True, slots=True)
class DayVisit:
    """A visit in somebody's day."""

    id: UUID
    call_id: UUID
    number: str
    version: int
    state: VisitState
    who: str
    place: str
    machine: str
    problem: str
    urgency: Urgency
    planned_for: datetime
    planned_minutes: int
    respond_by: datetime | None
    # The visit before it isn't planned to be over by then.
    overlaps: bool
    point: Point | None
    # As of a call; and it is planned for later than that.
    promised: str = ""
    is_after_promise: bool = False

    @property
    def ends_at(self) -> datetime:
        return self.planned_for + timedelta(minutes=self.planned_minutes)


@dataclass(frozen=True, slots=True)
class VisitInPlan:
    """One visit, as somebody who moves or cancels it must know it."""

    id: UUID
    call_id: UUID
    number: str
    version: int
    state: VisitState
    who: str
    problem: str
    technician_id: UUID | None
    technician: str
    planned_for: datetime | None
    planned_minutes: int
    respond_by: datetime | None
    branch_id: UUID
    # By this clock its customer lives.
    zone: str


@dataclass(frozen=True, slots=True)
class TechnicianDay:
    """One technician's visits of a day, in time order; `technician_id` is None for visits that nobody has yet.

    `branch_id` is empty for those who don't work at the branches that are looked at.
    """

    technician_id: UUID | None
    name: str
    branch_id: UUID | None
    visits: tuple[DayVisit, ...]


def holding_lane(by: Actor, *, branch_id: UUID | None = None, now: datetime) -> HoldingLane:
    """Return the calls to plan and the waiting ones of the actor's branches, or of one of them."""
    rows = _of_branch(Call.objects.visible_to(by), "branch_id", branch_id)
    rows = rows.annotate(answered_at=_first_arrival()).order_by("taken_at")
    shown = rows.values(*SHOWN_OPEN, "answered_at")
    # One question a state: asked for both at once, SQLite walks through all calls in the order of `taken_at`.
    to_plan, waiting = (
        list(shown.filter(state=state)[: MOST_OPEN + 1]) for state in (CallState.TO_PLAN, CallState.WAITING)
    )
    return HoldingLane(
        to_plan=_what_hurts_first(to_plan, now),
        waiting=_what_hurts_first(waiting, now),
        has_more=max(len(to_plan), len(waiting)) > MOST_OPEN,
    )


def days_of_technicians(
    by: Actor, *, on: date, starts_at: datetime, until: datetime, branch_id: UUID | None = None
) -> tuple[TechnicianDay, ...]:
    """Return who goes where from `starts_at` until `until`, which is how long `on` lasts where the dealership is.

    Technicians without visits are there too. Visits of nobody, or of somebody from elsewhere, come first.
    """
    visits = _of_branch(Visit.objects.visible_to(by), "call__branch_id", branch_id)
    visits = visits.filter(planned_for__gte=starts_at, planned_for__lt=until).exclude(state=VisitState.CANCELLED)
    rows: dict[UUID | None, list[Values]] = {}
    for visit in visits.order_by("planned_for", "id").values(*SHOWN)[:MOST_VISITS]:
        rows.setdefault(visit["technician_id"], []).append(visit)
    here = [(one.id, one.name, one.branch_id) for one in technicians_of(by, on=on, branch_id=branch_id)]
    known = {technician_id for technician_id, _, _ in here}
    elsewhere = [
        (technician_id, found[0]["technician__name"] or "Nobody yet", None)
        for technician_id, found in rows.items()
        if technician_id not in known
    ]
    return tuple(
        TechnicianDay(technician_id, name, works_at, _day(rows.get(technician_id, ())))
        for technician_id, name, works_at in [*elsewhere, *here]
    )


def visit_in_plan(by: Actor, visit_id: UUID) -> VisitInPlan | None:
    """Return one visit, or None where the actor can't see it."""
    row = (
        Visit.objects.visible_to(by)
        .select_related("technician", "call__customer", "call__branch")
        .filter(id=visit_id)
        .first()
    )
    if row is None:
        return None
    return VisitInPlan(
        id=row.id,
        call_id=row.call_id,
        number=row.call.ref,
        version=row.version,
        state=VisitState(row.state),
        who=who_said(row.call),
        problem=row.call.problem,
        technician_id=row.technician_id,
        technician=row.technician.name if row.technician else "",
        planned_for=row.planned_for,
        planned_minutes=row.planned_minutes,
        respond_by=row.call.respond_by,
        branch_id=row.call.branch_id,
        zone=row.call.branch.zone,
    )


def _of_branch(rows: QuerySet, path: str, branch_id: UUID | None) -> QuerySet:  # type: ignore[type-arg]
    return rows if branch_id is None else rows.filter(**{path: branch_id})


def _first_arrival() -> Subquery:
    arrivals = Visit.objects.filter(
        tenant_id=OuterRef("tenant_id"), call_id=OuterRef("pk"), arrived_at__isnull=False
    ).exclude(arrived_at_how=How.DEFAULTED)
    return Subquery(arrivals.order_by("arrived_at").values("arrived_at")[:1])


def _what_hurts_first(rows: Sequence[Values], now: datetime) -> tuple[OpenCall, ...]:
    def hurts(call: OpenCall) -> tuple[int, datetime, datetime]:
        return hurts_first(urgency=call.urgency, respond_by=call.respond_by, taken_at=call.taken_at, now=now)

    return tuple(sorted((_open_call(row) for row in rows[:MOST_OPEN]), key=hurts))


def _open_call(row: Values) -> OpenCall:
    return OpenCall(
        id=row["id"],
        number=row["ref"],
        version=row["version"],
        state=CallState(row["state"]),
        waiting_for=WaitingFor(row["waiting_for"]) if row["waiting_for"] else None,
        call_type=CallType(row["call_type"]),
        urgency=Urgency(row["urgency"]),
        branch=row["branch__name"],
        who=who_of(row),
        is_caller_known=row["customer_id"] is not None,
        place=place_of(row),
        machine=machine_of(row),
        problem=row["problem"],
        taken_at=row["taken_at"],
        respond_by=None if row["answered_at"] else row["respond_by"],
        point=_point(row),
    )


def who_said(call: Call) -> str:
    """Return whose call it is: the customer, or what the caller said of themselves."""
    if call.customer is not None:
        return call.customer.name
    return call.caller_name or call.caller_phone or UNKNOWN


def _point(call: Values) -> Point | None:
    latitude, longitude = call["site__latitude"], call["site__longitude"]
    return None if latitude is None or longitude is None else Point(latitude, longitude)


def _call_of(visit: Values) -> Values:
    return {column: visit[f"call__{column}"] for column in _CALL}


def _day(rows: Sequence[Values]) -> tuple[DayVisit, ...]:
    visits: list[DayVisit] = []
    busy_until: datetime | None = None
    for row in rows:
        call, planned_for = _call_of(row), row["planned_for"]
        visit = DayVisit(
            id=row["id"],
            call_id=call["id"],
            number=call["ref"],
            version=row["version"],
            state=VisitState(row["state"]),
            who=who_of(call),
            place=place_of(call),
            machine=machine_of(call),
            problem=call["problem"],
            urgency=Urgency(call["urgency"]),
            planned_for=planned_for,
            planned_minutes=row["planned_minutes"],
            respond_by=None if row["arrived_at"] or row["number"] > 1 else call["respond_by"],
            overlaps=busy_until is not None and planned_for < busy_until,
            point=_point(call),
        )
        visits.append(visit)
        if not visit.state.is_over:
            busy_until = max(busy_until or visit.ends_at, visit.ends_at)
    return tuple(visits)
