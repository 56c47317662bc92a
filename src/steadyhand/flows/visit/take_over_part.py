"""A part changes hands; if it is the one that a call waits for, the request and its promise end with it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.actions.record_contact import record_contact
from steadyhand.business.followups.queries.about import About, followups_about
from steadyhand.business.followups.rules.standing import CannotHappen
from steadyhand.business.stock.actions.confirm_handover import confirm_handover
from steadyhand.business.stock.kinds import PART_REQUEST
from steadyhand.business.stock.queries.handovers import HandoverRow, handover_called
from steadyhand.business.stock.trucks.rules import HandoverState, Side
from steadyhand.flows.visit.left_open import ABOUT
from steadyhand.flows.visit.part_is_here import end_followup_by_hand
from steadyhand.shared.actor import Actor


@transaction.atomic
def take_over_part(
    *, by: Actor, handover_id: UUID, quantity: int, is_what_call_waits_for: bool = False, now: datetime
) -> HandoverState:
    """Say how many were given or came; return where the handover stands.

    `is_what_call_waits_for`: whoever got it says that the call's part request is over with it, and so is its promise.

    Raises:
        CannotMove: not theirs to say, said already, over, or no possible number.
    """
    row = handover_called(by, handover_id)
    if row is not None and is_what_call_waits_for and quantity and row.mine is Side.RECEIVER:
        # First: whoever writes to the dealership's book has locked promises before.
        _end_request(by, row, quantity, now=now)
    return confirm_handover(by=by, handover_id=handover_id, quantity=quantity, now=now)


def request_that_waits(by: Actor, call_id: UUID | None) -> About | None:
    """Return the open part request of a call; None where it waits for none. One query."""
    if call_id is None:
        return None
    about = followups_about(by.tenant_id, ABOUT, call_id)
    return next((each for each in about if each.is_open and each.kind == PART_REQUEST.name), None)


def _end_request(by: Actor, row: HandoverRow, quantity: int, *, now: datetime) -> None:
    request = request_that_waits(by, row.call_id)
    if request is None:
        return
    words = f"{quantity} × {row.part_name} is on {row.to_name}, from {row.from_name}."
    if request.is_waiting:
        # Who waits for a part is whoever has it in hand now.
        record_contact(by=by, followup_id=request.id, channel="app", words=words, now=now)
    try:
        with transaction.atomic():
            end_followup_by_hand(by=by, followup_id=request.id, outcome="borrowed", words=words, now=now)
    except CannotHappen:
        return  # a record of its own stands behind it and ends there: whoever has it reads the words above
