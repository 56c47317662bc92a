"""Another program is to hear of other things, under another secret, of nothing for a while, or of nothing any more."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.actions.add_webhook import check_may_set_webhooks, known_events
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.models import WebhookEndpoint
from steadyhand.business.dealership.webhooks.announcing import announce_to
from steadyhand.business.dealership.webhooks.reading import earlier_of
from steadyhand.business.dealership.webhooks.rules import SIGNS_ON_FOR, TEST, sign_beside
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def choose_events(*, by: Actor, endpoint_id: UUID, events: Collection[str], now: datetime) -> None:
    """Let an endpoint hear of these events from now on.

    Raises:
        CannotRunItSo: no known event is chosen, it is revoked, or the actor sees some branches only.
    """
    endpoint = _the_endpoint(by, endpoint_id)
    chosen = known_events(events)
    if chosen != endpoint.events:
        WebhookEndpoint.objects.filter(**endpoint.where()).update(events=chosen)
        was, became = {"events": endpoint.events}, {"events": chosen}
        record_change(endpoint, by=by, at=now, verb="webhook changed", was=was, became=became)


@transaction.atomic
def switch_webhook(*, by: Actor, endpoint_id: UUID, is_on: bool, now: datetime) -> None:
    """Let an endpoint hear again, with its failures forgotten, or of nothing for now.

    Raises:
        CannotRunItSo: it is revoked, or the actor sees some branches only.
    """
    endpoint = _the_endpoint(by, endpoint_id)
    if endpoint.is_on == is_on:
        return
    anew = {"off_because": "", "failing_since": None, "rests_until": None}
    WebhookEndpoint.objects.filter(**endpoint.where()).update(is_on=is_on, **anew)
    verb = f"webhook switched {'on' if is_on else 'off'}"
    record_change(endpoint, by=by, at=now, verb=verb, was={"is_on": endpoint.is_on}, became={"is_on": is_on})


@transaction.atomic
def revoke_webhook(*, by: Actor, endpoint_id: UUID, now: datetime) -> None:
    """Tell an endpoint nothing any more, for good; its secret signs nothing again.

    Raises:
        CannotRunItSo: it is revoked already, or the actor sees some branches only.
    """
    endpoint = _the_endpoint(by, endpoint_id)
    WebhookEndpoint.objects.filter(**endpoint.where()).update(is_on=False, revoked_at=now)
    record_change(endpoint, by=by, at=now, verb="webhook revoked", was={"address": endpoint.address})


@transaction.atomic
def renew_secret(*, by: Actor, endpoint_id: UUID, now: datetime) -> datetime:
    """Sign by a new secret from now on; return until when those before it sign beside it.

    Raises:
        CannotRunItSo: it is revoked, or the actor sees some branches only.
    """
    endpoint = _the_endpoint(by, endpoint_id)
    until = now + SIGNS_ON_FOR
    # One that was renewed this morning may still be the only one that the receiver has.
    earlier = sign_beside(earlier_of(endpoint), now=now) | {endpoint.secret_number: until}
    number = endpoint.secret_number + 1
    WebhookEndpoint.objects.filter(**endpoint.where()).update(
        secret_number=number,
        earlier_secrets={str(each): its_end.isoformat() for each, its_end in earlier.items()},
    )
    record_change(endpoint, by=by, at=now, verb="webhook's secret renewed", became={"number": number})
    return until


@transaction.atomic
def send_test(*, by: Actor, endpoint_id: UUID, now: datetime) -> None:
    """Send an endpoint something that happened nowhere, to see whether it arrives.

    Raises:
        CannotRunItSo: it is off or revoked, or the actor sees some branches only.
    """
    endpoint = _the_endpoint(by, endpoint_id)
    if not endpoint.is_on:
        raise CannotRunItSo("It is switched off, so nothing goes there: switch it on first.")
    announce_to(endpoint, TEST, {"endpoint_id": str(endpoint.id), "sent_by": by.name}, now=now)


def _the_endpoint(by: Actor, endpoint_id: UUID) -> WebhookEndpoint:
    check_may_set_webhooks(by)
    endpoint = WebhookEndpoint.objects.of(by.tenant_id).select_for_update().filter(id=endpoint_id).first()
    if endpoint is None or endpoint.revoked_at is not None:
        raise CannotRunItSo("This webhook was revoked, for good. Add it anew; it gets another secret.")
    return endpoint
