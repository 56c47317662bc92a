"""A part left a truck otherwise than on a visit: it was broken, went out of date, or helped in the workshop."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.machines.queries import parts_named
from steadyhand.business.stock.ledger.book import enter
from steadyhand.business.stock.ledger.rules import CannotMove, Kind, Line
from steadyhand.business.stock.places import place_of
from steadyhand.shared.actor import Actor


@transaction.atomic
def use_up(*, by: Actor, place_id: UUID, part_id: UUID, quantity: int, why: str, now: datetime) -> UUID:
    """Write down that so many are gone, and why; return the entry's id. What a visit uses is noted on the visit.

    Raises:
        CannotMove: no such place or part, no possible quantity, or no reason.
    """
    place = place_of(by, place_id)
    part = parts_named(by, [part_id]).get(part_id)
    if part is None:
        raise CannotMove("This part is no longer in the catalogue; look for it again.")
    if quantity < 1:
        raise CannotMove(f"{quantity} × {part.name} can't be right; type 1 or more.")
    if not why.strip():
        raise CannotMove("What became of it? A word is enough: whoever orders the next one reads it.")
    return enter(Kind.USE, [Line(place.id, part_id, -quantity)], by=by, at=now, why=why)
