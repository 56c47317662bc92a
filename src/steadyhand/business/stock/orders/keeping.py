"""An order is changed by one person at a time; what stands on it follows."""

from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.stock.models import PartRequest, SupplierOrder, SupplierOrderLine
from steadyhand.business.stock.orders.rules import CannotOrder, OrderState
from steadyhand.business.stock.requests.keeping import Answered, answered, take_step
from steadyhand.business.stock.requests.rules import RequestState, Step
from steadyhand.shared.actor import Actor

# What an order's own follow-up stands for: it is late.
ABOUT = "stock.supplierorder"
# The day on which something should be here ends when people go home.
END_OF_DAY = time(17)


def order_to_change(by: Actor, order_id: UUID, *, version: int | None = None) -> SupplierOrder:
    """Return an order of the actor's branches, locked until the transaction ends.

    Raises:
        CannotOrder: there is none, or somebody was faster.
    """
    rows = SupplierOrder.objects.visible_to(by).select_for_update(of=("self",)).filter(id=order_id)
    order = rows.select_related("supplier", "place", "branch").first()
    if order is None:
        raise CannotOrder("This order isn’t at your branches any more; look at the list anew.")
    if version is not None and version != order.version:
        raise CannotOrder("Somebody has just changed this order; read it, then send yours again if it still holds.")
    return order


def check_state(order: SupplierOrder, *states: OrderState) -> None:
    """Raise CannotOrder unless an order stands in one of these states."""
    if OrderState(order.state) not in states:
        raise CannotOrder(f"Order {order.ref} is {OrderState(order.state).label} by now; look at it anew.")


def change(order: SupplierOrder, **becomes: object) -> None:
    """Write what an order becomes."""
    for name, value in becomes.items():
        setattr(order, name, value)
    order.version += 1
    order.save(force_update=True, update_fields=[*becomes, "version"])


def lines_of(order: SupplierOrder) -> list[SupplierOrderLine]:
    """Return what stands on an order, locked, in its order."""
    rows = SupplierOrderLine.objects.of(order.tenant_id).select_for_update(of=("self",))
    return list(rows.filter(order_id=order.id, is_off=False).select_related("part", "request").order_by("ref", "id"))


def step_of_lines(
    order: SupplierOrder, lines: list[SupplierOrderLine], step: Step, *, by: Actor, words: str, now: datetime
) -> list[Answered]:
    """Let the requests that wait for these lines take a step; those that wait no more stay as they are."""
    ids = [line.request_id for line in lines if line.request_id]
    rows = PartRequest.objects.of(order.tenant_id).select_for_update(of=("self",)).filter(id__in=ids)
    done = []
    for row in rows.filter(state=RequestState.ORDERED).select_related("part").order_by("id"):
        becomes = {"source_id": order.place_id} if step is Step.ARRIVED else {}
        take_step(row, step, by=by, words=words, now=now, **becomes)
        done.append(answered(row, step, words))
    return done


def end_of(on: date, zone: str) -> datetime:
    """Return when a day is over at a branch."""
    return datetime.combine(on, END_OF_DAY, tzinfo=ZoneInfo(zone))


def day_said(on: date) -> str:
    """Return `Thursday 12 March`."""
    return f"{on:%A} {on.day} {on:%B}"
