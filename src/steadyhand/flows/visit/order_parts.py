"""An order to a supplier moves on, and with it every part, promise and follow-up that waits for it."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.hearers import hearers_at
from steadyhand.business.stock.actions.hear_of_order import Heard, end_late, find_late, open_late
from steadyhand.business.stock.actions.put_on_order import OnOrder
from steadyhand.business.stock.actions.send_order import send_order as send
from steadyhand.business.stock.orders.keeping import end_of
from steadyhand.business.stock.orders.rules import SentBy
from steadyhand.business.stock.queries.orders import order_called, orders_open
from steadyhand.business.stock.requests.keeping import Answered
from steadyhand.flows.visit.answer_part import goes_along
from steadyhand.shared.actor import Actor


@transaction.atomic
def put_on_order(*, by: Actor, do: Callable[[], OnOrder], now: datetime) -> OnOrder:
    """Do one of `stock/actions/put_on_order.py`; whoever asked for the part reads it.

    Raises:
        CannotAnswer, CannotOrder: as the action says.
    """
    done = do()
    if done.request is not None:
        goes_along(done.request, by=by, now=now)
    return done


@transaction.atomic
def take_off_order(*, by: Actor, do: Callable[[], list[Answered]], now: datetime) -> None:
    """Take a line off an order; whoever asked for the part waits for another answer.

    Raises:
        CannotOrder: as the action says.
    """
    _all_go_along(by, do(), due_on=None, zone="UTC", now=now)


@transaction.atomic
def send_order(*, by: Actor, order_id: UUID, version: int, sent_by: SentBy, now: datetime) -> None:
    """Send an order; its requests wait for the supplier until the day that is expected.

    Raises:
        CannotOrder: as the action says.
    """
    steps = send(by=by, order_id=order_id, version=version, sent_by=sent_by, now=now)
    order = order_called(by, order_id)
    if order is not None:
        _all_go_along(by, steps, due_on=order.due_on, zone=order.zone, now=now)


@transaction.atomic
def hear_of_order(*, by: Actor, order_id: UUID, do: Callable[[], Heard], now: datetime) -> Heard:
    """Do one of `stock/actions/hear_of_order.py`: a day, a parcel, a cancelling; being late ends with it.

    Raises:
        CannotOrder: as the action says.
    """
    heard = do()
    _all_go_along(by, heard.steps, due_on=heard.due_on, zone=heard.zone, now=now)
    end_late(by=by, order_id=order_id, now=now)
    return heard


def watch_orders(*, by: Actor, now: datetime) -> int:
    """Look for orders that should be here and aren't; return how many are newly late. Two queries where none is."""
    late = 0
    for order in orders_open(by):
        if not order.is_late(now):
            continue
        with transaction.atomic():
            heard = find_late(by=by, order_id=order.id, now=now)
            if heard is None:
                continue
            for step in heard.steps:
                goes_along(step, by=by, now=now)
            waiting = {step.asked_by_id for step in heard.steps if step.asked_by_id}
            hearers = waiting or set(hearers_at(by.tenant_id, order.branch_id, at=now))
            open_late(by=by, order_id=order.id, listeners=sorted(hearers), now=now)
            late += 1
    return late


def _all_go_along(by: Actor, steps: Iterable[Answered], *, due_on: date | None, zone: str, now: datetime) -> None:
    until = end_of(due_on, zone) if due_on else None
    for step in steps:
        goes_along(step, by=by, until=until, now=now)
