"""The ledger is put right with a reason, where nobody can count."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.machines.queries import parts_named
from steadyhand.business.stock.ledger.book import enter
from steadyhand.business.stock.ledger.rules import CannotMove, Kind, Line
from steadyhand.business.stock.places import place_of
from steadyhand.shared.actor import Actor


@transaction.atomic
def put_right(*, by: Actor, place_id: UUID, part_id: UUID, quantity: int, why: str, now: datetime) -> UUID:
    """Add so many (below 0: take off) and return the entry's id.

    Raises:
        CannotMove: no such place or part, no possible quantity, or no reason.
    """
    place = place_of(by, place_id)
    if part_id not in parts_named(by, [part_id]):
        raise CannotMove("This part is no longer in the catalogue; look for it again.")
    return enter(Kind.CORRECTION, [Line(place.id, part_id, quantity)], by=by, at=now, why=why)
