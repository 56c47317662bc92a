"""How does an endpoint fare? One at which nothing arrives for days is switched off, and its administrators are told."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.models import WebhookEndpoint
from steadyhand.business.dealership.present import working_here
from steadyhand.business.dealership.rules import Role
from steadyhand.business.dealership.settings.own import WEBHOOK_DAYS
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.dealership.webhooks.rules import fared
from steadyhand.shared.actor import the_system
from steadyhand.shared.history import record_change
from steadyhand.shared.outbox.hastening import hasten_messages
from steadyhand.shared.outbox.queueing import Draft, Recipient, Words, queue_messages

NAME = "Steadyhand"
TOLD_WITHIN = timedelta(days=3)


@transaction.atomic
def note_arrival(tenant_id: UUID, endpoint_id: UUID, *, now: datetime) -> None:
    """Note that a webhook has arrived: whatever was wrong there is over, and what waits for it goes now."""
    failing = WebhookEndpoint.objects.of(tenant_id).filter(id=endpoint_id, failing_since__isnull=False)
    if failing.update(failing_since=None, rests_until=None):
        hasten_messages(tenant_id, str(endpoint_id), now=now)


@transaction.atomic
def note_failure(tenant_id: UUID, endpoint_id: UUID, problem: str, *, is_final: bool = False, now: datetime) -> bool:
    """Note that a webhook hasn't arrived; return whether its endpoint is switched off by that.

    `is_final`: whoever answers there wants no more of them.
    """
    endpoint = WebhookEndpoint.objects.of(tenant_id).select_for_update().filter(id=endpoint_id, is_on=True).first()
    if endpoint is None or endpoint.revoked_at is not None:
        return False
    days = value_of(tenant_id, WEBHOOK_DAYS)
    stands = fared(endpoint.failing_since, patience=timedelta(days=days), now=now)
    row = WebhookEndpoint.objects.filter(**endpoint.where())
    if not (stands.is_over or is_final):
        row.update(failing_since=stands.failing_since, rests_until=stands.rests_until)
        return False
    since = f"For {WEBHOOK_DAYS.said(days)} nothing has arrived there. The last attempt: "
    because = problem if is_final else f"{since}{problem}"
    row.update(is_on=False, off_because=because, failing_since=stands.failing_since)
    system = the_system(tenant_id, NAME)
    record_change(endpoint, by=system, at=now, verb="webhook switched off", why=because, became={"is_on": False})
    _tell_administrators(endpoint, because, now=now)
    return True


def _tell_administrators(endpoint: WebhookEndpoint, because: str, *, now: datetime) -> None:
    people = working_here(endpoint.tenant_id, branch_id=None, roles=[Role.ADMINISTRATOR], at=now)
    words = Words(
        subject="A webhook is switched off",
        body=f"Nothing goes to {endpoint.address} any more. {because}\n\nOnce it is mended, switch it on again under "
        "Webhooks; what hasn't gone can be sent again there.",
    )
    drafts = [
        Draft(
            key=f"webhook-off:{endpoint.id.hex}:{now:%Y%m%d%H%M%S}:{person.id.hex}",
            to=Recipient(name=person.name, channel="email", address=person.email),
            words=words,
            about_id=endpoint.id,
            expires_at=now + TOLD_WITHIN,
        )
        for person in people
        if person.email
    ]
    queue_messages(by=the_system(endpoint.tenant_id, NAME), drafts=drafts, now=now)
