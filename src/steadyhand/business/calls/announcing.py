"""What do other programs hear of a call or a visit? Numbers, states and times, never what anybody said."""

from datetime import datetime

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.dealership.webhooks.announcing import announce, time_of
from steadyhand.business.dealership.webhooks.rules import Event
from steadyhand.shared.queue.kinds import JsonValue


def announce_call(call: Call, event: Event, *, now: datetime) -> None:
    """Tell other programs what happened to a call, once it is written."""

    def facts() -> dict[str, JsonValue]:
        fresh = Call.objects.of(call.tenant_id).select_related("customer", "machine").get(id=call.id)
        return _of_call(fresh) | {"at": time_of(now)}

    announce(tenant_id=call.tenant_id, event=event, about_id=call.id, facts=facts, now=now)


def announce_visit(visit: Visit, event: Event, *, now: datetime) -> None:
    """Tell other programs what happened to a visit, once it is written."""

    def facts() -> dict[str, JsonValue]:
        rows = Visit.objects.of(visit.tenant_id).select_related("technician", "call__customer", "call__machine")
        fresh = rows.get(id=visit.id)
        return {
            "id": str(fresh.id),
            "ref": fresh.ref,
            "state": fresh.state,
            "at": time_of(now),
            "technician_ref": fresh.technician.ref if fresh.technician else None,
            "planned_for": time_of(fresh.planned_for),
            "planned_minutes": fresh.planned_minutes,
            "call": _of_call(fresh.call),
        }

    announce(tenant_id=visit.tenant_id, event=event, about_id=visit.id, facts=facts, now=now)


def _of_call(call: Call) -> dict[str, JsonValue]:
    return {
        "id": str(call.id),
        "ref": call.ref,
        "state": call.state,
        "kind": call.call_type,
        "urgency": call.urgency,
        "branch_id": str(call.branch_id),
        "customer_ref": call.customer.ref if call.customer else None,
        "machine_ref": call.machine.ref if call.machine else None,
        "taken_at": time_of(call.taken_at),
        "respond_by": time_of(call.respond_by),
        "closed_at": time_of(call.closed_at),
    }
