"""How long did it take until somebody was there, until it worked again, until the part had come?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, Min, OuterRef

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import CallState, CallType, VisitState
from steadyhand.shared.clock import How

# Calls for which somebody waits to be visited. The rest is done on the phone, in the shop, or when it suits us.
AWAITED = (CallType.CORRECTIVE, CallType.NETWORK, CallType.INSTALL, CallType.PICKUP_MOVE, CallType.TRAINING)
KNOWN = (How.OBSERVED, How.ENTERED)
# Two years of a house of two hundred technicians; what is older says little about today.
MOST = 200_000


@dataclass(frozen=True, slots=True)
class CallTook:
    """A call with when it was taken, and when first somebody was there and when it was over, as far as is known."""

    call_id: UUID
    branch_id: UUID
    calendar_id: UUID | None
    call_type: str
    urgency: str
    family: str
    problem_code: str
    taken_at: datetime
    # Observed or stated; a stand-in for a time nobody knew isn't one.
    first_arrived_at: datetime | None
    closed_at: datetime | None
    is_open: bool
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class PartTook:
    """A visit that ended waiting for a part, and when somebody came back with it."""

    visit_id: UUID
    branch_id: UUID
    calendar_id: UUID | None
    urgency: str
    family: str
    asked_at: datetime
    came_at: datetime | None
    # When the call was over without anybody coming back: then nobody knows when the part would have come.
    ended_at: datetime | None


def calls_took(tenant_id: UUID, *, most: int = MOST) -> list[CallTook]:
    """Return the newest calls that somebody waited for, oldest first. Two queries, some 30 µs a call."""
    rows = (
        Call.objects.of(tenant_id)
        .filter(call_type__in=AWAITED, taken_at_how__in=KNOWN)
        .order_by("-taken_at")
        .values_list(
            "id",
            "branch_id",
            "site__calendar_id",
            "call_type",
            "urgency",
            "machine__model__family",
            "problem_code__code",
            "taken_at",
            "closed_at",
            "closed_at_how",
            "state",
        )[:most]
    )
    found = list(rows)
    found.reverse()
    if not found:
        return []
    there = _first_arrivals(tenant_id, since=found[0][7])
    return [_call(row, there.get(row[0])) for row in found]


def parts_took(tenant_id: UUID, *, most: int = MOST) -> list[PartTook]:
    """Return the newest visits that ended waiting for a part, oldest first. Two queries."""
    rows = (
        Visit.objects.of(tenant_id)
        .filter(state=VisitState.PARTS, finished_at_how__in=KNOWN, finished_at__isnull=False)
        .order_by("-finished_at")
        .values_list(
            "id",
            "call_id",
            "number",
            "call__branch_id",
            "call__site__calendar_id",
            "call__urgency",
            "call__machine__model__family",
            "finished_at",
            "call__closed_at",
        )[:most]
    )
    found = list(rows)
    found.reverse()
    if not found:
        return []
    back = (
        Visit.objects.of(tenant_id)
        .filter(number__gt=1, arrived_at__gte=found[0][7], arrived_at_how__in=KNOWN)
        .order_by("number")
        .values_list("call_id", "number", "arrived_at")
    )
    returns: dict[UUID, list[tuple[int, datetime]]] = {}
    for call_id, number, arrived_at in back:
        if arrived_at is not None:
            returns.setdefault(call_id, []).append((number, arrived_at))
    return [_part(row, returns.get(row[1], [])) for row in found]


def waiting_at(tenant_id: UUID, branch_id: UUID) -> int:
    """Return how many calls of a branch somebody waits for, at which nobody has been yet. One query."""
    open_states = [state for state in CallState if state.is_open]
    there = Visit.objects.of(tenant_id).filter(call_id=OuterRef("id"), arrived_at__isnull=False)
    rows = Call.objects.of(tenant_id).filter(branch_id=branch_id, state__in=open_states, call_type__in=AWAITED)
    return rows.exclude(Exists(there)).count()


def _first_arrivals(tenant_id: UUID, *, since: datetime) -> dict[UUID, datetime]:
    rows = (
        Visit.objects.of(tenant_id)
        .filter(arrived_at__gte=since, arrived_at_how__in=KNOWN)
        .values("call_id")
        .annotate(first=Min("arrived_at"))
        .values_list("call_id", "first")
    )
    return dict(rows)


def _call(row: tuple[Any, ...], arrived_at: datetime | None) -> CallTook:
    call_id, branch_id, calendar_id, call_type, urgency, family, code, taken_at, closed_at, closed_how, state = row
    return CallTook(
        call_id=call_id,
        branch_id=branch_id,
        calendar_id=calendar_id,
        call_type=call_type,
        urgency=urgency,
        family=family or "",
        problem_code=code or "",
        taken_at=taken_at,
        first_arrived_at=arrived_at,
        closed_at=closed_at if closed_how in KNOWN else None,
        is_open=CallState(state).is_open,
        is_cancelled=state == CallState.CANCELLED,
    )


def _part(row: tuple[Any, ...], returns: list[tuple[int, datetime]]) -> PartTook:
    visit_id, _, number, branch_id, calendar_id, urgency, family, asked_at, closed_at = row
    return PartTook(
        visit_id=visit_id,
        branch_id=branch_id,
        calendar_id=calendar_id,
        urgency=urgency,
        family=family or "",
        asked_at=asked_at,
        came_at=next((at for later, at in returns if later > number and at >= asked_at), None),
        ended_at=closed_at,
    )
