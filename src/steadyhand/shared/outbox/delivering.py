"""Who sends what waits? One worker a message, by a lease; whoever dies over one loses it to the next."""

import logging
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q

from steadyhand.shared.identity import new_id
from steadyhand.shared.models import Link, OutgoingMessage
from steadyhand.shared.outbox.channels import Letter, NotLikeThis, NotNow, channel_named
from steadyhand.shared.outbox.queueing import text_of
from steadyhand.shared.outbox.rules import LEASE, LONGEST_PAUSE, MOST_ATTEMPTS, next_attempt
from steadyhand.shared.rows import RowQuerySet

log = logging.getLogger(__name__)

State = OutgoingMessage.State
DEADLY = "The server stopped {times} times while sending it, so it is not tried again by itself: look into its log."
LINK_CLOSED = "The link in it was used or taken back before it could go, so it would open nothing."
TOO_LATE = "It could not go before {until:%Y-%m-%d %H:%M} UTC, and is of no use later."


def deliver_next(*, tenant_id: UUID, channel: str, now: datetime) -> State | None:
    """Send the next message that is due on a channel; return where it stands afterwards, None if nothing is due."""
    waiting = _due(tenant_id, now).filter(channel=channel)
    for message in waiting.order_by("due_at", "id")[:10]:
        if claim(message, now=now):
            return _send(message, now=now)
    return None


def claim(message: OutgoingMessage, *, now: datetime) -> bool:
    """Take a message for this worker; one UPDATE decides between two. Whoever holds it has attempted it."""
    worker = new_id()
    mine = _due(message.tenant_id, now).filter(id=message.id, attempts=message.attempts)
    if not mine.update(worker=worker, leased_until=now + LEASE, attempts=message.attempts + 1):
        return False
    message.worker, message.attempts = worker, message.attempts + 1
    return True


def _due(tenant_id: UUID, now: datetime) -> RowQuerySet[OutgoingMessage]:
    """Return what waits, is due and is nobody's.

    A clock that was set back must hold nothing up: a lease or a pause that ends later than any could is over.
    """
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=now) | Q(leased_until__gt=now + LEASE)
    set_back = Q(attempts__gt=0, due_at__gt=now + LONGEST_PAUSE) | Q(queued_at__gt=now, due_at=F("queued_at"))
    waiting = OutgoingMessage.objects.of(tenant_id).filter(state=State.QUEUED)
    return waiting.filter(free).filter(Q(due_at__lte=now) | set_back)


def _send(message: OutgoingMessage, *, now: datetime) -> State:
    link = Link.objects.of(message.tenant_id).filter(id=message.link_id).first() if message.link_id else None
    useless = _useless_because(message, link, now)
    if useless:
        return _note(message, State.FAILED, problem=useless)
    letter = Letter(
        key=message.key,
        tenant_id=message.tenant_id,
        recipient=message.recipient,
        recipient_name=message.recipient_name,
        subject=message.subject,
        text=text_of(message, link),
    )
    try:
        ref = channel_named(message.channel).send(letter)
    except NotLikeThis as reason:
        return _note(message, State.FAILED, problem=str(reason))
    except NotNow as reason:
        return _try_later(message, str(reason), now=now)
    except Exception as fault:  # whatever a channel stumbles over, the next message goes, and this one says why
        log.exception("Message %s stumbled", message.key)
        return _try_later(message, f"The program stumbled: {fault}. The log has more.", now=now)
    return _note(message, State.SENT, sent_at=now, problem="", gateway_ref=ref[:200])


def _useless_because(message: OutgoingMessage, link: Link | None, now: datetime) -> str:
    """Return why there is no use in sending a message, or nothing."""
    if message.expires_at <= now:
        return TOO_LATE.format(until=message.expires_at)
    if link is not None and link.revoked_at is not None:
        return LINK_CLOSED
    return DEADLY.format(times=MOST_ATTEMPTS) if message.attempts > MOST_ATTEMPTS else ""


def _try_later(message: OutgoingMessage, problem: str, *, now: datetime) -> State:
    again_at = next_attempt(message.attempts, expires_at=message.expires_at, now=now)
    if again_at is None:
        return _note(message, State.FAILED, problem=f"Given up after {message.attempts} attempts: {problem}")
    return _note(message, State.QUEUED, due_at=again_at, problem=problem)


def _note(message: OutgoingMessage, state: State, **became: object) -> State:
    """Write down what became of a message that is still ours; one that was taken over is another's to note."""
    mine = OutgoingMessage.objects.filter(**message.where(), worker=message.worker, state=State.QUEUED)
    if not mine.update(state=state, worker=None, leased_until=None, **became):
        log.warning("Message %s was taken over by another worker while this one sent it", message.key)
    return state
