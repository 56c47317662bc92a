"""How does a message leave? Its job goes outside with it, and notes what became of it where the job ends."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.shared.models import OutgoingMessage
from steadyhand.shared.outbox.channels import AttachedFile, Letter, NotLikeThis, NotNow, channel_named
from steadyhand.shared.outbox.jobs import PREFIX, kind_of
from steadyhand.shared.outbox.queueing import address_of
from steadyhand.shared.outbox.rules import MOST_ATTEMPTS, WITH_PEOPLE, WITH_PROGRAMS, next_attempt
from steadyhand.shared.queue.doing import do_job
from steadyhand.shared.queue.kinds import Again, JobKind, JsonValue, Work
from steadyhand.shared.queue.taking import take_jobs
from steadyhand.shared.rows import RowQuerySet

log = logging.getLogger(__name__)

State = OutgoingMessage.State
LINK_CLOSED = "The link in it was used or taken back before it could go, so it would open nothing."
TOO_LATE = "It could not go before {until:%Y-%m-%d %H:%M} UTC, and is of no use later."
PERHAPS_TWICE = (
    "The server stopped while sending it and has sent it again: it may have arrived twice, both times under its key."
)
# How patient each channel is; the others speak to people.
PATIENCE = {"webhook": WITH_PROGRAMS}


def sending_jobs(channels: Iterable[str]) -> tuple[JobKind, ...]:
    """Return the kind of job that sends a channel's messages, for each: in lanes, for a gateway may hang."""
    return tuple(
        JobKind(
            name=kind_of(channel),
            label=f"send a message by {channel}",
            lane=channel,
            outside=_send,
            do=_note,
            most_attempts=MOST_ATTEMPTS,
            # The message says all there is to say.
            kept_for=timedelta(0),
        )
        for channel in channels
    )


def heard_of_dead_message(work: Work, reason: str, now: datetime) -> None:  # noqa: ARG001  # as listeners are called
    """Let a message whose job was given up count as not sent, and say why."""
    if work.kind.startswith(PREFIX):
        _the_message(work).filter(state=State.QUEUED).update(state=State.FAILED, problem=reason, attempts=work.attempt)


def deliver_next(*, tenant_id: UUID, channel: str, now: datetime) -> State | None:
    """Send the next message that is due on a channel; return where it stands afterwards, None if nothing is due.

    For whoever lives at another moment than the clock: workers send what is due by themselves.
    """
    for held in take_jobs(most=1, now=now, lane=channel, tenant_id=tenant_id):
        do_job(held, clock=lambda: now)
        return State(_the_message(held.work).values_list("state", flat=True).get())
    return None


def _the_message(work: Work) -> RowQuerySet[OutgoingMessage]:
    return OutgoingMessage.objects.of(work.tenant_id).filter(id=UUID(work.args["message"]))


def _send(work: Work, now: datetime) -> JsonValue:
    """Hand a message to its channel; return what became of it, to be noted where the job ends."""
    message = _the_message(work).select_related("link").first()
    if message is None or message.state == State.SENT:
        return {}
    tried = max(message.attempts + 1, work.attempt)
    if useless := _useless_because(message, now):
        return {"state": State.FAILED.value, "attempts": tried, "problem": useless}
    link = address_of(message, message.link)
    letter = Letter(
        key=message.key,
        tenant_id=message.tenant_id,
        recipient=message.recipient,
        recipient_name=message.recipient_name,
        subject=message.subject,
        text=f"{message.body}\n{link}" if link else message.body,
        link=link,
        expires_at=message.expires_at,
        attached=tuple(AttachedFile(**each) for each in message.attached),
    )
    try:
        ref = channel_named(message.channel).send(letter)
    except NotLikeThis as reason:
        return {"state": State.FAILED.value, "attempts": tried, "problem": str(reason)}
    except NotNow as reason:
        return {"state": State.QUEUED.value, "attempts": tried, "problem": str(reason)}
    except Exception as fault:  # whatever a channel stumbles over, the next message goes, and this one says why
        log.exception("Message %s stumbled", message.key)
        problem = f"The program stumbled: {fault}. The log has more."
        return {"state": State.QUEUED.value, "attempts": tried, "problem": problem}
    problem = PERHAPS_TWICE if work.is_ambiguous else ""
    return {"state": State.SENT.value, "attempts": tried, "problem": problem, "ref": ref[:200]}


def _useless_because(message: OutgoingMessage, now: datetime) -> str:
    """Return why there is no use in sending a message, or nothing."""
    if message.expires_at <= now:
        return TOO_LATE.format(until=message.expires_at)
    return LINK_CLOSED if message.link is not None and message.link.revoked_at is not None else ""


def _note(work: Work, now: datetime) -> Again | None:
    """Write down what became of a message, and when it is tried again."""
    said = work.answer
    if not said:
        return None
    became = {"state": State(said["state"]), "attempts": said["attempts"], "problem": said["problem"]}
    if became["state"] is State.SENT:
        _the_message(work).update(**became, sent_at=now, gateway_ref=said["ref"])
        return None
    if became["state"] is State.FAILED:
        _the_message(work).update(**became)
        return None
    message = _the_message(work).get()
    patience = PATIENCE.get(message.channel, WITH_PEOPLE)
    again_at = next_attempt(said["attempts"], expires_at=message.expires_at, now=now, patience=patience)
    if again_at is None:
        given_up = f"Given up after {said['attempts']} attempts: {said['problem']}"
        _the_message(work).update(state=State.FAILED, attempts=said["attempts"], problem=given_up)
        return None
    _the_message(work).update(**became, due_at=again_at)
    return Again(again_at, said["problem"])
