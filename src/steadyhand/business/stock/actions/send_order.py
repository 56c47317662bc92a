"""An order leaves the house, and from then on there is a day on which it should be here."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.stock.models import SupplierOrder, SupplierOrderLine
from steadyhand.business.stock.orders.keeping import (
    change,
    check_state,
    day_said,
    lines_of,
    order_to_change,
    step_of_lines,
)
from steadyhand.business.stock.orders.rules import CannotOrder, OrderState, SentBy, expected_on
from steadyhand.business.stock.orders.ways import LineToSend, OrderFile, OrderToSend, way_called
from steadyhand.business.stock.queries.orders import supplier_called
from steadyhand.business.stock.requests.keeping import Answered
from steadyhand.business.stock.requests.rules import Step
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def send_order(*, by: Actor, order_id: UUID, version: int, sent_by: SentBy, now: datetime) -> list[Answered]:
    """Send an order; return the steps of the requests that wait for it. When it should be here is learnt, not wished.

    Raises:
        CannotOrder: nothing stands on it, it has left already, or the way can't be gone: no address, say.
    """
    order = order_to_change(by, order_id, version=version)
    check_state(order, OrderState.DRAFT)
    lines = lines_of(order)
    if not lines:
        raise CannotOrder(f"Nothing stands on order {order.ref}; put a part on it first.")
    supplier = supplier_called(by, order.supplier_id)
    if supplier is None:
        raise AssertionError(f"Order {order.ref} names a supplier that isn't there.")
    zone = order.branch.zone
    due_on = expected_on(now, supplier.cut_off_minutes, supplier.lead, zone=zone)
    if sent_by is not SentBy.OTHERWISE:
        way_called(sent_by).hand_over(order_to_send(by, order, lines, now=now), by=by, now=now)
    change(
        order, state=OrderState.ORDERED, ordered_at=now, ordered_by=by.name[:200], sent_by=sent_by, expected_on=due_on
    )
    record_change(order, by=by, at=now, verb="sent an order", became={"how": sent_by, "expected_on": due_on})
    said = f"Ordered from {supplier.name}; it should be here on {day_said(due_on)}."
    return step_of_lines(order, lines, Step.ORDER_SENT, by=by, words=said, now=now)


def order_to_send(by: Actor, order: SupplierOrder, lines: list[SupplierOrderLine], *, now: datetime) -> OrderToSend:
    """Return an order as its supplier reads it: a line a part, and no customer or call on it."""
    zone = ZoneInfo(order.branch.zone)
    return OrderToSend(
        id=order.id,
        number=order.ref,
        dealership=the_dealership(by.tenant_id).name,
        supplier=order.supplier.name,
        supplier_email=order.supplier.email,
        account=order.supplier.account,
        place=order.place.name,
        ordered_on=(order.ordered_at or now).astimezone(zone).date(),
        wanted_on=_wanted_on(lines),
        lines=_summed(lines),
    )


def _wanted_on(lines: list[SupplierOrderLine]) -> date | None:
    days = [line.request.wanted_on for line in lines if line.request and line.request.wanted_on]
    return min(days, default=None)


def _summed(lines: list[SupplierOrderLine]) -> tuple[LineToSend, ...]:
    sums: dict[str, LineToSend] = {}
    for line in lines:
        known = sums.get(line.part.ref)
        quantity = line.quantity + (known.quantity if known else 0)
        sums[line.part.ref] = LineToSend(line.part.ref, line.part.name, quantity)
    return tuple(sums.values())


def order_as_file(*, by: Actor, order_id: UUID, now: datetime) -> OrderFile:
    """Return an order as the file that its supplier gets; it changes nothing.

    Raises:
        CannotOrder: there is no such order at the actor's branches.
    """
    order = SupplierOrder.objects.visible_to(by).filter(id=order_id).select_related("supplier", "place", "branch")
    row = order.first()
    if row is None:
        raise CannotOrder("This order isn’t at your branches any more; look at the list anew.")
    rows = SupplierOrderLine.objects.of(by.tenant_id).filter(order_id=row.id, is_off=False)
    lines = list(rows.select_related("part", "request").order_by("ref", "id"))
    file = way_called(SentBy.FILE).file_of(order_to_send(by, row, lines, now=now))
    if file is None:
        raise AssertionError("The way that makes files made none.")
    return file
