"""Two numbers differ: one side agrees to the other's, or the parts desk says which it is."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.stock.actions.move_parts import transfer_parts
from steadyhand.business.stock.ledger.rules import CannotMove
from steadyhand.business.stock.trucks.keeping import CLERKS, end, handover_to_answer, side_of
from steadyhand.business.stock.trucks.rules import HandoverState, Side
from steadyhand.shared.actor import Actor


@transaction.atomic
def settle_handover(*, by: Actor, handover_id: UUID, quantity: int, why: str = "", now: datetime) -> None:
    """Say which number holds; what the ledger has too many or too few goes the way it should have.

    A side may take over the other's number. Anything between the two numbers is for the parts desk, with a reason.

    Raises:
        CannotMove: there is no question, it isn't theirs to settle, or the number is neither nor between.
    """
    row = handover_to_answer(by, handover_id)
    if row.given is None or row.received is None:
        raise CannotMove("Both sides have to say how many there were before a difference can be settled.")
    side, is_clerk = side_of(by, row), by.is_one_of_at(row.from_place.branch_id, *CLERKS)
    theirs = {Side.GIVER: row.received, Side.RECEIVER: row.given}.get(side) if side else None
    if quantity != theirs and not is_clerk:
        raise CannotMove("You can agree to the other side's number. Any other is for the parts desk to settle.")
    least, most = sorted((row.given, row.received))
    if not least <= quantity <= most:
        raise CannotMove(f"One says {row.given}, the other {row.received}: type a number from {least} to {most}.")
    if quantity != theirs and not why.strip():
        raise CannotMove("Why that number? Both sides read it.")
    words = why.strip() or f"{by.name} agrees: {quantity} × {row.part.name}."
    if more := quantity - row.received:
        source, target = (row.from_place_id, row.to_place_id) if more > 0 else (row.to_place_id, row.from_place_id)
        transfer_parts(by=by, from_id=source, to_id=target, parts={row.part_id: abs(more)}, why=words[:500], now=now)
    end(row, HandoverState.DONE, "settled", by=by, words=words, now=now)
