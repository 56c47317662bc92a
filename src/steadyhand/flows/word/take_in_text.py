"""A text message has arrived: STOP ends them at once, START brings them back, HELP is answered, all else is a word."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.conversations.actions.keep_statement import keep_statement
from steadyhand.business.conversations.incoming.keywords import Keyword, keyword_in
from steadyhand.business.conversations.queries.threads import how_often_written_to
from steadyhand.business.conversations.rules import Direction
from steadyhand.business.conversations.saying import Saying
from steadyhand.business.conversations.sending import Sending
from steadyhand.business.customers.actions.change_consent import change_consent
from steadyhand.business.customers.queries.by_address import Person, people_with_mobile
from steadyhand.business.dealership.queries import Firm, the_dealership
from steadyhand.business.promises.rules import Channel
from steadyhand.flows.word.take_in_word import Heard, TakenIn, take_in_word
from steadyhand.shared.actor import Actor
from steadyhand.shared.words import phone_shown

# Whoever texts is there now.
ANSWERED_WITHIN = timedelta(hours=1)
# A program that answers ours with HELP would never end: a person has read it after so many a day.
HELP_A_DAY = 3
WHY = {Keyword.STOP: "texted that they want no more texts", Keyword.START: "texted that they want texts again"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRead:
    """A text message as the gateway hands it over: from which number, its words, and the gateway's name for it."""

    sender: str
    words: str
    ref: str


@dataclass(frozen=True, slots=True)
class TextTaken:
    """What has become of a text. `keyword` is what it asked for, if nothing but that."""

    statement_id: UUID
    keyword: Keyword | None = None
    is_copy: bool = False
    call_id: UUID | None = None
    # Whether one text goes back.
    is_answered: bool = False


@transaction.atomic
def take_in_text(*, by: Actor, text: TextRead, now: datetime) -> TextTaken:
    """Take in a text; the same one again changes nothing.

    Raises:
        NobodyToHear: the dealership has no branch.
    """
    firm = the_dealership(by.tenant_id)
    people = people_with_mobile(by.tenant_id, text.sender, country=firm.country)
    keyword = keyword_in(text.words)
    heard = Heard(channel=Channel.TEXT, address=text.sender, words=text.words, ref=text.ref, people=people)
    taken = take_in_word(by=by, heard=heard, needs_answer=keyword is None, now=now)
    if taken.is_copy:
        return TextTaken(taken.statement_id, keyword, is_copy=True)
    if keyword is None:
        return TextTaken(taken.statement_id, call_id=taken.call_id)
    answer = _answer(by, firm, keyword, people, now)
    if answer and not (keyword is Keyword.HELP and _has_read_it(by, text.sender, answer, now)):
        _text_back(by, text, people, taken, answer, now)
        return TextTaken(taken.statement_id, keyword, call_id=taken.call_id, is_answered=True)
    return TextTaken(taken.statement_id, keyword, call_id=taken.call_id)


def _has_read_it(by: Actor, address: str, answer: str, now: datetime) -> bool:
    return how_often_written_to(by.tenant_id, address, words=answer, since=now - timedelta(days=1)) >= HELP_A_DAY


def _answer(by: Actor, firm: Firm, keyword: Keyword, people: tuple[Person, ...], now: datetime) -> str:
    """Do what was asked; return what goes back: to STOP once, and nothing where nothing has changed."""
    reach = f" You reach us at {phone_shown(firm.phone, firm.country)}." if firm.phone else ""
    if keyword is Keyword.HELP:
        return f"{firm.name}: messages about your service calls.{reach} Reply STOP for no more texts."
    wants = keyword is Keyword.START
    ids = [each.id for each in people]
    if not change_consent(by=by, contact_ids=ids, channel="sms", agrees=wants, why=WHY[keyword], now=now):
        return ""
    if wants:
        return f"{firm.name}: you get texts about your service calls again. Reply STOP to end them, HELP for help."
    return f"{firm.name}: you get no more texts from us. Reply START if you want them again.{reach}"


def _text_back(
    by: Actor, text: TextRead, people: tuple[Person, ...], taken: TakenIn, words: str, now: datetime
) -> None:
    # To the number that wrote, whoever has it: they asked for this one.
    person = people[0] if people else None
    keep_statement(
        by=by,
        saying=Saying(
            direction=Direction.TO_THEM,
            channel=Channel.TEXT,
            words=words,
            with_whom=person.name if person else text.sender,
            call_id=taken.call_id,
            customer_id=person.customer_id if person else None,
            contact_id=person.id if person and len(people) == 1 else None,
            address=text.sender,
            reply_to=taken.statement_id,
        ),
        sending=Sending(until=now + ANSWERED_WITHIN),
        now=now,
    )
