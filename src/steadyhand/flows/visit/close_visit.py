"""The end of a visit: what was read, what was done, and what follows for the call, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.actions.close_visit import VisitClosed
from steadyhand.business.calls.actions.close_visit import close_visit as end_visit
from steadyhand.business.calls.actions.reckon_maintenance import reckon_maintenance
from steadyhand.business.calls.closing import Closing
from steadyhand.business.calls.proposals.keeping import call_is_over
from steadyhand.business.calls.queries.here import where_visit_is
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.conversations.actions.say import say
from steadyhand.business.conversations.rules import Direction
from steadyhand.business.conversations.saying import Dismissed, Saying
from steadyhand.business.machines.actions.record_reading import record_reading
from steadyhand.business.promises.rules import Channel
from steadyhand.business.stock.actions.keep_kit import keep_kit
from steadyhand.business.stock.actions.settle_visit import settle_visit
from steadyhand.flows.visit.keep_promises import settle_promises
from steadyhand.flows.visit.left_open import follow_up_what_is_left
from steadyhand.flows.visit.part_day import promise_part_as_said
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How


@dataclass(frozen=True, slots=True)
class ReadMeter:
    """What one meter showed on a visit, as somebody typed it."""

    meter_id: UUID
    shown: int
    is_new_counter: bool = False


@transaction.atomic
def close_visit(
    *,
    by: Actor,
    visit_id: UUID,
    version: int,
    closing: Closing,
    readings: Sequence[ReadMeter] = (),
    dismissed: Sequence[Dismissed] = (),
    now: datetime,
    why: str = "",
    tapped_at: datetime | None = None,
) -> VisitClosed:
    """Close a visit and keep its readings; a doubtful reading never stands in the way.

    `dismissed`: what the guard found in the words for the customer, and the writer kept.

    Raises:
        CannotMoveVisit: not theirs, changed meanwhile, over already, or something needed isn't said.
        NoSuchMeter: a meter of a machine they can't see.
    """
    closed = end_visit(
        by=by, visit_id=visit_id, version=version, closing=closing, now=now, why=why, tapped_at=tapped_at
    )
    # Where nobody tapped "I'm here".
    keep_kit(by=by, visit_id=visit_id, call_id=closed.call_id, now=now)
    # What went into the machine is off the truck.
    settle_visit(by=by, visit_id=visit_id, now=now)
    for reading in readings:
        record_reading(
            by=by,
            meter_id=reading.meter_id,
            shown=reading.shown,
            read_at=closed.finished_at,
            # Typed, though just now: nobody observed the counter but a person.
            read_at_how=How.ENTERED,
            is_new_counter=reading.is_new_counter,
            visit_id=visit_id,
            now=now,
        )
    here = where_visit_is(by, visit_id)
    if here is not None and here.machine_id is not None:
        # What was done or read here may be what its next maintenance counts from.
        reckon_maintenance(by=by, machine_ids=[here.machine_id])
    # Before anything else opens the book of follow-ups: the promises' rows are locked first.
    settle_promises(by=by, call_id=closed.call_id, now=now)
    if closing.outcome is VisitState.PARTS:
        promise_part_as_said(by=by, call_id=closed.call_id, said=closing.next_step, now=now)
    follow_up_what_is_left(by=by, call_id=closed.call_id, visit_id=visit_id, closing=closing, now=now)
    if closing.outcome is VisitState.DONE:
        done = closing.told_customer.strip() or "The visit was made."
        call_is_over(by=by, call_id=closed.call_id, outcome="visited", words=done, now=now)
    words = "\n".join(each for each in (closing.told_customer.strip(), closing.next_step.strip()) if each)
    if words:
        # They stand on the customer's page. What the record contradicts waits there; the closing itself never does.
        said = Saying(
            direction=Direction.TO_THEM,
            channel=Channel.PAGE,
            words=words,
            call_id=closed.call_id,
            visit_id=visit_id,
            dismissed=tuple(dismissed),
        )
        # Whoever may close a visit may say how, at whichever branch its call is.
        say(by=replace(by, branch_ids=None), saying=said, now=now)
    return closed
