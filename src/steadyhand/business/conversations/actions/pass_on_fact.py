"""A technician told the customer what a colleague had handed them: it is kept with whose word it is."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.conversations.actions.keep_statement import keep_statement
from steadyhand.business.conversations.models import HandedFact
from steadyhand.business.conversations.rules import CannotSay, Direction, FactKind, HandedState, Verdict
from steadyhand.business.conversations.saying import FactSaid, RestsOn, Saying
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.actor import Actor

RECORD = "conversations.handedfact"


@transaction.atomic
def pass_on_fact(*, by: Actor, handed_id: UUID, channel: Channel = Channel.IN_PERSON, now: datetime) -> UUID:
    """Keep that the customer was told, in the giver's name; return the statement's id.

    Raises:
        CannotSay: not the technician's who was handed it, told already, or known to be untrue.
    """
    rows = HandedFact.objects.of(by.tenant_id).select_for_update(no_key=True)
    row = rows.filter(id=handed_id, technician_id=by.user_id).first()
    if row is None:
        raise CannotSay("Nobody has handed you this to pass on; look at the call anew.")
    if row.state != HandedState.STANDING:
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
    )
    kept = keep_statement(by=by, saying=saying, now=now)
    HandedFact.objects.filter(**row.where()).update(passed_on_id=kept.id, passed_on_at=now)
    return kept.id
