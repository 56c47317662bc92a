"""An e-mail has arrived: a customer's words, one of ours that came back, or a program's that nobody has to read."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from steadyhand.business.conversations.actions.keep_statement import keep_statement
from steadyhand.business.conversations.incoming.keywords import Keyword, keyword_in
from steadyhand.business.conversations.incoming.mail import MailRead
from steadyhand.business.conversations.incoming.returned import Returned
from steadyhand.business.conversations.kinds import EMAIL_RETURNED
from steadyhand.business.conversations.queries.threads import Spoken, statement_answered, statement_spoken
from steadyhand.business.conversations.rules import Direction
from steadyhand.business.conversations.saying import Saying
from steadyhand.business.conversations.sending import Sending
from steadyhand.business.conversations.threads import statement_addressed
from steadyhand.business.customers.actions.change_consent import change_consent, mark_returned
from steadyhand.business.customers.queries.by_address import people_with_email
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.promises.rules import Channel
from steadyhand.flows.word.take_in_word import ABOUT_A_STATEMENT, Heard, hears_first, take_in_word
from steadyhand.shared.actor import Actor
from steadyhand.shared.words import phone_shown

# What cannot go by then says nothing any more.
KINDLY_WITHIN = timedelta(hours=4)


class Became(StrEnum):
    """What has become of an e-mail."""

    KEPT = "kept"
    COPY = "copy"
    RETURNED = "returned"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class MailTaken:
    """What has become of an e-mail, in a word and in a sentence."""

    became: Became
    because: str
    statement_id: UUID | None = None
    call_id: UUID | None = None


@transaction.atomic
def take_in_mail(*, by: Actor, mail: MailRead, now: datetime) -> MailTaken:
    """Take in an e-mail; the same one again changes nothing.

    Raises:
        NobodyToHear: the dealership has no branch.
    """
    if mail.returned is not None:
        return _came_back(by, mail.returned, now)
    if mail.automatic_because:
        return MailTaken(Became.IGNORED, f"A program wrote it ({mail.automatic_because}); nobody has to answer.")
    people = people_with_email(by.tenant_id, mail.sender)
    taken = take_in_word(
        by=by,
        heard=Heard(
            channel=Channel.EMAIL,
            address=mail.sender,
            name=mail.sender_name,
            subject=mail.subject,
            words=mail.words,
            ref=mail.ref,
            answers=statement_addressed(mail.to),
            refs=mail.refs,
            people=people,
            not_taken=mail.attachments,
        ),
        now=now,
    )
    if taken.is_copy:
        return MailTaken(Became.COPY, "It had arrived before; nothing was done.", taken.statement_id)
    said = _answered_by(by, mail)
    if said is not None and keyword_in(mail.words) is Keyword.STOP:
        _no_more(by, said, now)
    elif said is not None and mail.attachments:
        _say_kindly(by, mail, said, taken.statement_id, now)
    return MailTaken(Became.KEPT, f"Kept as a message of {mail.sender}.", taken.statement_id, taken.call_id)


def _answered_by(by: Actor, mail: MailRead) -> Spoken | None:
    """Return the statement that this e-mail answers from the very address to which we wrote: no stranger's."""
    named = statement_addressed(mail.to)
    said = (statement_spoken(by.tenant_id, named) if named else None) or statement_answered(by.tenant_id, mail.refs)
    if said is None or said.contact_id is None or said.address.casefold() != mail.sender.casefold():
        return None
    return said


def _no_more(by: Actor, said: Spoken, now: datetime) -> None:
    if said.contact_id is not None:
        why = "answered an e-mail with nothing but a word that ends them"
        change_consent(by=by, contact_ids=[said.contact_id], channel="email", agrees=False, why=why, now=now)


def _say_kindly(by: Actor, mail: MailRead, said: Spoken, statement_id: UUID, now: datetime) -> None:
    """Tell somebody whom we write to anyway that what hung on their e-mail didn't reach us."""
    firm = the_dealership(by.tenant_id)
    if not any(each.has_agreed_to_email for each in people_with_email(by.tenant_id, mail.sender)):
        return
    phone = f" or ring {phone_shown(firm.phone, firm.country)}" if firm.phone else ""
    keep_statement(
        by=by,
        saying=Saying(
            direction=Direction.TO_THEM,
            channel=Channel.EMAIL,
            subject=f"{firm.name}: your words have arrived",
            words=(
                f"This is {firm.name}. Your words have arrived, and somebody reads them. What hung on your e-mail we "
                f"can't take in this way. If we need to see it, show it to our technician{phone}."
            ),
            with_whom=said.with_whom,
            call_id=said.call_id,
            customer_id=said.customer_id,
            contact_id=said.contact_id,
            branch_id=said.branch_id,
            address=mail.sender,
            reply_to=statement_id,
        ),
        sending=Sending(until=now + KINDLY_WITHIN),
        now=now,
    )


def _came_back(by: Actor, returned: Returned, now: datetime) -> MailTaken:
    """Mark an address that doesn't exist any more; only where the letter is one of ours, sent to that address."""
    said = statement_answered(by.tenant_id, [returned.ref] if returned.ref else [])
    if said is None or said.contact_id is None or said.address.casefold() != returned.address.casefold():
        return MailTaken(Became.IGNORED, "A letter came back that isn't one of ours, or went to another address.")
    if not returned.is_for_good:
        return MailTaken(Became.IGNORED, f"It is late, not lost: {returned.why}.", said.id, said.call_id)
    why = f"an e-mail came back: {returned.why}"
    if mark_returned(by=by, contact_id=said.contact_id, address=said.address, why=why, now=now):
        open_followup(
            by=by,
            kind=EMAIL_RETURNED.name,
            subject=Subject(
                branch_id=said.branch_id,
                title=f"{said.with_whom} did not get our e-mail"[:200],
                customer_id=said.customer_id,
                site_id=said.site_id,
                about_kind=ABOUT_A_STATEMENT,
                about_id=said.id,
            ),
            words=f"“{said.subject}” to {said.address} came back: {returned.why}. Nothing more is sent there.",
            listeners=hears_first(by.tenant_id, said.branch_id, now=now),
            now=now,
        )
    return MailTaken(Became.RETURNED, f"E-mails to {said.address} come back; the desk is told.", said.id, said.call_id)
