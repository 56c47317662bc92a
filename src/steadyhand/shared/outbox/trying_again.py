"""Somebody has mended what kept a message, or lost what it said: it goes again."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.models import OutgoingMessage
from steadyhand.shared.outbox.jobs import job_for
from steadyhand.shared.queue.putting import put_jobs

# Whoever asks for it wants it to go now, though it was of use earlier; not for ever, though.
GOES_WITHIN = timedelta(hours=1)


class CannotTryAgain(Exception):
    """The message can't be sent again; the message is for whoever asked."""


@transaction.atomic
def try_again(*, by: Actor, message_id: UUID, also_sent: bool = False, now: datetime) -> None:
    """Let a message that has failed wait for its delivery anew, under the same key.

    `also_sent`: one that has gone, too. Only for who knows a message by its key, or takes it twice without harm.

    Raises:
        CannotTryAgain: there is no such message, or it has not failed.
    """
    message = OutgoingMessage.objects.of(by.tenant_id).select_for_update().filter(id=message_id).first()
    if message is None:
        raise CannotTryAgain("There is no such message at your dealership; look at the list anew.")
    may_go = {OutgoingMessage.State.FAILED, OutgoingMessage.State.SENT if also_sent else OutgoingMessage.State.FAILED}
    if message.state not in may_go:
        raise CannotTryAgain(
            f"The message to {message.recipient_name} is {message.get_state_display()}; only one that has not gone "
            "can be tried again."
        )
    OutgoingMessage.objects.filter(**message.where()).update(
        state=OutgoingMessage.State.QUEUED,
        attempts=0,
        due_at=now,
        expires_at=max(message.expires_at, now + GOES_WITHIN),
        problem="",
    )
    put_jobs(tenant_id=by.tenant_id, jobs=[job_for(message, now=now)], now=now)
    verb = "message tried again" if message.state == OutgoingMessage.State.FAILED else "message sent again"
    record_change(message, by=by, at=now, verb=verb, was={"problem": message.problem})
