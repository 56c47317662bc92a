"""A customer hears how it is now: that alone ends a correction that is owed to them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.conversations.actions.keep_persons_moment import keep_persons_moment
from steadyhand.business.conversations.models import Correction
from steadyhand.business.conversations.moments.moment import Moment
from steadyhand.business.conversations.owed import end_corrections, settle_with
from steadyhand.business.conversations.reading_records import Records
from steadyhand.business.conversations.rules import CannotSay, Direction, FactKind, Source, StatementState
from steadyhand.business.conversations.saying import WRITTEN, FactSaid, RestsOn, Saying
from steadyhand.business.conversations.sending import Sending, send_statement
from steadyhand.business.conversations.truth import Is
from steadyhand.business.conversations.writing import write
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.actor import Actor

MOMENT = Moment.CORRECTED.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What the customer is told, how and where; `address` only where it is written."""

    channel: Channel
    words: str
    with_whom: str = ""
    address: str = ""
    subject: str = ""


@transaction.atomic
def tell_correction(*, by: Actor, correction_id: UUID, telling: Telling, now: datetime) -> UUID:
    """Keep what the customer was told, send it where it is written, end the correction; return the statement's id.

    Raises:
        CannotSay: not a word, nobody's at the actor's branches, or it has ended already.
    """
    rows = Correction.objects.visible_to(by).select_for_update(no_key=True, of=("self",))
    owed = rows.select_related("fact__statement").filter(id=correction_id).first()
    if owed is None:
        raise CannotSay("There is no such correction at your branches; look at the list anew.")
    if owed.closed_at is not None:
        raise CannotSay("This correction isn't owed any more: the customer knows, or nobody waits for it.")
    fact, was = owed.fact, owed.fact.statement
    truth = Records(by.tenant_id, [fact], now).truth(fact)
    anew = FactSaid(
        kind=FactKind(fact.kind),
        words=owed.now_is,
        value=truth.value,
        source=Source(fact.source_kind),
        source_id=fact.source_id,
    )
    saying = Saying(
        direction=Direction.TO_THEM,
        channel=telling.channel,
        words=telling.words,
        moment=MOMENT,
        with_whom=telling.with_whom or was.with_whom,
        subject=telling.subject,
        address=telling.address,
        call_id=was.call_id,
        visit_id=was.visit_id,
        promise_id=was.promise_id,
        customer_id=was.customer_id,
        site_id=was.site_id,
        contact_id=was.contact_id,
        branch_id=was.branch_id,
        rests_on=(RestsOn("conversations.statement", was.id, f"Corrects: {owed.was}"),),
        # Of something that isn't any more there is nothing to watch.
        facts=(anew,) if truth.value and truth.stands is Is.CHANGED else (),
    )
    row = write(by=by, saying=saying, state=StatementState.SAID, now=now)
    if telling.channel in WRITTEN:
        send_statement(row, by=by, sending=Sending(), now=now)
    keep_persons_moment(row, by=by, now=now)
    settle_with(row, by=by, now=now)
    end_corrections(row, [fact.id], by=by, now=now)
    return row.id
