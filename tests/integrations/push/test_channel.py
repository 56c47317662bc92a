"""A push message reaches a real endpoint, sealed and signed; a browser that is gone is taken off."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from tests.builders import MONDAY, a_branch, a_dealership, a_user
from tests.builders.letters import Heard, a_gateway
from tests.builders.push import CURVE, ABrowser, as_bytes

from steadyhand.business.dealership.actions.add_device import add_device
from steadyhand.business.dealership.models import PushDevice, User
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.shared.actor import the_system
from steadyhand.shared.clock import read_clock
from steadyhand.shared.models import OutgoingMessage
from steadyhand.shared.outbox.delivering import deliver_next
from steadyhand.shared.webpush.keys import public_key

pytestmark = pytest.mark.django_db
State = OutgoingMessage.State


@pytest.fixture(autouse=True)
def _on_this_machine(settings: Any) -> None:
    settings.REACHES_ITSELF = True


def told(heard: Heard, browser: ABrowser, user: User | None = None) -> UUID:
    """Let somebody be told on this browser; its welcome waits."""
    user = user or a_user(Role.SERVICE_MANAGER, branch=a_branch())
    subscription = browser.subscription(f"http://127.0.0.1:{heard.port}/push/abc")
    return add_device(by=actor_for(user.id), label="Chrome on Android", now=read_clock(), **subscription)


def deliver() -> State | None:
    return deliver_next(tenant_id=a_dealership().id, channel="push", now=read_clock())


def test_it_is_read_by_the_browser_and_the_service_knows_who_sent_it() -> None:
    browser = ABrowser()
    with a_gateway((201, "")) as heard:
        told(heard, browser)
        assert deliver() is State.SENT

    (request,) = heard.requests
    said = browser.open(request["body"])
    assert (said["title"], said["to"]) == ("This device will tell you", "/")
    headers = request["headers"]
    assert (headers["Content-Encoding"], headers["Urgency"], headers["Topic"]) == ("aes128gcm", "high", said["tag"])
    assert 0 < int(headers["TTL"]) <= 600
    assert is_named(headers["Authorization"], f"http://127.0.0.1:{heard.port}")


def is_named(header: str, origin: str) -> bool:
    """Check the token as a push service does (RFC 8292)."""
    token, key = (part.strip()[2:] for part in header.removeprefix("vapid ").split(","))
    assert key == public_key()
    head, claims, signature = token.split(".")
    raw = as_bytes(signature)
    numbers = (int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    point = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, as_bytes(key))
    point.verify(encode_dss_signature(*numbers), f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))
    said = json.loads(as_bytes(claims))
    assert said["exp"] - read_clock().timestamp() <= timedelta(days=1).total_seconds()
    return bool(said["aud"] == origin and said["sub"])


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_taken_off(status: int) -> None:
    with a_gateway((status, "")) as heard:
        told(heard, ABrowser())
        assert deliver() is State.FAILED

    assert not PushDevice.objects.exists()
    assert "taken off" in OutgoingMessage.objects.get().problem


@pytest.mark.parametrize(("status", "state"), [(429, State.QUEUED), (503, State.QUEUED), (403, State.FAILED)])
def test_what_the_service_says_is_kept(status: int, state: State) -> None:
    with a_gateway((status, "Later.")) as heard:
        told(heard, ABrowser())
        assert deliver() is state

    assert OutgoingMessage.objects.get().problem == f"The push service answers {status}: Later."
    assert PushDevice.objects.exists()


def test_whoever_signs_in_no_more_is_told_no_more() -> None:
    with a_gateway() as heard:
        told(heard, ABrowser())
        User.objects.update(is_active=False)
        assert deliver() is State.FAILED

    assert heard.requests == []


def test_an_alarm_shows_no_words_on_a_locked_screen_and_opens_its_page() -> None:
    browser, branch = ABrowser(), a_branch()
    elena = a_user(Role.SALES, branch=branch, name="Elena Fox", phone="(614) 555-0142")
    with a_gateway((201, ""), (201, "")) as heard:
        told(heard, browser, elena)
        deliver()
        open_followup(
            by=the_system(branch.tenant_id, "Bruno"),
            kind="need",
            subject=Subject(branch_id=branch.id, title="Chen Family Clinic prints in the dark"),
            words="Dr. Chen is furious",
            owner=elena.id,
            listeners=[elena.id],
            now=MONDAY,
        )
        deliver_next(tenant_id=branch.tenant_id, channel="push", now=MONDAY)

    said = browser.open(heard.requests[1]["body"])
    assert said["title"].startswith("A follow-up needs you by ")
    assert not {"Chen", "Clinic", "furious"} & set(" ".join((said["title"], said["body"])).split())
    assert said["to"].startswith("/")
    assert "http" not in said["to"]
    # It is told by text message, too.
    assert OutgoingMessage.objects.filter(channel="sms").count() == 1
