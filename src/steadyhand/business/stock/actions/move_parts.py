"""Parts come, go over to another place, or go back to the supplier; several items at once, all of them or none."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.machines.queries import parts_named
from steadyhand.business.stock.ledger.book import enter
from steadyhand.business.stock.ledger.rules import CannotMove, Kind, Line
from steadyhand.business.stock.places import place_of
from steadyhand.shared.actor import Actor


@transaction.atomic
def receive_parts(*, by: Actor, place_id: UUID, parts: Mapping[UUID, int], why: str = "", now: datetime) -> UUID:
    """Write down what a supplier brought, part id → how many; return the entry's id.

    Raises:
        CannotMove: no such place or part, or no possible quantity.
    """
    place = place_of(by, place_id)
    return enter(Kind.RECEIPT, _lines(by, place.id, parts, sign=1), by=by, at=now, why=why)


@transaction.atomic
def send_back(*, by: Actor, place_id: UUID, parts: Mapping[UUID, int], why: str = "", now: datetime) -> UUID:
    """Write down what goes back to the supplier; return the entry's id.

    Raises:
        CannotMove: no such place or part, or no possible quantity.
    """
    place = place_of(by, place_id)
    return enter(Kind.RETURN, _lines(by, place.id, parts, sign=-1), by=by, at=now, why=why)


@transaction.atomic
def transfer_parts(
    *, by: Actor, from_id: UUID, to_id: UUID, parts: Mapping[UUID, int], why: str = "", now: datetime
) -> UUID:
    """Write down what went from one place to another; return the entry's id.

    Raises:
        CannotMove: no such place or part, no possible quantity, or both places are one.
    """
    source, target = place_of(by, from_id), place_of(by, to_id)
    lines = [
        *_lines(by, source.id, parts, sign=-1, other=target.id),
        *_lines(by, target.id, parts, sign=1, other=source.id),
    ]
    return enter(Kind.TRANSFER, lines, by=by, at=now, why=why)


def _lines(by: Actor, place_id: UUID, parts: Mapping[UUID, int], *, sign: int, other: UUID | None = None) -> list[Line]:
    if not parts:
        raise CannotMove("Which part? Choose one and say how many.")
    known = parts_named(by, parts)
    for part_id, quantity in parts.items():
        if part_id not in known:
            raise CannotMove("One of the parts is no longer in the catalogue; look for it again.")
        if quantity < 1:
            raise CannotMove(f"{quantity} × {known[part_id].name} can't be right; type 1 or more.")
    return [Line(place_id, part_id, sign * quantity, other) for part_id, quantity in parts.items()]
