"""Who is answerable for which customers, since when, and whom do customers want or not?"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from steadyhand.business.customers.queries.hours import lock_customer_of
from steadyhand.business.people.described import CannotBeSo
from steadyhand.business.people.models import Answerable, Wish
from steadyhand.shared.actor import Actor

# Nobody answers for more, and a customer's list of who did is shorter.
MOST = 1_000


@dataclass(frozen=True, slots=True)
class AnswerableLine:
    """Who was answerable since when; `technician` empty: nobody."""

    technician_id: UUID | None
    technician: str
    since_on: date


@dataclass(frozen=True, slots=True)
class WishLine:
    """A wish that counts, and its reason."""

    id: UUID
    technician: str
    said: str
    why: str


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """A customer that somebody is answerable for."""

    id: UUID
    name: str
    since_on: date


def lock_customer(by: Actor, customer_id: UUID) -> None:
    """Hold a customer, so that two changes about it come one after the other.

    Raises:
        CannotBeSo: not a customer of theirs.
    """
    if not lock_customer_of(by, customer_id):
        raise CannotBeSo("This customer isn't one of your branches' customers; look it up anew.")


def answerable_lines(by: Actor, customer_id: UUID) -> tuple[AnswerableLine, ...]:
    """Return who is and was answerable for a customer, the latest first. One query."""
    rows = Answerable.objects.visible_to(by).filter(customer_id=customer_id).select_related("technician")
    return tuple(
        AnswerableLine(row.technician_id, row.technician.name if row.technician else "", row.since_on)
        for row in rows.order_by("-since_on", "id")[:MOST]
    )


def wish_lines(by: Actor, customer_id: UUID) -> tuple[WishLine, ...]:
    """Return the wishes about technicians that count at a customer. One query."""
    rows = Wish.objects.visible_to(by).filter(customer_id=customer_id, ended_on__isnull=True)
    return tuple(
        WishLine(row.id, row.technician.name, row.get_kind_display(), row.why)
        for row in rows.select_related("technician").order_by("technician__name", "id")[:MOST]
    )


def customer_of_wish(by: Actor, wish_id: UUID) -> UUID | None:
    """Return whose wish it is. One query."""
    return Wish.objects.visible_to(by).filter(id=wish_id).values_list("customer_id", flat=True).first()


def customers_answered_for(by: Actor, technician_id: UUID, *, on: date) -> tuple[CustomerLine, ...]:
    """Return the customers that a technician is answerable for on a day, by name. Two queries."""
    ever = Answerable.objects.visible_to(by).filter(technician_id=technician_id, since_on__lte=on)
    rows = Answerable.objects.visible_to(by).filter(customer_id__in=ever.values("customer_id"), since_on__lte=on)
    # The last row of a customer is the one that holds.
    last = {row.customer_id: row for row in rows.select_related("customer").order_by("since_on")}
    mine = [row for row in last.values() if row.technician_id == technician_id]
    lines = [CustomerLine(row.customer_id, row.customer.name, row.since_on) for row in mine]
    return tuple(sorted(lines, key=lambda line: (line.name.casefold(), line.id)))


def rows_about_customer(by: Actor, customer_id: UUID) -> frozenset[UUID]:
    """Return everything written down here about a customer: who answers for them, whom to send. Two queries."""
    found: set[UUID] = set()
    for model in (Answerable, Wish):
        found |= set(model.objects.visible_to(by).filter(customer_id=customer_id).values_list("id", flat=True))
    return frozenset(found)
