"""The supplier says when, brings something, or brings nothing: what was ordered goes along."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.queries.about import followups_about
from steadyhand.business.stock.actions.move_parts import receive_parts
from steadyhand.business.stock.kinds import LATE_ORDER
from steadyhand.business.stock.ledger.rules import CannotMove
from steadyhand.business.stock.models import SupplierOrder, SupplierOrderLine
from steadyhand.business.stock.orders.keeping import (
    ABOUT,
    change,
    check_state,
    day_said,
    lines_of,
    order_to_change,
    step_of_lines,
)
from steadyhand.business.stock.orders.rules import (
    LONGEST_WORDS,
    ON_ITS_WAY,
    CannotOrder,
    OrderState,
    is_late,
    state_after,
)
from steadyhand.business.stock.requests.keeping import Answered
from steadyhand.business.stock.requests.rules import Step
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@dataclass(frozen=True, slots=True)
class Heard:
    """What the supplier did: the steps of the requests that wait for it, and the day until which they still do."""

    number: str
    steps: tuple[Answered, ...]
    due_on: date | None
    zone: str


@transaction.atomic
def confirm_order(
    *, by: Actor, order_id: UUID, version: int, confirmed_on: date, their_number: str = "", now: datetime
) -> Heard:
    """Keep the day that the supplier has named, and their number.

    Raises:
        CannotOrder: it isn't on its way, or the day has passed.
    """
    order = order_to_change(by, order_id, version=version)
    check_state(order, *ON_ITS_WAY)
    zone = order.branch.zone
    if confirmed_on < now.astimezone(ZoneInfo(zone)).date():
        raise CannotOrder(f"{day_said(confirmed_on)} has passed; write the day on which it will come.")
    change(
        order,
        state=OrderState.CONFIRMED,
        confirmed_on=confirmed_on,
        their_number=their_number.strip() or order.their_number,
    )
    record_change(order, by=by, at=now, verb="confirmed an order", became={"confirmed_on": confirmed_on})
    said = f"{order.supplier.name} says {day_said(confirmed_on)}."
    lines = [line for line in lines_of(order) if line.received < line.quantity]
    steps = step_of_lines(order, lines, Step.DATE_NAMED, by=by, words=said, now=now)
    return Heard(order.ref, tuple(steps), confirmed_on, zone)


@transaction.atomic
def receive_order(*, by: Actor, order_id: UUID, version: int, came: Mapping[UUID, int], now: datetime) -> Heard:
    """Write down what came of an order, line id → how many; it stands in the ledger as received.

    Raises:
        CannotOrder: it isn't on its way, nothing came, or more than stands on a line.
    """
    order = order_to_change(by, order_id, version=version)
    check_state(order, *ON_ITS_WAY)
    lines = lines_of(order)
    known = {line.id: line for line in lines}
    came = {line_id: quantity for line_id, quantity in came.items() if quantity}
    if not came:
        raise CannotOrder("Nothing came? Then leave it as it is; write how many came of at least one line.")
    parts: dict[UUID, int] = {}
    whole = []
    for line_id, quantity in came.items():
        line = known.get(line_id)
        if line is None:
            raise CannotOrder(f"One of the lines isn’t on order {order.ref} any more; look at it anew.")
        missing = line.quantity - line.received
        if not 1 <= quantity <= missing:
            raise CannotOrder(
                f"{quantity} × {line.part.name} can’t have come: {missing} are missing. "
                "What came beyond it, receive at the shelf."
            )
        parts[line.part_id] = parts.get(line.part_id, 0) + quantity
        line.received += quantity
        is_whole = line.received == line.quantity
        SupplierOrderLine.objects.filter(**line.where()).update(
            received=line.received, arrived_at=now if is_whole else None
        )
        whole += [line] if is_whole else []
    try:
        receive_parts(by=by, place_id=order.place_id, parts=parts, why=f"{order.ref} · {order.supplier.name}", now=now)
    except CannotMove as refused:
        raise CannotOrder(str(refused)) from refused
    state = state_after([(line.quantity, line.received) for line in lines], OrderState(order.state))
    change(order, state=state, arrived_at=now if state is OrderState.ARRIVED else None)
    record_change(
        order, by=by, at=now, verb="received of an order", became={"state": state, "pieces": sum(parts.values())}
    )
    said = f"It is here: at {order.place.name}, with order {order.ref}."
    steps = step_of_lines(order, whole, Step.ARRIVED, by=by, words=said, now=now)
    return Heard(order.ref, tuple(steps), order.due_on, order.branch.zone)


@transaction.atomic
def cancel_order(*, by: Actor, order_id: UUID, version: int, because: str, now: datetime) -> Heard:
    """Cancel what is missing of an order; whoever waits for it waits for another answer.

    Raises:
        CannotOrder: no reason is given, or it is over.
    """
    order = order_to_change(by, order_id, version=version)
    check_state(order, OrderState.DRAFT, *ON_ITS_WAY)
    why = because.strip()[:LONGEST_WORDS]
    if not why:
        raise CannotOrder("Say why it is cancelled: whoever waits for the part reads it.")
    lines = lines_of(order)
    missing = [line for line in lines if line.received < line.quantity]
    said = f"Order {order.ref} was cancelled: {why}"
    steps = step_of_lines(order, missing, Step.ORDER_OFF, by=by, words=said, now=now)
    # What came of a line stays on it: the rest is off.
    for line in missing:
        rows = SupplierOrderLine.objects.filter(**line.where())
        if line.received:
            rows.update(quantity=line.received, arrived_at=now)
        else:
            rows.update(is_off=True, request_id=None)
    something_came = any(line.received for line in lines)
    state = OrderState.ARRIVED if something_came else OrderState.CANCELLED
    change(order, state=state, cancelled_because=why, arrived_at=now if something_came else None)
    record_change(order, by=by, at=now, verb="cancelled an order", why=why, became={"state": state})
    return Heard(order.ref, tuple(steps), None, order.branch.zone)


@transaction.atomic
def find_late(*, by: Actor, order_id: UUID, now: datetime) -> Heard | None:
    """Look whether an order should be here and isn't; None where it needn't, or everybody knows. No follow-up yet."""
    order = order_to_change(by, order_id)
    if OrderState(order.state) not in ON_ITS_WAY or _late_one(order) is not None:
        return None
    today = now.astimezone(ZoneInfo(order.branch.zone)).date()
    if not is_late(order.due_on, today=today):
        return None
    due_on = order.due_on
    said = f"{order.supplier.name} is late: it should have been here on {day_said(due_on)}." if due_on else ""
    lines = [line for line in lines_of(order) if line.received < line.quantity]
    steps = step_of_lines(order, lines, Step.ORDER_LATE, by=by, words=said, now=now)
    return Heard(order.ref, tuple(steps), due_on, order.branch.zone)


def open_late(*, by: Actor, order_id: UUID, listeners: list[UUID], now: datetime) -> UUID:
    """Let the parts desk ask the supplier where an order is; whoever waits for it hears. It opens the book."""
    order = order_to_change(by, order_id)
    what = ", ".join(f"{line.quantity - line.received} × {line.part.name}" for line in lines_of(order)[:3])
    return open_followup(
        by=by,
        kind=LATE_ORDER.name,
        subject=Subject(
            branch_id=order.branch_id,
            title=f"Order {order.ref} is late · {order.supplier.name}",
            about_kind=ABOUT,
            about_id=order.id,
        ),
        words=f"Expected on {day_said(order.due_on)}. {what}" if order.due_on else what,
        listeners=listeners,
        now=now,
    )


def end_late(*, by: Actor, order_id: UUID, now: datetime) -> None:
    """End what an order's being late has opened, once it came, is cancelled, or has another day. It opens the book."""
    order = SupplierOrder.objects.visible_to(by).select_related("branch").filter(id=order_id).first()
    late = _late_one(order) if order is not None else None
    if order is None or late is None:
        return
    state = OrderState(order.state)
    today = now.astimezone(ZoneInfo(order.branch.zone)).date()
    if state in ON_ITS_WAY and is_late(order.due_on, today=today):
        return
    outcome, said = {
        OrderState.ARRIVED: ("came", f"Order {order.ref} is here."),
        OrderState.CANCELLED: ("cancelled", f"Order {order.ref} was cancelled."),
    }.get(state, ("new_day", f"It comes on {day_said(order.due_on)}." if order.due_on else ""))
    end_followup(by=by, followup_id=late, outcome=outcome, words=said, now=now)


def _late_one(order: SupplierOrder) -> UUID | None:
    about = followups_about(order.tenant_id, ABOUT, order.id)
    return next((each.id for each in about if each.is_open), None)
