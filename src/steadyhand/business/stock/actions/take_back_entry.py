"""What was just written was a slip: the opposite is written beside it, and both stay to be read."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.stock.ledger.book import enter
from steadyhand.business.stock.ledger.rules import CannotMove, Kind, Line
from steadyhand.business.stock.models import Movement
from steadyhand.business.stock.places import place_of
from steadyhand.shared.actor import Actor

# Later somebody may have counted or driven by what was written. As long as a follow-up's step can be undone.
UNDO_FOR = timedelta(minutes=10)
_UNDOABLE = (Kind.RECEIPT, Kind.USE, Kind.RETURN, Kind.CORRECTION)


@transaction.atomic
def take_back_entry(*, by: Actor, place_id: UUID, entry: UUID, now: datetime) -> UUID:
    """Write the opposite of an entry's lines at a place, and return the new entry's id.

    Raises:
        CannotMove: no such entry there, it isn't theirs, it is too old, or of a kind that is put right another way.
    """
    place = place_of(by, place_id)
    lines = list(Movement.objects.of(by.tenant_id).filter(place=place, entry=entry))
    if not lines or lines[0].said_by != by.name:
        raise CannotMove("There is nothing of yours here that could be taken back.")
    first = lines[0]
    if first.visit_id is not None or Kind(first.kind) not in _UNDOABLE:
        raise CannotMove(f"What was {Kind(first.kind).label} is put right where it was written, or by a count.")
    if now - first.moved_at > UNDO_FOR:
        raise CannotMove("That was too long ago to take back: count the part instead.")
    back = [Line(place.id, line.part_id, -line.quantity) for line in lines]
    return enter(Kind.CORRECTION, back, by=by, at=now, why=f"Taken back: {Kind(first.kind).label}")
