"""On the phone or on their page a customer says what they would like to hear about: one step passes it on."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.actions.answer_message import answer_message
from steadyhand.business.calls.queries.call import CallFacts, call_facts
from steadyhand.business.calls.queries.messages import Message, message_about
from steadyhand.business.needs.actions.note_need import CannotNote, Seen
from steadyhand.business.needs.actions.pass_on_asked import PassedOn, pass_on_asked
from steadyhand.business.needs.queries.passed_on import asked_on_call
from steadyhand.business.needs.rules import Leave, Sort, Source
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFor:
    """What a customer asked for, on which call or in which message. `is_answer`: that answers the message, too."""

    call_id: UUID
    sort: Sort
    words: str = ""
    message_id: UUID | None = None
    is_answer: bool = False


@transaction.atomic
def pass_on(*, by: Actor, asked: AskedFor, now: datetime) -> PassedOn:
    """Pass on what a customer asked for, with the words in which they did.

    Raises:
        CannotNote: the call or message isn't there, nobody knows whose call it is, nothing says what they said, or
            this message has been passed on as the same already.
    """
    call = call_facts(by, asked.call_id)
    if call is None:
        raise CannotNote("This call isn't at your branches any more; look it up anew.")
    if call.customer_id is None:
        raise CannotNote("Nobody knows yet whose call this is: say so first (“Who is this?”), then pass it on.")
    message = _message(by, asked)
    source_words = message.words if message else asked.words.strip()
    if message is None and not source_words:
        raise CannotNote("Write what they said, in their own words: whoever answers reads nothing else.")
    done = pass_on_asked(
        by=by,
        seen=Seen(
            customer_id=call.customer_id,
            sort=asked.sort,
            leave=Leave.ASKED,
            words=_words(asked.words.strip() or source_words, call),
            site_id=call.site_id,
            machine_id=call.machine_id,
            contact_id=call.contact_id,
            source=Source.MESSAGE if message else Source.CALL,
            source_call_id=call.id,
            source_message_id=message.id if message else None,
            source_words=source_words,
        ),
        now=now,
    )
    if message is not None and asked.is_answer and message.answered_at is None:
        how = f"Passed on to {done.owner}: {asked.sort.label}"
        answer_message(by=by, message_id=message.id, how=how, now=now)
    return done


def _message(by: Actor, asked: AskedFor) -> Message | None:
    if asked.message_id is None:
        return None
    message = message_about(by, asked.call_id, asked.message_id)
    if message is None:
        raise CannotNote("This message isn't there any more; look at the call again.")
    for each in asked_on_call(by.tenant_id, asked.call_id):
        if each.message_id == message.id and each.sort is asked.sort:
            raise CannotNote(f"This message has been passed on already: {each.owner} has it.")
    return message


def _words(said: str, call: CallFacts) -> str:
    """Return what they said, and who did where the record has no contact to speak to."""
    who = ", ".join(part for part in (call.caller_name, call.caller_phone) if part)
    return f"{said}\nAsked by {who}".strip() if who and call.contact_id is None else said
