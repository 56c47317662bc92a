"""What should a technician know before walking in? flows/visit/prepare_visit.py adds what calls don't know."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from steadyhand.business.calls.models import Call, PartUsed, Visit
from steadyhand.business.calls.queries.day import DayVisit, day_visit
from steadyhand.business.calls.rules import CallState, Urgency, VisitState, is_day_of_visit
from steadyhand.business.calls.visit_in_hand import is_own_visit
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How

# Three fit the phone without scrolling; the machine's page has the rest.
EARLIER = 3
MOST_OPEN = 5
UNDER_WAY = [state for state in VisitState if not state.is_over]
OVER = [state for state in VisitState if state.is_over and state is not VisitState.CANCELLED]


@dataclass(frozen=True, slots=True)
class EarlierVisit:
    """What happened here before. A time nobody knew is left out."""

    id: UUID
    at: datetime | None
    technician: str
    state: VisitState
    problem: str
    correction: str
    told_customer: str
    stays_inside: str
    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class OpenCall:
    """Another call at the same place that nobody has finished, and the visit that is open for it."""

    id: UUID
    number: str
    state: CallState
    problem: str
    machine: str
    visit_id: UUID | None
    planned_for: datetime | None
    technician: str

    @property
    def is_free(self) -> bool:
        """Nobody has been planned for it, or the one who was could not finish."""
        return self.state in (CallState.TO_PLAN, CallState.WAITING)


@dataclass(frozen=True, slots=True)
class WhoAndHow:
    """Whom to ask for, and how to get in. The door code is there only for the visit's technician on its day."""

    contact: str
    contact_title: str
    phone: str
    how_to_get_in: str
    door_code: str


@dataclass(frozen=True, slots=True)
class Brief:
    """All that calls know for one phone screen."""

    visit: DayVisit
    is_mine: bool
    urgency: Urgency
    problem_code: str
    who: WhoAndHow
    customer_id: UUID | None
    site_id: UUID | None
    machine_id: UUID | None
    model_family: str
    installed_on: date | None
    contract_id: UUID | None
    is_on_credit_hold: bool
    purchase_order: str
    earlier: tuple[EarlierVisit, ...]
    open_calls: tuple[OpenCall, ...]


def brief_of(actor: Actor, visit_id: UUID, *, now: datetime) -> Brief | None:
    """Return what calls know about a visit, in five queries; None where the actor can't see it."""
    visits = Visit.objects.visible_to(actor).filter(id=visit_id)
    visit = visits.select_related(
        "technician",
        "call__branch",
        "call__customer",
        "call__site",
        "call__contact",
        "call__machine__model",
        "call__problem_code",
    ).first()
    if visit is None:
        return None
    call, machine = visit.call, visit.call.machine
    return Brief(
        visit=day_visit(visit),
        is_mine=is_own_visit(visit, actor),
        urgency=Urgency(call.urgency),
        problem_code=str(call.problem_code or ""),
        who=_who(visit, actor, now=now),
        customer_id=call.customer_id,
        site_id=call.site_id,
        machine_id=call.machine_id,
        model_family=machine.model.family if machine and machine.model else "",
        installed_on=machine.installed_on if machine else None,
        contract_id=machine.contract_id if machine else None,
        is_on_credit_hold=bool(call.customer and call.customer.is_on_credit_hold),
        purchase_order=call.purchase_order,
        earlier=_earlier(actor, visit),
        open_calls=_open_calls(actor, call),
    )


def open_calls_here(actor: Actor, visit_id: UUID) -> tuple[OpenCall, ...]:
    """Return the other calls at a visit's place that are open; three queries."""
    visit = Visit.objects.visible_to(actor).filter(id=visit_id).select_related("call").first()
    return _open_calls(actor, visit.call) if visit else ()


def _who(visit: Visit, actor: Actor, *, now: datetime) -> WhoAndHow:
    call, site, contact = visit.call, visit.call.site, visit.call.contact
    is_on = is_day_of_visit(
        VisitState(visit.state),
        planned_for=visit.planned_for,
        began_at=visit.on_the_way_at or visit.arrived_at,
        zone=call.branch.zone,
        now=now,
    )
    return WhoAndHow(
        contact=contact.name if contact else call.caller_name,
        contact_title=contact.job_title if contact else "",
        phone=(contact.mobile or contact.phone if contact else call.caller_phone) or (site.phone if site else ""),
        how_to_get_in=site.how_to_get_in if site else "",
        door_code=site.door_code if site and is_on and is_own_visit(visit, actor) else "",
    )


def _earlier(actor: Actor, visit: Visit) -> tuple[EarlierVisit, ...]:
    call = visit.call
    visits = Visit.objects.visible_to(actor).filter(state__in=OVER).exclude(id=visit.id)
    if call.machine_id:
        visits = visits.filter(call__machine_id=call.machine_id)
    elif call.customer_id:
        visits = visits.filter(call__customer_id=call.customer_id)
    else:
        visits = visits.filter(call_id=call.id)
    newest = list(
        visits.select_related("call", "technician", "correction_code").order_by("-call__taken_at", "-number")[:EARLIER]
    )
    parts: dict[UUID, list[tuple[str, int]]] = {}
    used = PartUsed.objects.visible_to(actor).filter(visit_id__in=[each.id for each in newest]).select_related("part")
    for row in used.order_by("part__name"):
        parts.setdefault(row.visit_id, []).append((row.part.name, row.quantity))
    return tuple(
        EarlierVisit(
            id=each.id,
            at=each.finished_at if each.finished_at_how != How.DEFAULTED else None,
            technician=each.technician.name if each.technician else "",
            state=VisitState(each.state),
            problem=each.call.problem,
            correction=str(each.correction_code or ""),
            told_customer=each.told_customer,
            stays_inside=each.stays_inside,
            parts=tuple(parts.get(each.id, ())),
        )
        for each in newest
    )


def _open_calls(actor: Actor, call: Call) -> tuple[OpenCall, ...]:
    if call.site_id:
        here = Q(site_id=call.site_id)
    elif call.customer_id:
        here = Q(customer_id=call.customer_id)
    else:
        return ()
    calls = Call.objects.visible_to(actor).filter(here).exclude(id=call.id)
    still_open = calls.exclude(state__in=[CallState.CLOSED, CallState.CANCELLED]).select_related("machine__model")
    newest = list(still_open.order_by("-taken_at")[:MOST_OPEN])
    visits = Visit.objects.visible_to(actor).filter(call_id__in=[each.id for each in newest], state__in=UNDER_WAY)
    visit_of = {visit.call_id: visit for visit in visits.select_related("technician")}
    return tuple(_open_call(each, visit_of.get(each.id)) for each in newest)


def _open_call(call: Call, visit: Visit | None) -> OpenCall:
    return OpenCall(
        id=call.id,
        number=call.ref,
        state=CallState(call.state),
        problem=call.problem,
        machine=str(call.machine.model or call.machine) if call.machine else call.said_about_machine,
        visit_id=visit.id if visit else None,
        planned_for=visit.planned_for if visit else None,
        technician=visit.technician.name if visit and visit.technician else "",
    )
