"""What Chen's clinic was told, and what it told us."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from tests.builders.promises import DAY, NOW, Clinic, promise

from steadyhand.business.conversations.actions.hand_fact import Handing, hand_fact
from steadyhand.business.conversations.actions.hold_statement import Contradicted, hold_statement
from steadyhand.business.conversations.actions.keep_statement import StatementKept, keep_statement
from steadyhand.business.conversations.actions.keep_told_true import keep_told_true
from steadyhand.business.conversations.models import Correction, FactTold, Statement
from steadyhand.business.conversations.rules import Direction, FactKind, Source, Verdict
from steadyhand.business.conversations.saying import FactSaid, Saying
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.actor import Actor, the_system


def told(clinic: Clinic, words: str = "Somebody is with you on Thursday before noon.", **facts: Any) -> StatementKept:
    """Return a statement that Dana has just made to Grace on the phone."""
    now, by = facts.pop("now", NOW), facts.pop("by", "Dana")
    said: dict[str, Any] = {"direction": Direction.TO_THEM, "channel": Channel.PHONE, "call_id": clinic.call.id}
    return keep_statement(by=clinic.house.by(by), saying=Saying(words=words, **said | facts), now=now)


def the_time_of(promise_id: UUID) -> FactSaid:
    """Return a promise's time as a fact that is told."""
    row = promise(promise_id)
    return FactSaid(
        kind=FactKind.TIME,
        words=row.said,
        value={"from_at": None, "until_at": row.by_at.isoformat()},
        source=Source.PROMISE,
        source_id=row.id,
    )


def statement(kept: StatementKept) -> Statement:
    return Statement.objects.get(id=kept.id)


def facts_of(kept: StatementKept) -> list[FactTold]:
    return list(FactTold.objects.filter(statement_id=kept.id).order_by("start", "id"))


def a_handed_fact(call_id: UUID, *, by: Actor, to: UUID, now: datetime = NOW, **facts: str) -> UUID:
    """Return a fact that somebody has just handed to a technician (their user's id) to pass on."""
    said = {"words": "The fuser ships tomorrow.", "source_words": "supplier's confirmation, 10:42"} | facts
    return hand_fact(by=by, handing=Handing(call_id=call_id, technician_user_id=to, **said), now=now)


def a_held_message(call_id: UUID, *, by: Actor, now: datetime = NOW) -> UUID:
    """Return a message on a call's page that waits for a manager."""
    saying = Saying(direction=Direction.TO_THEM, channel=Channel.PAGE, words="We come on Tuesday.", call_id=call_id)
    because = [Contradicted("on Tuesday", "on Thursday before noon", "the promise")]
    return hold_statement(by=by, saying=saying, because=because, now=now).held_id


def a_correction(promise_id: UUID, customer_id: UUID, *, by: Actor, now: datetime = NOW) -> UUID:
    """Return a correction that is owed because a customer was told another day than was promised."""
    other = replace(the_time_of(promise_id), value={"until_at": (now + 9 * DAY).isoformat()})
    saying = Saying(
        direction=Direction.TO_THEM,
        channel=Channel.PHONE,
        words="We ring you next week.",
        customer_id=customer_id,
        facts=(other,),
    )
    kept = keep_statement(by=by, saying=saying, now=now)
    keep_told_true(by=the_system(by.tenant_id, "Steadyhand"), now=now)
    return Correction.objects.of(by.tenant_id).get(fact__statement_id=kept.id).id


def a_fact_of_nobodys(call_id: UUID, *, by: Actor, now: datetime = NOW) -> UUID:
    """Return a fact on a call that somebody told a customer, that no record knows, and of which nobody said how."""
    fact = FactSaid(kind=FactKind.TIME, words="on Friday", verdict=Verdict.NO_RECORD)
    words = "The part is here on Friday."
    saying = Saying(direction=Direction.TO_THEM, channel=Channel.PHONE, words=words, call_id=call_id, facts=(fact,))
    return FactTold.objects.get(statement_id=keep_statement(by=by, saying=saying, now=now).id).id
