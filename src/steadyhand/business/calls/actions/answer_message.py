"""Somebody has answered what a customer asked."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.models import CustomerMessage
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


class CannotAnswer(Exception):
    """Nothing to answer; the message is for whoever tried."""


@transaction.atomic
def answer_message(*, by: Actor, message_id: UUID, how: str, now: datetime) -> None:
    """Mark a customer's message as answered, with what was said.

    Raises:
        CannotAnswer: no such message here, answered already, or nothing said about how.
    """
    if not how.strip():
        raise CannotAnswer("Write what you told the customer, so that the next person knows.")
    message = CustomerMessage.objects.visible_to(by).filter(id=message_id).select_related("call").first()
    if message is None:
        raise CannotAnswer("This message isn't there; look at the call again.")
    rows = CustomerMessage.objects.of(by.tenant_id).filter(**message.where(), answered_at__isnull=True)
    if not rows.update(answered_at=now, answered_by=by.name):
        raise CannotAnswer(f"{message.answered_by or 'Somebody'} has answered this already.")
    record_change(message.call, by=by, at=now, verb=f"answered: {message.get_kind_display()}", why=how.strip())
