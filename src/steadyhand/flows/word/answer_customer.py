"""A customer asked something on their page and has their answer: it is kept as any other words that they were told."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.actions.answer_message import answer_message
from steadyhand.business.conversations.actions.say import say
from steadyhand.business.conversations.rules import Direction
from steadyhand.business.conversations.saying import Saying
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.actor import Actor


@transaction.atomic
def answer_customer(*, by: Actor, call_id: UUID, message_id: UUID, how: str, now: datetime) -> None:
    """Mark a customer's message as answered, and keep what they were told on the phone.

    Raises:
        CannotAnswer: no such message here, answered already, or nothing said about how.
    """
    answer_message(by=by, message_id=message_id, how=how, now=now)
    told = Saying(direction=Direction.TO_THEM, channel=Channel.PHONE, words=how, call_id=call_id)
    say(by=by, saying=told, now=now)
