"""What happened around a moment that a call's customer was promised: its visits, and what came before them?"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import CallState, Urgency, VisitState, WaitingFor

# A technician's day, whichever zone they work in.
A_DAY = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class VisitThen:
    """A visit around that moment."""

    call_id: UUID
    technician_user_id: UUID | None
    technician_id: UUID | None
    state: VisitState
    planned_for: datetime | None
    planned_minutes: int
    arrived_at: datetime | None
    finished_at: datetime | None
    is_urgent: bool
    call_taken_at: datetime


@dataclass(frozen=True, slots=True)
class ThatDay:
    """A call around a moment: its own visit, and what its technician had before it, the first one first."""

    state: CallState
    waiting_for: WaitingFor | None
    family: str
    visit: VisitThen | None
    before: tuple[VisitThen, ...]
    # Some visit ended because a part was missing.
    needed_a_part: bool


_VISIT = (
    *("call_id", "technician__user_id", "technician_id", "state", "planned_for", "planned_minutes", "arrived_at"),
    *("finished_at", "call__urgency", "call__taken_at"),
)


def that_day(tenant_id: UUID, call_id: UUID, *, at: datetime) -> ThatDay | None:
    """Return what a call's day looked like. Three queries."""
    call = Call.objects.of(tenant_id).filter(id=call_id)
    row = call.values_list("state", "waiting_for", "machine__model__family").first()
    if row is None:
        return None
    visits = Visit.objects.of(tenant_id).exclude(state=VisitState.CANCELLED)
    own = [_visit(each) for each in visits.filter(call_id=call_id).order_by("number").values_list(*_VISIT)]
    mine = _around(own, at)
    before: tuple[VisitThen, ...] = ()
    if mine is not None and mine.technician_id is not None and mine.planned_for is not None:
        theirs = visits.filter(
            technician_id=mine.technician_id,
            planned_for__gte=mine.planned_for - A_DAY,
            planned_for__lte=mine.planned_for + A_DAY,
        ).exclude(call_id=call_id)
        begun = [_visit(each) for each in theirs.order_by("planned_for", "id").values_list(*_VISIT)]
        before = tuple(each for each in begun if each.arrived_at is not None and each.arrived_at < at)
    return ThatDay(
        state=CallState(row[0]),
        waiting_for=WaitingFor(row[1]) if row[1] else None,
        family=row[2] or "",
        visit=mine,
        before=before,
        needed_a_part=any(each.state is VisitState.PARTS for each in own),
    )


def _around(own: list[VisitThen], at: datetime) -> VisitThen | None:
    """Return the visit that should have kept it: the last that was planned by then, else the next."""
    planned = [each for each in own if each.planned_for is not None]
    by_then = [each for each in planned if each.planned_for and each.planned_for <= at]
    if by_then:
        return by_then[-1]
    return planned[0] if planned else (own[-1] if own else None)


def _visit(row: tuple) -> VisitThen:  # type: ignore[type-arg]
    call_id, user_id, technician_id, state, planned_for, minutes, arrived_at, finished_at, urgency, taken_at = row
    return VisitThen(
        call_id=call_id,
        technician_user_id=user_id,
        technician_id=technician_id,
        state=VisitState(state),
        planned_for=planned_for,
        planned_minutes=minutes,
        arrived_at=arrived_at,
        finished_at=finished_at,
        is_urgent=urgency in (Urgency.STANDSTILL, Urgency.URGENT),
        call_taken_at=taken_at,
    )
