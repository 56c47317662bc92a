"""On which jobs was a technician lately? For whoever rode along, and for the technician's own word on one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.rules import VisitState
from steadyhand.shared.actor import Actor

# A day and a few days back: nobody remembers more.
MOST = 12


@dataclass(frozen=True, slots=True)
class Job:
    """A visit in one line; `at` is when somebody arrived, or else when it is planned for."""

    id: UUID
    technician_id: UUID
    branch_id: UUID
    customer: str
    what: str
    state: VisitState
    at: datetime
    call_id: UUID

    @property
    def said(self) -> str:
        return " · ".join(part for part in (self.customer, self.what) if part)


def jobs_lately(by: Actor, technician_id: UUID, *, since: datetime, until: datetime) -> tuple[Job, ...]:
    """Return a technician's visits that were planned for this time, newest first; cancelled ones aren't among them.

    One query.
    """
    rows = Visit.objects.visible_to(by).filter(
        technician_id=technician_id, planned_for__gte=since, planned_for__lt=until
    )
    rows = rows.exclude(state=VisitState.CANCELLED).select_related("call__customer", "call__machine__model")
    return tuple(_job(row) for row in rows.order_by("-planned_for", "-id")[:MOST])


def job_called(by: Actor, visit_id: UUID) -> Job | None:
    """Return one visit of a known technician at the actor's branches. One query."""
    rows = Visit.objects.visible_to(by).filter(id=visit_id, technician__isnull=False)
    row = rows.select_related("call__customer", "call__machine__model").first()
    return _job(row) if row is not None else None


def _job(row: Visit) -> Job:
    call = row.call
    machine = call.machine
    assert row.technician_id is not None  # noqa: S101 - for mypy: both filters say so
    return Job(
        id=row.id,
        technician_id=row.technician_id,
        branch_id=call.branch_id,
        customer=call.customer.name if call.customer else call.caller_name,
        what=", ".join(part for part in (f"call {call.ref}", str(machine.model or "") if machine else "") if part),
        state=VisitState(row.state),
        at=row.arrived_at or row.planned_for or call.taken_at,
        call_id=call.id,
    )
