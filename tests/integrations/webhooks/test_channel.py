"""A webhook arrives signed, under the same id each time, or says why it didn't; who never answers hears no more."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.builders import a_branch, a_dealership, a_user
from tests.builders.letters import Heard, a_gateway
from tests.builders.webhooks import a_webhook, is_signed

from steadyhand.business.dealership.actions.change_webhook import (
    renew_secret,
    revoke_webhook,
    send_test,
    switch_webhook,
)
from steadyhand.business.dealership.models import WebhookEndpoint
from steadyhand.business.dealership.rules import Role
from steadyhand.business.dealership.webhooks.faring import note_failure
from steadyhand.business.dealership.webhooks.secret import secret_of
from steadyhand.shared.actor import the_system
from steadyhand.shared.clock import read_clock
from steadyhand.shared.models import OutgoingMessage
from steadyhand.shared.outbox.delivering import deliver_next

pytestmark = pytest.mark.django_db
State = OutgoingMessage.State


@pytest.fixture(autouse=True)
def _on_this_machine(settings: Any) -> None:
    settings.REACHES_ITSELF = True


def with_a_test(heard: Heard) -> UUID:
    """Return an endpoint at this receiver, with a test on its way."""
    now = read_clock()
    endpoint_id = a_webhook(f"http://127.0.0.1:{heard.port}/hooks", now=now)
    send_test(by=the_system(a_dealership().id, "Joan"), endpoint_id=endpoint_id, now=now)
    return endpoint_id


def deliver(after: timedelta = timedelta()) -> State | None:
    return deliver_next(tenant_id=a_dealership().id, channel="webhook", now=read_clock() + after)


def test_it_arrives_signed_and_says_what_and_when() -> None:
    with a_gateway((204, "")) as heard:
        endpoint_id = with_a_test(heard)
        assert deliver() is State.SENT

    (request,) = heard.requests
    assert is_signed(request, secret_of(endpoint_id, 1))
    assert not is_signed({**request, "body": b"{}"}, secret_of(endpoint_id, 1))
    assert set(request["json"]) == {"type", "timestamp", "data"}
    assert request["json"]["type"] == "test.ping"
    assert request["headers"]["webhook-id"] == OutgoingMessage.objects.get().key


def test_a_second_attempt_has_the_same_id_and_a_new_signature() -> None:
    with a_gateway((503, "We rest."), (200, "")) as heard:
        endpoint_id = with_a_test(heard)
        assert deliver() is State.QUEUED
        message = OutgoingMessage.objects.get()
        assert (message.attempts, message.problem) == (1, "It answers 503: We rest.")
        assert WebhookEndpoint.objects.get().failing_since is not None
        assert deliver(timedelta(seconds=16)) is State.SENT

    first, second = heard.requests
    assert first["headers"]["webhook-id"] == second["headers"]["webhook-id"]
    assert is_signed(second, secret_of(endpoint_id, 1))
    assert WebhookEndpoint.objects.get().failing_since is None


def test_while_it_rests_nothing_is_tried_and_all_goes_once_something_arrives() -> None:
    by, now = the_system(a_dealership().id, "Joan"), read_clock()
    with a_gateway((204, ""), (204, "")) as heard:
        endpoint_id = with_a_test(heard)
        since = {"failing_since": now - timedelta(hours=9), "rests_until": now + timedelta(minutes=20)}
        WebhookEndpoint.objects.update(**since)
        assert deliver() is State.QUEUED
        assert heard.requests == []
        WebhookEndpoint.objects.update(rests_until=now)
        send_test(by=by, endpoint_id=endpoint_id, now=read_clock())
        # The first one's pause isn't over, but the second has arrived.
        assert [deliver(), deliver(), deliver()] == [State.SENT, State.SENT, None]


@pytest.mark.parametrize(
    ("status", "state", "said"), [(302, State.QUEUED, "isn't followed"), (410, State.FAILED, "wants no more")]
)
def test_what_is_no_yes_says_what_it_was(status: int, state: State, said: str) -> None:
    with a_gateway((status, "")) as heard:
        with_a_test(heard)
        assert deliver() is state

    assert said in OutgoingMessage.objects.get().problem
    assert WebhookEndpoint.objects.get().is_on is (state is State.QUEUED)


@pytest.mark.parametrize(("act", "said"), [("off", "switched off"), ("revoked", "was revoked")])
def test_nothing_goes_to_who_is_off_or_revoked(act: str, said: str) -> None:
    by, now = the_system(a_dealership().id, "Joan"), read_clock()
    with a_gateway() as heard:
        endpoint_id = with_a_test(heard)
        if act == "off":
            switch_webhook(by=by, endpoint_id=endpoint_id, is_on=False, now=now)
        else:
            revoke_webhook(by=by, endpoint_id=endpoint_id, now=now)
        assert deliver() is State.FAILED

    assert heard.requests == []
    assert said in OutgoingMessage.objects.get().problem


def test_where_nothing_arrives_for_days_it_is_switched_off_and_administrators_are_told() -> None:
    tenant_id, now = a_dealership().id, read_clock()
    a_user(Role.ADMINISTRATOR, branch=a_branch(), email="joan@lakeside.example")
    endpoint_id = a_webhook(now=now)

    assert not note_failure(tenant_id, endpoint_id, "Nobody there.", now=now)
    assert not note_failure(tenant_id, endpoint_id, "Nobody there.", now=now + timedelta(days=4))
    assert note_failure(tenant_id, endpoint_id, "Nobody there.", now=now + timedelta(days=5))

    endpoint = WebhookEndpoint.objects.get()
    assert not endpoint.is_on
    assert endpoint.off_because == "For 5 days nothing has arrived there. The last attempt: Nobody there."
    mail = OutgoingMessage.objects.get(channel="email")
    assert (mail.recipient, mail.subject) == ("joan@lakeside.example", "A webhook is switched off")


def test_for_a_day_the_secret_before_signs_beside_a_renewed_one(monkeypatch: pytest.MonkeyPatch) -> None:
    by, now = the_system(a_dealership().id, "Joan"), read_clock()
    with a_gateway((204, ""), (204, "")) as heard:
        endpoint_id = with_a_test(heard)
        assert renew_secret(by=by, endpoint_id=endpoint_id, now=now) == now + timedelta(hours=24)
        assert deliver() is State.SENT
        send_test(by=by, endpoint_id=endpoint_id, now=now)
        monkeypatch.setattr("steadyhand.integrations.webhooks.channel.read_clock", lambda: now + timedelta(hours=24))
        assert deliver() is State.SENT

    first, later = heard.requests
    assert len(first["headers"]["webhook-signature"].split()) == 2
    assert is_signed(first, secret_of(endpoint_id, 1))
    assert is_signed(first, secret_of(endpoint_id, 2))
    assert not is_signed(later, secret_of(endpoint_id, 1))
    assert is_signed(later, secret_of(endpoint_id, 2))


def test_renewed_twice_in_a_day_all_three_sign() -> None:
    by, now = the_system(a_dealership().id, "Joan"), read_clock()
    with a_gateway((204, "")) as heard:
        endpoint_id = with_a_test(heard)
        renew_secret(by=by, endpoint_id=endpoint_id, now=now - timedelta(hours=23))
        renew_secret(by=by, endpoint_id=endpoint_id, now=now)
        assert deliver() is State.SENT

    (request,) = heard.requests
    assert all(is_signed(request, secret_of(endpoint_id, number)) for number in (1, 2, 3))


def test_a_secret_is_nowhere_in_the_database() -> None:
    endpoint_id = a_webhook()

    kept = json.dumps(list(WebhookEndpoint.objects.values()), default=str)
    assert secret_of(endpoint_id, 1) not in kept
    assert secret_of(endpoint_id, 1) != secret_of(a_webhook(), 1)
