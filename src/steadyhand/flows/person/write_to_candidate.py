"""A candidate is written to: their letter, or the link to questions about themselves, by e-mail where e-mails leave."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.learning.actions.answer_candidate import Told, Way, answer_candidate
from steadyhand.business.learning.actions.ask_about_fairness import OPEN_FOR, ask_about_fairness
from steadyhand.business.learning.hiring.letters import Letter
from steadyhand.business.learning.hiring.reaching import mail_in
from steadyhand.business.learning.queries.hiring import candidate_called
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.flows.person.send_invitation import CHANNEL, mailing_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.outbox.channels import Way as ChannelWay
from steadyhand.shared.outbox.channels import channel_named
from steadyhand.shared.outbox.queueing import Recipient, Words, queue_message

FAIRNESS_PAGE = "hiring-about-you"
# A server that can't send for two days has somebody look at it; a letter that comes later comes as a surprise.
GOES_WITHIN = timedelta(days=2)


def letters_leave(tenant_id: UUID) -> bool:
    """Tell whether a letter without a link leaves by e-mail here, or is written down as if."""
    return channel_named(CHANNEL).way(tenant_id) is not ChannelWay.NOWHERE


def links_leave(tenant_id: UUID) -> bool:
    """Tell whether an e-mail with a link leaves by e-mail here, and the link opens where it is read."""
    return mailing_of(tenant_id).is_queued


@transaction.atomic
def send_letter(
    *, by: Actor, candidate_id: UUID, letter: Letter, subject: str, words: str, key: str, now: datetime
) -> UUID:
    """Send a letter to a candidate's address, keep exactly what was sent, and return its id. `key`: the form's own.

    Raises:
        CannotHire: no e-mail leaves here, no address is known, or see `answer_candidate`.
    """
    found = candidate_called(by, candidate_id)
    address = mail_in(found.reached_by) if found else ""
    if found is None or not address:
        raise CannotHire("No e-mail address of theirs is known: copy the letter and send it by hand, or ring them.")
    if not letters_leave(by.tenant_id):
        raise CannotHire("No e-mail is connected here: copy the letter and send it by hand, or ring them.")
    if by.user_id is None:
        raise CannotHire("People write to candidates: sign in first.")
    told = Told(letter=letter, way=Way.MAIL, words=words, by_id=by.user_id, at=now, subject=subject, address=address)
    answer_id = answer_candidate(by=by, candidate_id=candidate_id, told=told, now=now)
    queue_message(
        by=by,
        key=f"candidate:{key}:{CHANNEL}",
        to=Recipient(name=found.name, channel=CHANNEL, address=address),
        words=Words(subject=subject, body=words.strip()),
        about_id=candidate_id,
        expires_at=now + GOES_WITHIN,
        now=now,
    )
    return answer_id


@transaction.atomic
def send_fairness_questions(*, by: Actor, candidate_id: UUID, now: datetime) -> None:
    """Send a candidate the link to questions about themselves; one sent before opens nothing any more.

    Raises:
        CannotHire: no e-mail with a link leaves here, no address is known, or see `ask_about_fairness`.
    """
    found = candidate_called(by, candidate_id)
    address = mail_in(found.reached_by) if found else ""
    if found is None or not address:
        raise CannotHire("No e-mail address of theirs is known: give them the paper.")
    if not links_leave(by.tenant_id):
        raise CannotHire("No e-mail with a link leaves here: give them the paper.")
    link_id = ask_about_fairness(by=by, candidate_id=candidate_id, by_mail=True, now=now)
    firm = the_dealership(by.tenant_id)
    queue_message(
        by=by,
        key=f"fairness:{link_id}:{CHANNEL}",
        to=Recipient(name=found.name, channel=CHANNEL, address=address),
        words=Words(
            subject=f"{firm.name}: a few questions, if you like",
            body=f"{firm.name} here. We want to know whether we treat everybody alike who applies. By the link below "
            "you can tell us a little about yourself, without your name. You needn't: whether you answer and what "
            "makes no difference, and nobody who decides can see either.",
        ),
        about_id=candidate_id,
        expires_at=now + OPEN_FOR,
        link=(FAIRNESS_PAGE, link_id),
        now=now,
    )
