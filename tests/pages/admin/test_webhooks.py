"""An administrator adds a program that is told, keeps its secret, and sees what became of each message."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.builders import a_branch, a_dealership, a_user
from tests.builders.letters import a_gateway
from tests.builders.webhooks import a_webhook

from steadyhand.business.dealership.models import WebhookEndpoint
from steadyhand.business.dealership.rules import Role
from steadyhand.business.dealership.webhooks.secret import secret_of
from steadyhand.shared.clock import read_clock
from steadyhand.shared.models import OutgoingMessage
from steadyhand.shared.outbox.delivering import deliver_next

pytestmark = pytest.mark.django_db


@pytest.fixture
def joan(client: Client) -> Client:
    client.force_login(a_user(Role.ADMINISTRATOR, name="Joan Pruitt"))
    return client


def typed(**facts: Any) -> dict[str, Any]:
    return {"form_key": str(uuid4()), "address": "https://erp.example/hooks", "events": ["call.taken"]} | facts


def test_it_is_added_once_and_its_secret_shown_once(joan: Client) -> None:
    form = typed()
    place = joan.post("/webhooks/add/", form).headers["Location"]
    assert joan.post("/webhooks/add/", form).headers["Location"] == place

    endpoint = WebhookEndpoint.objects.get()
    assert (endpoint.address, endpoint.events) == ("https://erp.example/hooks", ["call.taken"])
    assert secret_of(endpoint.id, 1) in joan.get(place).content.decode()
    assert "whsec_" not in joan.get(place).content.decode()
    assert "https://erp.example/hooks" in joan.get("/webhooks/").content.decode()


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"address": "http://erp.example/"}, "write https:// instead"),
        ({"address": "https://localhost/"}, "this server itself"),
        ({"events": []}, "Choose at least one event"),
        ({"events": ["call.eaten"]}, "call.eaten"),
    ],
)
def test_what_cannot_be_says_why_and_loses_nothing(joan: Client, facts: dict[str, Any], said: str) -> None:
    answer = joan.post("/webhooks/add/", typed(**facts))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert (facts.get("address") or "https://erp.example/hooks") in answer.content.decode()
    assert not WebhookEndpoint.objects.exists()


def test_a_test_goes_once_however_often_the_button_is_pressed(joan: Client) -> None:
    place = f"/webhooks/{a_webhook()}/"
    form = {"do": "test", "form_key": str(uuid4())}
    joan.post(f"{place}do/", form)
    joan.post(f"{place}do/", form)

    message = OutgoingMessage.objects.get()
    assert message.subject == "test.ping"
    assert "test.ping" in joan.get(place).content.decode()
    # What goes to programs has a list of its own.
    assert "test.ping" not in joan.get("/messages/").content.decode()


def test_what_failed_is_sent_again_from_its_own_page(joan: Client, settings: Any) -> None:
    settings.REACHES_ITSELF = False
    endpoint_id = a_webhook()
    WebhookEndpoint.objects.update(address="https://127.0.0.1/")
    joan.post(f"/webhooks/{endpoint_id}/do/", {"do": "test", "form_key": str(uuid4())})
    deliver_next(tenant_id=a_dealership().id, channel="webhook", now=read_clock())

    page = joan.get(f"/webhooks/{endpoint_id}/").content.decode()
    assert "127.0.0.1 leads to 127.0.0.1, which is no address of the internet" in page
    answer = joan.post(f"/messages/{OutgoingMessage.objects.get().id}/again/")
    assert answer.headers["Location"] == f"/webhooks/{endpoint_id}/"
    assert OutgoingMessage.objects.get().state == "queued"


def test_a_secret_is_renewed_once_however_often_the_button_is_pressed_and_shown_once(joan: Client) -> None:
    endpoint_id = a_webhook()
    place, form = f"/webhooks/{endpoint_id}/", {"do": "renew", "form_key": str(uuid4())}
    joan.post(f"{place}do/", form)
    joan.post(f"{place}do/", form)

    page = joan.get(place).content.decode()
    assert secret_of(endpoint_id, 2) in page
    assert "An earlier secret signs beside the new one until" in page
    assert "whsec_" not in joan.get(place).content.decode()
    assert WebhookEndpoint.objects.get().secret_number == 2


def test_what_has_gone_is_sent_again_for_a_program_that_lost_it(joan: Client, settings: Any) -> None:
    settings.REACHES_ITSELF = True
    with a_gateway((204, ""), (204, "")) as heard:
        endpoint_id = a_webhook(f"http://127.0.0.1:{heard.port}/hooks", now=read_clock())
        place = f"/webhooks/{endpoint_id}/"
        joan.post(f"{place}do/", {"do": "test", "form_key": str(uuid4())})
        deliver_next(tenant_id=a_dealership().id, channel="webhook", now=read_clock())
        again = f"/messages/{OutgoingMessage.objects.get().id}/again/"
        assert again in joan.get(place).content.decode()

        joan.post(again)
        deliver_next(tenant_id=a_dealership().id, channel="webhook", now=read_clock())

    first, second = heard.requests
    assert first["headers"]["webhook-id"] == second["headers"]["webhook-id"]
    assert OutgoingMessage.objects.get().state == "sent"
    joan.post(f"{place}do/", {"do": "off"})
    assert again not in joan.get(place).content.decode()
    assert "switched off or revoked" in joan.post(again, follow=True).content.decode()
    assert OutgoingMessage.objects.get().state == "sent"


def test_it_is_switched_off_and_on_hears_of_other_things_and_is_revoked(joan: Client) -> None:
    endpoint_id = a_webhook()
    place = f"/webhooks/{endpoint_id}/"
    joan.post(f"{place}change/", typed(events=["visit.planned"]))
    joan.post(f"{place}do/", {"do": "off"})
    assert "switch it on first" in joan.post(f"{place}do/", typed(do="test"), follow=True).content.decode()
    joan.post(f"{place}do/", {"do": "on"})
    assert WebhookEndpoint.objects.filter(is_on=True, events=["visit.planned"]).exists()

    joan.post(f"{place}do/", {"do": "revoke"})
    assert "was revoked, for good" in joan.post(f"{place}do/", {"do": "on"}, follow=True).content.decode()
    assert "Nothing was chosen" in joan.post(f"{place}do/", {"do": "dance"}, follow=True).content.decode()


def test_whoever_sees_one_branch_only_changes_nothing(client: Client) -> None:
    client.force_login(a_user(Role.ADMINISTRATOR, branch=a_branch()))

    assert "administrator of all of them" in client.get("/webhooks/").content.decode()
    assert "administrator of all of them" in client.post("/webhooks/add/", typed()).content.decode()
    assert not WebhookEndpoint.objects.exists()
