"""A handover doesn't happen: whoever is asked declines with a reason, or whoever began takes it back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.stock.ledger.rules import CannotMove
from steadyhand.business.stock.models import Handover
from steadyhand.business.stock.trucks.keeping import end, handover_to_answer, side_of
from steadyhand.business.stock.trucks.rules import HandoverState, Side
from steadyhand.shared.actor import Actor


@transaction.atomic
def decline_handover(*, by: Actor, handover_id: UUID, why: str, now: datetime) -> None:
    """Say no to what the other side asks for or offers; they read the reason.

    Raises:
        CannotMove: not theirs to decline, the other side has the parts already, over, or no reason.
    """
    row = _untouched(by, handover_id)
    if side_of(by, row) is not Side(row.begun_side).other:
        raise CannotMove("Only whoever was asked can decline it. What you began yourself you can take back.")
    if not why.strip():
        raise CannotMove(f"Why not? {row.begun_by} reads it, and looks elsewhere.")
    end(row, HandoverState.DECLINED, "declined", by=by, words=why.strip(), now=now)


@transaction.atomic
def withdraw_handover(*, by: Actor, handover_id: UUID, why: str = "", now: datetime) -> None:
    """Take back what one's own side began, while nothing has come to the other.

    Raises:
        CannotMove: not theirs, or the parts have changed hands already.
    """
    row = _untouched(by, handover_id)
    if side_of(by, row) is not Side(row.begun_side):
        raise CannotMove(f"{row.begun_by} began it and can take it back. You can decline it, with a reason.")
    end(row, HandoverState.WITHDRAWN, "withdrawn", by=by, words=why.strip() or "Taken back.", now=now)


def _untouched(by: Actor, handover_id: UUID) -> Handover:
    row = handover_to_answer(by, handover_id)
    if row.received is not None:
        raise CannotMove(f"{row.received_by} has {row.received} already. Hand them back the same way, or say how many.")
    return row
