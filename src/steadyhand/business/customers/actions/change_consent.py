"""Somebody at a customer agrees to be written to in a way, or wants that no more: their own word, by the channel."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from steadyhand.business.customers.models import Contact
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row

_FIELDS = {"sms": "has_agreed_to_sms", "email": "has_agreed_to_email"}


@transaction.atomic
def change_consent(
    *, by: Actor, contact_ids: Collection[UUID], channel: str, agrees: bool, why: str, now: datetime
) -> tuple[UUID, ...]:
    """Keep what these people want by `sms` or `email`; return those of them for whom that is new."""
    name = _FIELDS[channel]
    facts: dict[str, object] = {name: agrees}
    if agrees:
        facts["agreed_on"] = now.astimezone(ZoneInfo(the_dealership(by.tenant_id).zone)).date()
    rows = Contact.objects.of(by.tenant_id).select_for_update().filter(id__in=contact_ids).exclude(**{name: agrees})
    changed = []
    for row in rows.order_by("id"):
        verb = f"{'agreed to' if agrees else 'wants no more'} {'texts' if channel == 'sms' else 'e-mails'}"
        change_row(row, facts, by=by, at=now, verb=verb, why=why)
        changed.append(row.id)
    return tuple(changed)


@transaction.atomic
def mark_returned(*, by: Actor, contact_id: UUID, address: str, why: str, now: datetime) -> bool:
    """Keep that e-mails to this address come back; return False where that is known, or it isn't theirs any more."""
    row = Contact.objects.of(by.tenant_id).select_for_update().filter(id=contact_id).first()
    if row is None or row.email.casefold() != address.casefold():
        return False
    return change_row(row, {"email_returned": row.email}, by=by, at=now, verb="e-mail comes back", why=why[:500])
