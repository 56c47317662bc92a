"""Which parts are asked for, by whom, for what, and where does each stand? Frozen rows, never model objects."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from steadyhand.business.stock.models import PartRequest, PartRequestStep, SupplierOrderLine, VisitLacked
from steadyhand.business.stock.orders.rules import OrderState
from steadyhand.business.stock.requests.rules import OPEN, Lacked, LastStep, RequestState, Step, WhyRefused, may_undo
from steadyhand.shared.actor import Actor
from steadyhand.shared.rows import RowQuerySet

MOST = 200
# What ended longer ago is found on its call.
MOST_OVER = 30


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a request."""

    step: Step
    at: datetime
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class OnOrderRow:
    """The order that a request waits for; `due_on` is the supplier's day, else the expected one."""

    order_id: UUID
    number: str
    supplier: str
    state: OrderState
    due_on: date | None
    is_confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """A part that was asked for, with every step of it. Prices are in cents, None where the catalogue has none."""

    id: UUID
    version: int
    state: RequestState
    followup_id: UUID
    branch_id: UUID
    call_id: UUID | None
    call_number: str
    customer: str
    machine: str
    visit_id: UUID | None
    part_id: UUID
    part_number: str
    part_name: str
    cost_cents: int | None
    price_cents: int | None
    quantity: int
    technician_id: UUID | None
    technician: str
    asked_by_id: UUID | None
    asked_by: str
    asked_at: datetime
    reason: str
    wanted_on: date | None
    why_refused: WhyRefused | None
    source: str
    source_technician_id: UUID | None
    is_aboard: bool
    ended_at: datetime | None
    order: OnOrderRow | None
    steps: tuple[StepRow, ...]
    can_undo: bool

    @property
    def last(self) -> StepRow:
        return self.steps[-1]


def requests_open(by: Actor, *, now: datetime) -> tuple[RequestRow, ...]:
    """Return what is asked for at the actor's branches: what the desk must answer first, then oldest. Three queries."""
    rows = PartRequest.objects.visible_to(by).filter(state__in=OPEN).order_by("asked_at", "id")[:MOST]
    found = _rows(by, rows, now=now)
    return tuple(sorted(found, key=lambda each: not each.state.waits_for_desk))


def requests_over(by: Actor, *, now: datetime) -> tuple[RequestRow, ...]:
    """Return what ended last, newest first. Three queries."""
    rows = PartRequest.objects.visible_to(by).exclude(state__in=OPEN)
    return _rows(by, rows.order_by("-ended_at", "-id")[:MOST_OVER], now=now)


def request_called(by: Actor, request_id: UUID, *, now: datetime) -> RequestRow | None:
    """Return one request; None where the actor can't see it. Three queries."""
    return next(iter(_rows(by, PartRequest.objects.visible_to(by).filter(id=request_id), now=now)), None)


def requests_of_call(by: Actor, call_id: UUID, *, now: datetime) -> tuple[RequestRow, ...]:
    """Return all parts that were ever asked for on a call, newest first. Three queries, one where none was."""
    rows = PartRequest.objects.visible_to(by).filter(call_id=call_id)
    return _rows(by, rows.order_by("-asked_at", "-id"), now=now)


def my_requests(by: Actor, *, technician_id: UUID | None, now: datetime) -> tuple[RequestRow, ...]:
    """Return what somebody asked for, or what goes onto their truck: open ones first, newest first. Three queries."""
    mine = Q(asked_by_id=by.user_id) if by.user_id else Q(pk__in=[])
    if technician_id is not None:
        mine |= Q(technician_id=technician_id)
    rows = PartRequest.objects.of(by.tenant_id).filter(mine).order_by("-asked_at", "-id")[:MOST_OVER]
    return tuple(sorted(_rows(by, rows, now=now), key=lambda each: not each.state.is_open))


