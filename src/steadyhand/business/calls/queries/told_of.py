"""How do visits and machines stand now that somebody told a customer of?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.shared.actor import Actor

OVER = (CallState.CLOSED, CallState.CANCELLED)


@dataclass(frozen=True, slots=True)
class VisitToldOf:
    """A visit as it stands; `state` says whether somebody has set out."""

    id: UUID
    state: VisitState
    is_call_over: bool
    planned_for: datetime | None
    until: datetime | None
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
    return {row.id: _told_of(row) for row in rows.select_related("technician", "call__branch")}


def visits_ahead(tenant_id: UUID, call_id: UUID) -> tuple[VisitToldOf, ...]:
    """Return the planned visits of a call that nobody has set out for, the next first. One query."""
    rows = Visit.objects.of(tenant_id).filter(call_id=call_id, state=VisitState.PLANNED, planned_for__isnull=False)
    return tuple(_told_of(row) for row in rows.select_related("technician", "call__branch").order_by("planned_for"))


def _told_of(row: Visit) -> VisitToldOf:
    return VisitToldOf(
        id=row.id,
        state=VisitState(row.state),
        is_call_over=row.call.state in OVER,
        planned_for=row.planned_for,
        until=row.planned_for + timedelta(minutes=row.planned_minutes) if row.planned_for else None,
        technician=row.technician.name if row.technician else "",
        branch_id=row.call.branch_id,
        zone=row.call.branch.zone,
    )


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


@dataclass(frozen=True, slots=True)
class ToldOnVisit:
    """What a visit's customer was told when it was closed, as its own record has it."""

    visit_id: UUID
    call_id: UUID
    call: str
    at: datetime
    by: str
    words: str


def told_on_visits(
    by: Actor, *, customer_id: UUID | None = None, site_id: UUID | None = None, before: datetime, most: int
) -> tuple[ToldOnVisit, ...]:
    """Return the words of a customer's or site's closed visits, newest first. One query."""
    rows = Visit.objects.visible_to(by).filter(finished_at__lt=before).exclude(told_customer="", next_step="")
    if site_id is not None:
        rows = rows.filter(call__site_id=site_id)
    elif customer_id is not None:
        rows = rows.filter(call__customer_id=customer_id)
    else:
        return ()
    found = rows.select_related("call", "technician").order_by("-finished_at", "-id")[:most]
    return tuple(
        ToldOnVisit(
            visit_id=row.id,
            call_id=row.call_id,
            call=row.call.ref,
            at=row.finished_at,
            by=row.technician.name if row.technician else "",
            words="\n".join(each for each in (row.told_customer.strip(), row.next_step.strip()) if each),
        )
        for row in found
        if row.finished_at is not None
    )
