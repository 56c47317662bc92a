"""A part is put on the order that goes to a supplier next, for a request or for the shelf."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from steadyhand.business.machines.catalogue import prices_of
from steadyhand.business.machines.queries import parts_named
from steadyhand.business.stock.ledger.rules import MOST_AT_ONCE
from steadyhand.business.stock.models import Place, Supplier, SupplierOrder, SupplierOrderLine
from steadyhand.business.stock.orders.keeping import change, check_state, lines_of, order_to_change, step_of_lines
from steadyhand.business.stock.orders.rules import CannotOrder, OrderState
from steadyhand.business.stock.requests.keeping import Answered, answered, request_to_change, take_step
from steadyhand.business.stock.requests.rules import Step
from steadyhand.shared.actor import Actor
from steadyhand.shared.counters import next_number
from steadyhand.shared.history import record_change

_COUNTER = "supplier order"
_FIRST = 1001


@dataclass(frozen=True, slots=True)
class OnOrder:
    """The order that a part is on now, and the step of its request, if it is for one."""

    order_id: UUID
    number: str
    request: Answered | None


@transaction.atomic
def order_for_request(
    *, by: Actor, request_id: UUID, version: int, supplier_id: UUID, place_id: UUID, now: datetime
) -> OnOrder:
    """Put what was asked for on the supplier's next order; it leaves when somebody sends that.

    Raises:
        CannotAnswer: the request stands elsewhere by now.
        CannotOrder: no such supplier or place.
    """
    row = request_to_change(by, request_id, version=version)
    order = _draft(by, supplier_id, place_id, now=now)
    _add(by, order, row.part_id, row.quantity, request_id=row.id, now=now)
    said = f"On order {order.ref} to {order.supplier.name}; it hasn’t left yet."
    take_step(row, Step.ORDERED, by=by, words=said, now=now)
    return OnOrder(order.id, order.ref, answered(row, Step.ORDERED, said))


@transaction.atomic
def order_for_shelf(
    *, by: Actor, supplier_id: UUID, place_id: UUID, part_id: UUID, quantity: int, now: datetime
) -> OnOrder:
    """Put so many of a part on the supplier's next order, for the shelf.

    Raises:
        CannotOrder: no such supplier, place or part, or an impossible quantity.
    """
    if part_id not in parts_named(by, [part_id]):
        raise CannotOrder("This part is no longer in the catalogue; look for it again.")
    if not 1 <= quantity <= MOST_AT_ONCE:
        raise CannotOrder(f"{quantity} can’t be right; type 1 to {MOST_AT_ONCE:,}.")
    order = _draft(by, supplier_id, place_id, now=now)
    _add(by, order, part_id, quantity, request_id=None, now=now)
    return OnOrder(order.id, order.ref, None)


@transaction.atomic
def take_off_order(*, by: Actor, order_id: UUID, version: int, line_id: UUID, now: datetime) -> list[Answered]:
    """Take a line off an order, of which nothing has come; who asked for it waits for another answer.

    Raises:
        CannotOrder: something of it has come, or it isn't there.
    """
    order = order_to_change(by, order_id, version=version)
    check_state(order, OrderState.DRAFT, OrderState.ORDERED, OrderState.CONFIRMED)
    lines = lines_of(order)
    line = next((each for each in lines if each.id == line_id), None)
    if line is None:
        raise CannotOrder(f"This line isn’t on order {order.ref} any more; look at it anew.")
    if line.received:
        raise CannotOrder(f"{line.received} × {line.part.name} have come already; what is missing can only be late.")
    said = f"Taken off order {order.ref}."
    done = step_of_lines(order, [line], Step.ORDER_OFF, by=by, words=said, now=now)
    SupplierOrderLine.objects.filter(**line.where()).update(is_off=True, request_id=None)
    left = [each for each in lines if each.id != line.id]
    if not left:
        change(order, state=OrderState.CANCELLED, cancelled_because="Nothing stands on it any more.")
    elif all(each.received >= each.quantity for each in left):
        change(order, state=OrderState.ARRIVED, arrived_at=now)
    else:
        change(order)
    record_change(order, by=by, at=now, verb="took a part off an order", became={"part": line.part.ref})
    return done


def _draft(by: Actor, supplier_id: UUID, place_id: UUID, *, now: datetime) -> SupplierOrder:
    """Return the order that goes to a supplier next, made if there is none; locked until the transaction ends."""
    supplier = Supplier.objects.of(by.tenant_id).filter(id=supplier_id, is_retired=False).first()
    if supplier is None:
        raise CannotOrder("We don’t order from this supplier any more; choose another one.")
    place = Place.objects.visible_to(by).filter(id=place_id, sort=Place.Sort.BRANCH, closed_on__isnull=True).first()
    if place is None:
        raise CannotOrder("Orders come to a parts room of your branches; choose one.")
    drafts = SupplierOrder.objects.of(by.tenant_id).filter(
        supplier_id=supplier.id, place_id=place.id, state=OrderState.DRAFT
    )
    if not drafts.exists():
        number = f"PO-{next_number(by.tenant_id, _COUNTER, start=_FIRST)}"
        try:
            with transaction.atomic():
                made = SupplierOrder.objects.create(
                    tenant_id=by.tenant_id,
                    ref=number,
                    branch_id=place.branch_id,
                    supplier_id=supplier.id,
                    place_id=place.id,
                    made_at=now,
                    made_by=by.name[:200],
                )
                record_change(made, by=by, at=now, verb="began an order", became={"supplier": supplier.name})
        except IntegrityError:
            # Somebody else has begun one at this moment, or a file brought this number: theirs is the one.
            if not drafts.exists():
                raise
    draft_id = drafts.values_list("id", flat=True).get()
    return order_to_change(by, draft_id)


def _add(
    by: Actor, order: SupplierOrder, part_id: UUID, quantity: int, *, request_id: UUID | None, now: datetime
) -> None:
    lines = SupplierOrderLine.objects.of(by.tenant_id).filter(order_id=order.id)
    price = prices_of(by, [part_id])[part_id]
    line = SupplierOrderLine.objects.create(
        tenant_id=by.tenant_id,
        ref=f"{order.ref}:{lines.count() + 1:03}",
        order_id=order.id,
        part_id=part_id,
        quantity=quantity,
        cost_cents=price.cost_cents,
        request_id=request_id,
    )
    change(order)
    record_change(order, by=by, at=now, verb="put a part on an order", became={"part": str(line.part), "n": quantity})
