"""Which calls are there? Newest first, page by page, and the few that matter while somebody is on the phone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.queries.board import who_said
from steadyhand.business.calls.queries.call import machine_said
from steadyhand.business.calls.rules import CallState, CallType, Urgency, VisitState, WaitingFor
from steadyhand.shared.actor import Actor

PAGE = 50
# What fits beside the form while the caller talks.
MOST_BESIDE = 5


@dataclass(frozen=True, slots=True)
class CallLine:
    """A call in a list."""

    id: UUID
    number: str
    state: CallState
    waiting_for: WaitingFor | None
    call_type: CallType
    urgency: Urgency
    who: str
    machine_id: UUID | None
    machine: str
    problem: str
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the list ends or begins: the keys of one row."""

    taken_at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class CallsPage:
    """A page of calls, and where the next and the previous one begin."""

    calls: tuple[CallLine, ...]
    older: Place | None
    newer: Place | None


@dataclass(frozen=True, slots=True)
class LastVisit:
    """What was done the last times, for whoever has the caller on the phone."""

    call_id: UUID
    number: str
    on: datetime
    state: VisitState
    technician: str
    problem: str
    told_customer: str


def calls_page(
    by: Actor,
    *,
    states: Iterable[CallState] = (),
    call_type: CallType | None = None,
    customer_id: UUID | None = None,
    before: Place | None = None,
    after: Place | None = None,
    most: int = PAGE,
) -> CallsPage:
    """Return calls newest first: those before a place in the list, or the nearest after it, or the first page.

    Pages go by key, never by counting: the hundred-thousandth call is as near as the first.
    """
    rows = Call.objects.visible_to(by).select_related("customer", "machine__model")
    if call_type is not None:
        rows = rows.filter(call_type=call_type)
    if customer_id is not None:
        rows = rows.filter(customer_id=customer_id)
    if after is not None:
        rows = rows.filter(taken_at__gte=after.taken_at).exclude(taken_at=after.taken_at, id__lte=after.id)
        found = _first(rows.order_by("taken_at", "id"), states, most + 1)
        shown = found[:most][::-1]
        has_newer, has_older = len(found) > most, True
    else:
        if before is not None:
            rows = rows.filter(taken_at__lte=before.taken_at).exclude(taken_at=before.taken_at, id__gte=before.id)
        found = _first(rows.order_by("-taken_at", "-id"), states, most + 1, is_backwards=True)
        shown = found[:most]
        has_newer, has_older = before is not None, len(found) > most
    return CallsPage(
        calls=tuple(_line(row) for row in shown),
        older=Place(shown[-1].taken_at, shown[-1].id) if shown and has_older else None,
        newer=Place(shown[0].taken_at, shown[0].id) if shown and has_newer else None,
    )


def _first(rows: QuerySet[Call], states: Iterable[CallState], most: int, *, is_backwards: bool = False) -> list[Call]:
    """Return the first rows of these states, or of any.

    One question a state, answered by its own stretch of the index: asked for several at once, SQLite walks
    through all calls to keep their order.
    """
    questions = [rows.filter(state=state) for state in states] or [rows]
    found = [row for question in questions for row in question[:most]]
    return sorted(found, key=lambda row: (row.taken_at, row.id), reverse=is_backwards)[:most]


def open_calls_at(by: Actor, *, customer_id: UUID, machine_id: UUID | None = None) -> tuple[CallLine, ...]:
    """Return what is open at this customer already, this machine's calls first."""
    rows = Call.objects.visible_to(by).select_related("customer", "machine__model")
    rows = rows.filter(customer_id=customer_id, state__in=[state for state in CallState if state.is_open])
    newest = rows.order_by("-taken_at", "-id")
    mine = list(newest.filter(machine_id=machine_id)[:MOST_BESIDE]) if machine_id else []
    others = newest.exclude(machine_id=machine_id) if machine_id else newest
    return tuple(_line(row) for row in [*mine, *others[: MOST_BESIDE - len(mine)]])


def last_visits_at(by: Actor, *, customer_id: UUID, machine_id: UUID | None = None) -> tuple[LastVisit, ...]:
    """Return the newest visits that are over, at this machine, or at this customer where no machine is known."""
    where = Q(call__machine_id=machine_id) if machine_id else Q(call__customer_id=customer_id)
    over = [state for state in VisitState if state.is_over and state is not VisitState.CANCELLED]
    rows = Visit.objects.visible_to(by).filter(where, state__in=over).select_related("technician", "call")
    return tuple(
        LastVisit(
            call_id=row.call_id,
            number=row.call.ref,
            on=row.finished_at or row.planned_for or row.call.taken_at,
            state=VisitState(row.state),
            technician=row.technician.name if row.technician else "",
            problem=row.call.problem,
            told_customer=row.told_customer,
        )
        for row in rows.order_by("-call__taken_at", "-number")[:MOST_BESIDE]
    )


def _line(row: Call) -> CallLine:
    return CallLine(
        id=row.id,
        number=row.ref,
        state=CallState(row.state),
        waiting_for=WaitingFor(row.waiting_for) if row.waiting_for else None,
        call_type=CallType(row.call_type),
        urgency=Urgency(row.urgency),
        who=who_said(row),
        machine_id=row.machine_id,
        machine=machine_said(row) or row.said_about_machine,
        problem=row.problem,
        taken_at=row.taken_at,
    )
