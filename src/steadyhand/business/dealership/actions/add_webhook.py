"""Another program is to be told what happens here."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.models import WebhookEndpoint
from steadyhand.business.dealership.webhooks.rules import BadAddress, Event, checked_address
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def add_webhook(*, by: Actor, address: str, events: Collection[str], now: datetime) -> UUID:
    """Register an endpoint for these events.

    Raises:
        CannotRunItSo: the address is none, no known event is chosen, or the actor sees some branches only.
    """
    check_may_set_webhooks(by)
    try:
        kept = checked_address(address, reaches_itself=settings.REACHES_ITSELF)
    except BadAddress as problem:
        raise CannotRunItSo(str(problem)) from problem
    endpoint = WebhookEndpoint.objects.create(
        tenant_id=by.tenant_id, address=kept, events=known_events(events), made_at=now, made_by=by.name
    )
    became = {"address": endpoint.address, "events": endpoint.events}
    record_change(endpoint, by=by, at=now, verb="webhook added", became=became)
    return endpoint.id


def check_may_set_webhooks(by: Actor) -> None:
    """Refuse whoever sees some branches only: a webhook hears of all.

    Raises:
        CannotRunItSo: the actor sees some branches only.
    """
    if by.branch_ids is not None:
        raise CannotRunItSo("Webhooks tell of all branches, so only an administrator of all of them can change one.")


def known_events(events: Collection[str]) -> list[str]:
    """Return these events in the order in which they are shown.

    Raises:
        CannotRunItSo: none is chosen, or one is unknown.
    """
    unknown = set(events) - set(Event)
    if unknown:
        raise CannotRunItSo(f"There is no event “{min(unknown)}”; choose from the list.")
    if not events:
        raise CannotRunItSo("Choose at least one event, or nothing will ever be sent.")
    return [event.value for event in Event if event in events]
