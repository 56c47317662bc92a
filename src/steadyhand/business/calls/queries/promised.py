"""What does a promise need of the call that it is about: whose it is, its response term, and what has happened?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How

# How a moment must be known to count: what stands in for nobody's word keeps and breaks no promise.
_KNOWN = (How.OBSERVED, How.ENTERED)


@dataclass(frozen=True, slots=True)
class CallToPromise:
    """A call, as whoever gives a time for it needs it."""

    id: UUID
    number: str
    state: CallState
    branch_id: UUID
    zone: str
    customer_id: UUID | None
    customer: str
    site_id: UUID | None
    # The hours in which somebody can be let in, where the site keeps its own.
    site_calendar_id: UUID | None
    contact_id: UUID | None
    # Whom to speak to: the contact, else whoever called.
    who: str
    taken_at: datetime
    respond_by: datetime | None
    urgency: str
    call_type: str
    family: str
    maker: str
    problem_code: str
    # Somebody has been there already: the term is answered.
    was_reached: bool
    # When the plan has somebody there next; None where nothing is planned, or somebody is on the way.
    planned_for: datetime | None


@dataclass(frozen=True, slots=True)
class Happened:
    """What has become of a call, as far as it is known: when somebody came, oldest first, and when it was over."""

    arrivals: tuple[datetime, ...]
    closed_at: datetime | None
    cancelled_at: datetime | None


def call_to_promise(by: Actor, call_id: UUID) -> CallToPromise | None:
    """Return a call, None where the actor can't see it. Three queries."""
    rows = Call.objects.visible_to(by).select_related(
        "branch", "customer", "site", "contact", "machine__model", "problem_code"
    )
    call = rows.filter(id=call_id).first()
    if call is None:
        return None
    model = call.machine.model if call.machine else None
    return CallToPromise(
        id=call.id,
        number=call.ref,
        state=CallState(call.state),
        branch_id=call.branch_id,
        zone=call.branch.zone,
        customer_id=call.customer_id,
        customer=call.customer.name if call.customer else "",
        site_id=call.site_id,
        site_calendar_id=call.site.calendar_id if call.site else None,
        contact_id=call.contact_id,
        who=call.contact.name if call.contact else call.caller_name,
        taken_at=call.taken_at,
        respond_by=call.respond_by,
        urgency=call.urgency,
        call_type=call.call_type,
        family=model.family if model else "",
        maker=model.maker if model else "",
        problem_code=call.problem_code.code if call.problem_code else "",
        was_reached=bool(_arrivals(call.tenant_id, call.id)),
        planned_for=_planned_for(call.tenant_id, call.id),
    )


def happened_on_call(tenant_id: UUID, call_id: UUID) -> Happened:
    """Return what has become of a call. Two queries."""
    call = Call.objects.of(tenant_id).values("state", "closed_at", "closed_at_how").get(id=call_id)
    is_over = call["state"] == CallState.CLOSED and call["closed_at_how"] in _KNOWN
    return Happened(
        arrivals=_arrivals(tenant_id, call_id),
        closed_at=call["closed_at"] if is_over else None,
        cancelled_at=call["closed_at"] if call["state"] == CallState.CANCELLED else None,
    )


def call_of_visit(tenant_id: UUID, visit_id: UUID) -> UUID | None:
    """Return whose call a visit is made for."""
    return Visit.objects.of(tenant_id).filter(id=visit_id).values_list("call_id", flat=True).first()


def _planned_for(tenant_id: UUID, call_id: UUID) -> datetime | None:
    visits = Visit.objects.of(tenant_id).filter(call_id=call_id, state=VisitState.PLANNED, planned_for__isnull=False)
    return visits.order_by("planned_for").values_list("planned_for", flat=True).first()


def _arrivals(tenant_id: UUID, call_id: UUID) -> tuple[datetime, ...]:
    visits = Visit.objects.of(tenant_id).filter(call_id=call_id, arrived_at__isnull=False, arrived_at_how__in=_KNOWN)
    return tuple(at for at in visits.order_by("arrived_at").values_list("arrived_at", flat=True) if at)
