"""Somebody adds the browser in their hand, and takes their own devices off."""

import pytest
from django.test import Client
from tests.builders import a_branch, a_user
from tests.builders.push import ABrowser

from steadyhand.business.dealership.models import PushDevice, User
from steadyhand.business.dealership.rules import Role
from steadyhand.pages.common.devices import browser_said
from steadyhand.shared.models import OutgoingMessage

pytestmark = pytest.mark.django_db
ENDPOINT = "https://push.example/send/abc"
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"


def signed_in(user: User) -> Client:
    client = Client(headers={"User-Agent": PHONE})
    client.force_login(user)
    return client


def test_a_browser_is_added_once_welcomed_and_taken_off() -> None:
    nora, sent = a_user(Role.SALES, branch=a_branch()), ABrowser().subscription(ENDPOINT)
    client = signed_in(nora)

    assert [client.post("/account/devices/", sent).status_code for _ in range(2)] == [204, 204]

    device = PushDevice.objects.get()
    assert (device.user_id, device.label) == (nora.id, "Chrome on Android")
    assert OutgoingMessage.objects.get().recipient == str(device.id)
    assert "Chrome on Android" in client.get("/account/").content.decode()
    assert client.post(f"/account/devices/{device.id}/remove/").status_code == 303
    assert not PushDevice.objects.exists()


def test_a_browser_is_whose_who_uses_it_last_and_nobody_takes_off_another_s() -> None:
    branch = a_branch()
    nora, dana = a_user(Role.SALES, branch=branch), a_user(Role.DISPATCHER, branch=branch)
    sent = ABrowser().subscription(ENDPOINT)
    signed_in(nora).post("/account/devices/", sent)
    signed_in(dana).post("/account/devices/", sent)

    device = PushDevice.objects.get()
    assert device.user_id == dana.id
    assert signed_in(nora).post(f"/account/devices/{device.id}/remove/").status_code == 404


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"endpoint": "http://push.example/"}, "in the clear"),
        ({"endpoint": "https://127.0.0.1/"}, "this server itself"),
        ({"endpoint": "https://push.example/" + "a" * 1000}, "over 1000 letters"),
        ({"p256dh": "AAAA"}, "can&#x27;t be used"),
        ({"auth": "AAAA"}, "16 bytes"),
    ],
)
def test_what_is_no_subscription_says_so(facts: dict[str, str], said: str) -> None:
    client = signed_in(a_user(Role.SALES, branch=a_branch()))
    answer = client.post("/account/devices/", ABrowser().subscription(ENDPOINT) | facts)

    assert answer.status_code == 422
    assert said.replace("&#x27;", "'") in answer.json()["said"]
    assert not PushDevice.objects.exists()


def test_more_than_ten_devices_are_refused() -> None:
    client = signed_in(a_user(Role.SALES, branch=a_branch()))
    answers = [
        client.post("/account/devices/", ABrowser().subscription(f"{ENDPOINT}/{number}")) for number in range(11)
    ]

    assert [answer.status_code for answer in answers] == [204] * 10 + [422]
    assert "take one off first" in answers[-1].json()["said"]


def test_the_worker_is_a_script_for_everybody() -> None:
    answer = Client().get("/worker.js")

    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert b"showNotification" in answer.content


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (PHONE, "Chrome on Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("", "A browser"),
    ],
)
def test_a_browser_is_called_as_people_call_it(agent: str, said: str) -> None:
    assert browser_said(agent) == said
