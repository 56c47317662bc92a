"""Which calls of a landed dealership ended lately, and who was there last? For what is told about them afterwards."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.rules import CallState, CallType, VisitState


@dataclass(frozen=True, slots=True)
class CallOver:
    """A call that is over, when its last visit ended, and the technician who was there."""

    id: UUID
    call_type: CallType
    taken_at: datetime
    ended_at: datetime
    closed_at: datetime
    technician_user_id: UUID


def calls_over(tenant_id: UUID, *, apart_from: UUID, since: datetime, until: datetime) -> tuple[CallOver, ...]:
    """Return the calls whose last visit ended in a span, oldest first, without one customer's. One query."""
    rows = Visit.objects.of(tenant_id).filter(
        state=VisitState.DONE,
        finished_at__gte=since,
        finished_at__lt=until,
        technician__user__isnull=False,
        call__state=CallState.CLOSED,
        call__closed_at__lt=until,
        call__customer__isnull=False,
    )
    found = rows.exclude(call__customer_id=apart_from).order_by("finished_at", "call__ref")
    columns = ("call_id", "call__call_type", "call__taken_at", "finished_at", "call__closed_at", "technician__user_id")
    calls: dict[UUID, CallOver] = {}
    for call_id, call_type, taken_at, ended_at, closed_at, user_id in found.values_list(*columns):
        # Of several visits the last one ended it.
        calls.pop(call_id, None)
        calls[call_id] = CallOver(call_id, CallType(call_type), taken_at, ended_at, closed_at, user_id)
    return tuple(calls.values())
