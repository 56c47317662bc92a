"""How do other programs hear of something? As messages in the transaction in which it happened: both or neither."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

from steadyhand.business.dealership.models import WebhookEndpoint
from steadyhand.business.dealership.settings.own import WEBHOOK_DAYS
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.dealership.webhooks.rules import Event
from steadyhand.shared.actor import the_system
from steadyhand.shared.identity import new_id
from steadyhand.shared.outbox.queueing import Draft, Recipient, Words, queue_messages
from steadyhand.shared.queue.kinds import JsonValue

CHANNEL = "webhook"
NAME = "Steadyhand"
Facts = Mapping[str, JsonValue]


def announce(*, tenant_id: UUID, event: Event, about_id: UUID, facts: Callable[[], Facts], now: datetime) -> None:
    """Tell whoever wants to hear of this event. Call it inside the transaction in which it happened.

    `facts` is asked only if somebody does. Ids, states, times and numbers: never what people wrote, which may be meant
    for colleagues alone.
    """
    endpoints = WebhookEndpoint.objects.of(tenant_id).filter(is_on=True, revoked_at__isnull=True)
    who = [endpoint for endpoint in endpoints if event in endpoint.events]
    if who:
        _queue(who, event, about_id, facts(), now=now)


def _queue(who: list[WebhookEndpoint], event: str, about_id: UUID, facts: Facts, *, now: datetime) -> None:
    tenant_id = who[0].tenant_id
    expires_at = now + timedelta(days=value_of(tenant_id, WEBHOOK_DAYS))
    words = Words(subject=event, body=_payload(event, facts, now))
    drafts = [
        Draft(
            key=f"wh_{new_id().hex}",
            to=Recipient(name=endpoint.address[:200], channel=CHANNEL, address=str(endpoint.id)),
            words=words,
            about_id=about_id,
            expires_at=expires_at,
        )
        for endpoint in who
    ]
    queue_messages(by=the_system(tenant_id, NAME), drafts=drafts, now=now)


def announce_to(endpoint: WebhookEndpoint, event: str, facts: Facts, *, now: datetime) -> None:
    """Tell one endpoint something, whatever it wants to hear of."""
    _queue([endpoint], event, endpoint.id, facts, now=now)


def time_of(at: datetime | None) -> str | None:
    """Return a moment as webhooks write it."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z") if at else None


def _payload(event: str, facts: Facts, now: datetime) -> str:
    # As the Standard Webhooks specification recommends it: what, when, and the thing itself.
    return json.dumps({"type": event, "timestamp": time_of(now), "data": facts}, separators=(",", ":"))
