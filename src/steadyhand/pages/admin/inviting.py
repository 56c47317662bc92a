"""What is sent to somebody who is invited? A text that is ready to go, by message, e-mail or hand."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.http import HttpRequest

from steadyhand.business.dealership.directory import Person
from steadyhand.business.dealership.invitations import Invitation
from steadyhand.business.dealership.queries import Firm
from steadyhand.flows.person.send_invitation import Mailing, until_said
from steadyhand.pages.common.saying import Saying
from steadyhand.shared.models import OutgoingMessage
from steadyhand.shared.outbox.listing import MessageLine
from steadyhand.shared.words import UnknownCountry, phone_dialled

# Names under which only this computer finds itself: no phone opens a link to them.
ONLY_HERE = {"localhost", "127.0.0.1", "::1"}


State = OutgoingMessage.State
MAIL_STATES = {
    State.QUEUED: ("waiting to go", "waiting"),
    State.SENT: ("sent", "done"),
    State.FAILED: ("not sent", "late"),
}


@dataclass(frozen=True, slots=True)
class ReadyMessage:
    """The message, and the addresses that hand it to the program that sends it."""

    text: str
    sms_url: str
    mail_url: str
    phone: str
    opens_only_here: bool


def ready_message(
    request: HttpRequest, path: str, *, person: Person, invitation: Invitation, firm: Firm, saying: Saying, sender: str
) -> ReadyMessage:
    """Return what invites this person by the link at this path."""
    # Behind a proxy the server is known by its public address, whatever name this request came by.
    link = f"{settings.ADDRESS}{path}" if settings.IS_REACHED_FROM_OUTSIDE else request.build_absolute_uri(path)
    first_name = person.name.split(maxsplit=1)[0]
    text = (
        f"Hi {first_name}, {sender} invites you to {firm.name} on Steadyhand. Choose your password here: {link} "
        f"It works once, until {until_said(invitation, firm)}."
    )
    subject = f"Your way in to {firm.name} on Steadyhand"
    return ReadyMessage(
        text=text,
        # "?&" is read by iPhones and Androids alike; RFC 5724 alone says "?".
        sms_url=f"sms:{_dialled(person.phone, firm.country)}?&body={quote(text)}",
        mail_url=f"mailto:{quote(person.email)}?subject={quote(subject)}&body={quote(text)}",
        phone=saying.phone(person.phone),
        opens_only_here=urlsplit(link).hostname in ONLY_HERE,
    )


@dataclass(frozen=True, slots=True)
class Mailed:
    """What became of an invitation's e-mail: a word and the kind of its mark, a sentence, and why it did not go."""

    word: str
    kind: str
    said: str
    problem: str


def mailed_said(line: MessageLine, mailing: Mailing, saying: Saying) -> Mailed:
    """Say where an invitation's e-mail went, and when."""
    word, kind = MAIL_STATES[line.state]
    to = f"E-mail to {line.recipient}"
    if line.state is not State.SENT:
        return Mailed(word, kind, f"{to}, written {saying.when(line.queued_at)}", line.problem)
    if mailing is Mailing.WRITTEN:
        said = f"{to}, {saying.when(line.sent_at)}: into outbox/email.txt, because no e-mail leaves this server"
        return Mailed("written down", "waiting", said, "")
    return Mailed(word, kind, f"{to}, {saying.when(line.sent_at)}", "")


def standing_of(person: Person, invitation: Invitation | None, saying: Saying) -> dict[str, str]:
    """Return how somebody's way in stands: a word and the kind of its mark."""
    if not person.is_active:
        return {"word": "signs in no more", "kind": "stopped"}
    if person.has_password:
        return {"word": "signs in", "kind": "done"}
    return _invited(invitation, saying) if invitation else {"word": "has no link yet", "kind": "risk"}


def _invited(invitation: Invitation, saying: Saying) -> dict[str, str]:
    if invitation.revoked_at is not None:
        return {"word": "link taken back", "kind": "risk"}
    if not invitation.is_open(saying.now):
        return {"word": "link has run out", "kind": "late"}
    if invitation.first_seen_at is not None:
        return {"word": f"opened the link {saying.when(invitation.first_seen_at)}", "kind": "moving"}
    return {"word": f"invited until {saying.when(invitation.expires_at)}", "kind": "waiting"}


def _dialled(phone: str, country: str) -> str:
    try:
        return phone_dialled(phone, country)
    except UnknownCountry:
        return ""
