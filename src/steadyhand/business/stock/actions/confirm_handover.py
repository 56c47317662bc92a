"""One side says how many there were; once both have said the same, it is over."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.stock.actions.move_parts import transfer_parts
from steadyhand.business.stock.ledger.rules import CannotMove
from steadyhand.business.stock.models import Handover
from steadyhand.business.stock.trucks.keeping import end, handover_to_answer, pass_on, side_of
from steadyhand.business.stock.trucks.rules import MOST_HANDED, HandoverState, Said, Side
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def confirm_handover(*, by: Actor, handover_id: UUID, quantity: int, now: datetime) -> HandoverState:
    """Say how many were given, or came; return where it stands. What came is in the ledger at once.

    Where the numbers differ it becomes a question to whoever gave; nobody's number is thrown away.

    Raises:
        CannotMove: not theirs to say, said already, over, or no possible number.
    """
    row = handover_to_answer(by, handover_id)
    side = side_of(by, row)
    if side is None:
        raise CannotMove(f"Only whoever speaks for {row.from_place} or {row.to_place} says how many there were.")
    said = Said(row.given, row.received)
    known = said.given if side is Side.GIVER else said.received
    if known is not None:
        raise CannotMove(f"You have said {known} already. Look at it anew: it may wait for the other side.")
    if not 0 <= quantity <= MOST_HANDED:
        raise CannotMove(f"{quantity} × {row.part.name} can't be right; type 0 to {MOST_HANDED}.")
    if side is Side.GIVER:
        row.given, row.given_by, row.given_at = quantity, by.name, now
    else:
        row.received, row.received_by, row.received_at = quantity, by.name, now
        if quantity:
            transfer_parts(
                by=by,
                from_id=row.from_place_id,
                to_id=row.to_place_id,
                parts={row.part_id: quantity},
                why=f"Handed over: {row.received_by} says so",
                now=now,
            )
    return _stands(row, side, quantity, by=by, now=now)


def _stands(row: Handover, side: Side, quantity: int, *, by: Actor, now: datetime) -> HandoverState:
    said = Said(row.given, row.received)
    state = said.state
    row.state = HandoverState.WAITS if state is HandoverState.DONE else state
    Handover.objects.filter(**row.where()).update(
        state=row.state,
        given=row.given,
        given_by=row.given_by,
        given_at=row.given_at,
        received=row.received,
        received_by=row.received_by,
        received_at=row.received_at,
    )
    word = "given" if side is Side.GIVER else "received"
    record_change(row, by=by, at=now, verb=f"said how many were {word}", became={word: quantity})
    if state is HandoverState.DONE:
        words = f"{quantity} × {row.part.name}, both say."
        end(row, HandoverState.DONE, "handed_over", by=by, words=words, now=now)
        return state
    place = row.from_place if said.turn is Side.GIVER else row.to_place
    if state is HandoverState.QUESTION:
        words = f"{row.given_by} says {row.given}, {row.received_by} says {row.received}. Which is it?"
    else:
        words = f"{by.name} says {quantity} × {row.part.name}. How many do you say?"
    pass_on(row, place, words=words, now=now)
    return state
