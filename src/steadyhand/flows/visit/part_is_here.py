"""A part request ends: the part is here, or nobody needs it; what was promised of it ends with it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.queries.inbox import one
from steadyhand.business.promises.actions.settle_promise import settle_promise
from steadyhand.business.promises.actions.withdraw import withdraw
from steadyhand.business.promises.queries.promises import open_promise_of
from steadyhand.business.promises.rules import PromiseKind
from steadyhand.business.stock.kinds import PART_REQUEST
from steadyhand.business.stock.requests.keeping import end_with_followup
from steadyhand.business.stock.requests.rules import Step
from steadyhand.flows.visit.answer_part import raise_refused
from steadyhand.flows.visit.left_open import ABOUT
from steadyhand.shared.actor import Actor

IS_HERE = ("arrived", "borrowed")
NOT_NEEDED = "not_needed"


@transaction.atomic
def end_followup_by_hand(
    *,
    by: Actor,
    followup_id: UUID,
    outcome: str,
    words: str,
    comes_back_at: datetime | None = None,
    now: datetime,
) -> None:
    """End a follow-up as somebody says. Of a call's part request the promise of the part is kept, missed or over, too.

    Raises:
        CannotHappen: no outcome of this kind, no reason, or whoever waits has not been spoken to.
        NoSuchFollowUp: none at the actor's branches.
    """
    line = one(by, followup_id)
    if line is not None and line.kind == PART_REQUEST.name and words.strip():
        # Before the follow-up: whoever writes to the dealership's book has locked all else before.
        if line.about_kind == ABOUT and line.about_id:
            _end_promise(by, line.about_id, outcome=outcome, words=words, now=now)
        # The parts that were asked for by name end with it; a no is an obstacle, whoever says it.
        for ended in end_with_followup(by, followup_id, outcome=outcome, words=words, now=now):
            if ended.step is Step.REFUSED:
                raise_refused(ended, by=by, now=now)
    end_followup(by=by, followup_id=followup_id, outcome=outcome, words=words, comes_back_at=comes_back_at, now=now)


def _end_promise(by: Actor, call_id: UUID, *, outcome: str, words: str, now: datetime) -> None:
    promise = open_promise_of(by, call_id, PromiseKind.PART)
    if promise is None or not words.strip():
        return
    if outcome in IS_HERE:
        settle_promise(by=by, promise_id=promise.id, happened_at=now, because=words, now=now)
    elif promise.by_at < now:
        settle_promise(by=by, promise_id=promise.id, happened_at=None, now=now)
    elif outcome == NOT_NEEDED:
        # A part that is refused is still promised: somebody must agree on something else with the customer.
        because = f"The part isn't needed any more: {words.strip()}"
        # Nobody has told the customer: a correction is owed to whoever waits for it.
        withdraw(by=by, promise_id=promise.id, why=because, is_their_word=False, now=now)
