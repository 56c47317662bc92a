"""A technician told the customer what a colleague had handed them: it is kept with whose word it is."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.queries.spoken_of import goes_there
from steadyhand.business.calls.tapped import time_of_tap
from steadyhand.business.conversations.actions.keep_statement import keep_statement
from steadyhand.business.conversations.models import FactTold, HandedFact
from steadyhand.business.conversations.rules import CannotSay, Direction, FactKind, FactState, HandedState, Verdict
from steadyhand.business.conversations.saying import FactSaid, RestsOn, Saying
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.actor import Actor

RECORD = "conversations.handedfact"


@transaction.atomic
def pass_on_fact(
    *,
    by: Actor,
    handed_id: UUID,
    channel: Channel = Channel.IN_PERSON,
    tapped_at: datetime | None = None,
    now: datetime,
) -> UUID:
    """Keep that the customer was told, in the giver's name; return the statement's id.

    Visits move: whoever goes there now may pass it on as well, and it is theirs from then on.

    A phone without a signal tells when it was tapped. Who told it before it was marked untrue has told it all the same:
    then it is kept, and whoever puts it right owes the customer a word.

    Raises:
        CannotSay: neither handed to them nor about a call of theirs, told already, or known to be untrue.
    """
    rows = HandedFact.objects.of(by.tenant_id).select_for_update(no_key=True)
    row = rows.filter(id=handed_id).first()
    if by.user_id is None or row is None or not (row.technician_id == by.user_id or goes_there(by, row.call_id)):
        raise CannotSay("Nobody has handed you this to pass on; look at the call anew.")
    at, _ = time_of_tap(tapped_at, now=now, not_before=row.handed_at)
    was_told_before = row.state == HandedState.UNTRUE and row.untrue_at is not None and at < row.untrue_at
    if row.state == HandedState.CORRECTED:
        raise CannotSay(
            f"Don't pass this on: it isn't so. It is: {row.truth} Say that, also if you have told them already."
        )
    if row.state != HandedState.STANDING and not was_told_before:
        raise CannotSay(f"Don't pass this on: it is {HandedState(row.state).label}.")
    if row.passed_on_at is not None:
        raise CannotSay("You have told them already.")
    fact = FactSaid(
        kind=FactKind.OTHER,
        words=row.words,
        verdict=Verdict.ASKED,
        end=len(row.words),
        source_words=row.source_words,
        giver_id=row.giver_id,
        giver_name=row.giver_name,
        given_at=row.handed_at,
    )
    saying = Saying(
        direction=Direction.TO_THEM,
        channel=channel,
        words=row.words,
        call_id=row.call_id,
        rests_on=(RestsOn(RECORD, row.id, f"{row.giver_name}: {row.source_words}"),),
        facts=(fact,),
        at=at,
    )
    kept = keep_statement(by=by, saying=saying, now=now)
    HandedFact.objects.filter(**row.where()).update(passed_on_id=kept.id, passed_on_at=at, technician_id=by.user_id)
    if was_told_before:
        FactTold.objects.of(row.tenant_id).filter(statement_id=kept.id).update(state=FactState.UNTRUE, since=now)
    return kept.id
