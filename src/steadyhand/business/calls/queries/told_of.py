"""How do visits and machines stand now that somebody told a customer of?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import CallState, VisitState

OVER = (CallState.CLOSED, CallState.CANCELLED)


@dataclass(frozen=True, slots=True)
class VisitToldOf:
    """A visit as it stands; `state` says whether somebody has set out."""

    id: UUID
    state: VisitState
    is_call_over: bool
    planned_for: datetime | None
    technician: str
    branch_id: UUID
    zone: str


@dataclass(frozen=True, slots=True)
class MachineToldOf:
    """The machine that a call is about, as it is known now."""

    call_id: UUID
    is_over: bool
    serial: str
    machine: str


def visits_told_of(tenant_id: UUID, visit_ids: Collection[UUID]) -> dict[UUID, VisitToldOf]:
    """Return these visits as they stand. One query."""
    rows = Visit.objects.of(tenant_id).filter(id__in=visit_ids)
    return {
        row.id: VisitToldOf(
            id=row.id,
            state=VisitState(row.state),
            is_call_over=row.call.state in OVER,
            planned_for=row.planned_for,
            technician=row.technician.name if row.technician else "",
            branch_id=row.call.branch_id,
            zone=row.call.branch.zone,
        )
        for row in rows.select_related("technician", "call__branch")
    }


def machines_told_of(tenant_id: UUID, call_ids: Collection[UUID]) -> dict[UUID, MachineToldOf]:
    """Return the machines of these calls. One query."""
    rows = Call.objects.of(tenant_id).filter(id__in=call_ids).select_related("machine__model")
    return {
        row.id: MachineToldOf(
            call_id=row.id,
            is_over=row.state in OVER,
            serial=row.machine.serial if row.machine else "",
            machine=str(row.machine.model or "") if row.machine else "",
        )
        for row in rows
    }


def calls_over(tenant_id: UUID, call_ids: Collection[UUID]) -> frozenset[UUID]:
    """Return those of these calls that are closed or cancelled. One query."""
    rows = Call.objects.of(tenant_id).filter(id__in=call_ids, state__in=OVER)
    return frozenset(rows.values_list("id", flat=True))
