"""Held words are put right: others go out instead, and the first ones were never said."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.conversations.actions.keep_persons_moment import keep_persons_moment
from steadyhand.business.conversations.holding import MAY_RELEASE, end, held_to_end, move, send_if_written
from steadyhand.business.conversations.models import HeldMessage, Statement
from steadyhand.business.conversations.owed import settle_with
from steadyhand.business.conversations.rules import CannotSay, Direction, HeldEnd, StatementState
from steadyhand.business.conversations.saying import FactSaid, RestsOn, Saying
from steadyhand.business.conversations.told_after_all import note_told_early
from steadyhand.business.conversations.writing import write
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.actor import Actor


@transaction.atomic
def correct_held(
    *, by: Actor, held_id: UUID, words: str, facts: Sequence[FactSaid] = (), reviewed: Sequence[str] = (), now: datetime
) -> UUID:
    """Let other words go instead of held ones, and return the new statement's id.

    Whoever wrote them may do so, and a manager of the branch. The caller has held the new words against the record.

    Raises:
        CannotSay: nobody's who may, not a word, the same words, or somebody has just decided.
    """
    held = held_to_end(by=by, held_id=held_id)
    was = held.statement
    if was.by_id != by.user_id and not by.is_one_of_at(was.branch_id, *MAY_RELEASE):
        raise CannotSay("Whoever wrote it may change it, or a service manager of this branch.")
    if words.strip() == was.words:
        raise CannotSay("These are the words that are held: change what the record contradicts, or release them.")
    row = put_instead(held, words, by=by, facts=facts, reviewed=reviewed, now=now)
    note_told_early(row, now=now)
    keep_persons_moment(row, by=by, now=now)
    settle_with(row, by=by, now=now)
    end(held, HeldEnd.CORRECTED, by=by, words=f"Corrected, then sent: {row.words}", now=now)
    return row.id


def put_instead(
    held: HeldMessage,
    words: str,
    *,
    by: Actor,
    facts: Sequence[FactSaid] = (),
    reviewed: Sequence[str] = (),
    now: datetime,
) -> Statement:
    """Write and send other words in the place of held ones."""
    was = held.statement
    saying = Saying(
        direction=Direction.TO_THEM,
        channel=Channel(was.channel),
        words=words,
        moment=was.moment,
        with_whom=was.with_whom,
        subject=was.subject,
        language=was.language,
        call_id=was.call_id,
        visit_id=was.visit_id,
        promise_id=was.promise_id,
        customer_id=was.customer_id,
        site_id=was.site_id,
        contact_id=was.contact_id,
        branch_id=was.branch_id,
        address=was.address,
        reply_to=was.reply_to_id,
        rests_on=tuple(_rest(each) for each in was.rests_on),
        facts=tuple(facts),
        reviewed=tuple(reviewed),
    )
    row = write(by=by, saying=saying, state=StatementState.SAID, stands_in_for=was, now=now)
    move(was, StatementState.REPLACED)
    send_if_written(row, held, by=by, now=now)
    return row


def _rest(kept: dict[str, str]) -> RestsOn:
    return RestsOn(kept["kind"], UUID(kept["id"]) if kept["id"] else None, kept["words"])