def lent_by(by: Actor, *, technician_id: UUID, now: datetime) -> tuple[RequestRow, ...]:
    """Return what colleagues are to get from a technician's truck. Three queries."""
    rows = PartRequest.objects.of(by.tenant_id).filter(state=RequestState.COMING, source__technician_id=technician_id)
    return _rows(by, rows.order_by("asked_at", "id"), now=now)


def waits_of_calls(tenant_id: UUID, call_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return how many parts each of these calls waits for by name. One query."""
    rows = PartRequest.objects.of(tenant_id).filter(call_id__in=list(call_ids), state__in=OPEN)
    counts: dict[UUID, int] = {}
    for call_id in rows.values_list("call_id", flat=True):
        if call_id is not None:
            counts[call_id] = counts.get(call_id, 0) + 1
    return counts


def lacked_on(tenant_id: UUID, visit_id: UUID) -> Lacked | None:
    """Return what was said to be missing on a visit; None where nobody has said. One query."""
    said = VisitLacked.objects.of(tenant_id).filter(visit_id=visit_id).values_list("lacked", flat=True).first()
    return Lacked(said) if said else None


def _rows(by: Actor, rows: RowQuerySet[PartRequest], *, now: datetime) -> tuple[RequestRow, ...]:
    found = list(rows.select_related("part", "call__customer", "call__machine__model", "technician", "source"))
    if not found:
        return ()
    ids = [row.id for row in found]
    steps: dict[UUID, list[PartRequestStep]] = {}
    for step in PartRequestStep.objects.of(by.tenant_id).filter(request_id__in=ids).order_by("number"):
        steps.setdefault(step.request_id, []).append(step)
    orders = _orders(by, [row.id for row in found if row.state == RequestState.ORDERED])
    return tuple(_row(by, row, steps[row.id], orders.get(row.id), now=now) for row in found)


def _row(
    by: Actor, row: PartRequest, steps: list[PartRequestStep], order: OnOrderRow | None, *, now: datetime
) -> RequestRow:
    call, last = row.call, steps[-1]
    machine = call.machine if call else None
    return RequestRow(
        id=row.id,
        version=row.version,
        state=RequestState(row.state),
        followup_id=row.followup_id,
        branch_id=row.branch_id,
        call_id=row.call_id,
        call_number=call.ref if call else "",
        customer=call.customer.name if call and call.customer else "",
        machine=str(machine.model or machine) if machine else "",
        visit_id=row.visit_id,
        part_id=row.part_id,
        part_number=row.part.ref,
        part_name=row.part.name,
        cost_cents=row.part.cost_cents,
        price_cents=row.part.price_cents,
        quantity=row.quantity,
        technician_id=row.technician_id,
        technician=row.technician.name if row.technician else "",
        asked_by_id=row.asked_by_id,
        asked_by=row.asked_by_name,
        asked_at=row.asked_at,
        reason=row.reason,
        wanted_on=row.wanted_on,
        why_refused=WhyRefused(row.why_refused) if row.why_refused else None,
        source=row.source.name if row.source else "",
        source_technician_id=row.source.technician_id if row.source else None,
        is_aboard=row.entry is not None,
        ended_at=row.ended_at,
        order=order,
        steps=tuple(StepRow(Step(each.step), each.at, each.by_name, each.words) for each in steps),
        can_undo=may_undo(LastStep(Step(last.step), last.by_id, last.at), by_id=by.user_id, now=now),
    )


def _orders(by: Actor, request_ids: Collection[UUID]) -> dict[UUID, OnOrderRow]:
    if not request_ids:
        return {}
    lines = SupplierOrderLine.objects.of(by.tenant_id).filter(request_id__in=list(request_ids), is_off=False)
    return {
        line.request_id: OnOrderRow(
            line.order_id,
            line.order.ref,
            line.order.supplier.name,
            OrderState(line.order.state),
            line.order.due_on,
            line.order.confirmed_on is not None,
        )
        for line in lines.select_related("order__supplier")
        if line.request_id is not None
    }
