"""A customer asks something of us, from the page behind their link."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.hearing import customer_wrote
from steadyhand.business.calls.models import Call, CustomerMessage
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change

# A customer who has written this often needs the phone; and whoever found the link can't fill our pages.
MOST_WAITING = 5
LONGEST = 1_000


class CannotLeaveMessage(Exception):
    """The message isn't kept; the words are for the customer."""


@transaction.atomic
def leave_message(*, by: Actor, call_id: UUID, kind: str, words: str, now: datetime) -> None:
    """Keep what a customer asks, waiting for an answer, with an entry in the call's history.

    Raises:
        CannotLeaveMessage: too many wait already, it is too long, or the call isn't there.
    """
    # Locked, so that a hundred taps at once don't all count the same number waiting.
    call = Call.objects.visible_to(by).select_for_update(no_key=True).filter(id=call_id).first()
    if call is None:
        raise CannotLeaveMessage("We can't find what this is about. Please call us.")
    words = words.strip()
    if len(words) > LONGEST:
        raise CannotLeaveMessage(f"Please keep it under {LONGEST:,} characters, or call us.")
    waiting = CustomerMessage.objects.of(by.tenant_id).filter(call_id=call_id, answered_at__isnull=True)
    if waiting.count() >= MOST_WAITING:
        raise CannotLeaveMessage("We have your messages and haven't answered yet. Please call us, we're sorry.")
    wanted = CustomerMessage.Kind(kind)
    CustomerMessage.objects.create(tenant_id=by.tenant_id, call=call, kind=wanted, words=words, sent_at=now)
    record_change(call, by=by, at=now, verb=f"asked: {wanted.label}", why=words)
    asked = wanted.label.capitalize()
    customer_wrote(by=by, call_id=call_id, words=f"{asked}: {words}" if words else f"{asked}.", now=now)
