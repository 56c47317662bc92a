"""By which ways does an order reach a supplier? Each is an integration, registered when the program starts."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from steadyhand.business.stock.orders.rules import CannotOrder, SentBy
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class LineToSend:
    """One line of an order as the supplier reads it."""

    part_number: str
    part_name: str
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderToSend:
    """An order as the supplier reads it: nothing of our customers or calls."""

    id: UUID
    number: str
    dealership: str
    supplier: str
    supplier_email: str
    account: str
    place: str
    ordered_on: date
    wanted_on: date | None
    lines: tuple[LineToSend, ...]


@dataclass(frozen=True, slots=True)
class OrderFile:
    """An order as a file."""

    name: str
    media_type: str
    text: str


class OrderWay(Protocol):
    """One way to order. It is called in the transaction of the order: it may write to the outbox, never speak out."""

    sent_by: SentBy

    def file_of(self, order: OrderToSend) -> OrderFile | None:
        """Return the file that this way hands over; None where there is none."""
        ...

    def hand_over(self, order: OrderToSend, *, by: Actor, now: datetime) -> None:
        """Let the order leave.

        Raises:
            CannotOrder: something is missing for it; the message says what.
        """
        ...


_ways: dict[SentBy, OrderWay] = {}


def register_order_ways(*ways: OrderWay) -> None:
    """Add ways to order; a later one of the same name takes its place."""
    _ways.update({way.sent_by: way for way in ways})


def way_called(sent_by: SentBy) -> OrderWay:
    """Return a way to order.

    Raises:
        CannotOrder: none of this name is connected.
    """
    if sent_by not in _ways:
        raise CannotOrder(f"Orders can’t be sent {sent_by.label} here; choose another way.")
    return _ways[sent_by]
