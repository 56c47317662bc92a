"""Elena presses one button on her phone, and its worker shows what the server pushed, sealed for her alone."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.builders import a_branch, a_user
from tests.builders.letters import a_gateway
from tests.builders.push import ABrowser

from steadyhand.business.dealership.models import PushDevice, User
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.clock import read_clock
from steadyhand.shared.outbox.delivering import deliver_next

# Subscribing asks a service on the internet; here it is the test's own, and everything else is the real thing.
OWN_SERVICE = """
{ const given = %s;
  const subscription = { endpoint: given.endpoint, toJSON: () => ({ endpoint: given.endpoint, keys: given.keys }),
    unsubscribe: async () => { localStorage.removeItem("told"); return true; } };
  PushManager.prototype.subscribe = async () => { localStorage.setItem("told", "1"); return subscription; };
  PushManager.prototype.getSubscription = async () => (localStorage.getItem("told") ? subscription : null); }
"""


SHOWN = (
    "navigator.serviceWorker.ready.then((each) => each.getNotifications()).then((all) => all.map((one) => one.title))"
)


@pytest.fixture
def browser(whole_browser: Browser) -> Browser:
    """Take the browser that knows push messages."""
    return whole_browser


def test_one_button_and_the_device_tells(phone_of: Callable[[User], Page], settings: Any) -> None:
    settings.REACHES_ITSELF = True
    elena, device = a_user(Role.SALES, branch=a_branch(), name="Elena Fox"), ABrowser()
    with a_gateway((201, "")) as heard:
        phone = phone_of(elena)
        phone.context.grant_permissions(["notifications"])
        keys = device.subscription(f"http://127.0.0.1:{heard.port}/push")
        given = {"endpoint": keys.pop("endpoint"), "keys": keys}
        phone.context.add_init_script(OWN_SERVICE % json.dumps(given))
        phone.goto("/account/")
        phone.get_by_role("button", name="Tell me on this device").click()
        expect(phone.get_by_text("On: this device tells you.")).to_be_visible()
        assert str(deliver_next(tenant_id=elena.tenant_id, channel="push", now=read_clock())) == "sent"

    said = device.open(heard.requests[0]["body"])
    assert shown_by_the_worker(phone, said) == ["This device will tell you"]
    phone.get_by_role("button", name="Stop on this device").click()
    expect(phone.get_by_text("Off: this device doesn't tell you.")).to_be_visible()
    assert not PushDevice.objects.exists()


def shown_by_the_worker(phone: Page, said: dict[str, Any]) -> list[str]:
    """Hand a message to the real worker, as the browser's own push client does, and return what it shows."""
    line = phone.context.new_cdp_session(phone)
    registrations: list[str] = []
    line.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: registrations.extend(each["registrationId"] for each in told["registrations"]),
    )
    line.send("ServiceWorker.enable")
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    origin = phone.evaluate("location.origin")
    message = {"origin": origin, "registrationId": registrations[-1], "data": json.dumps(said)}
    line.send("ServiceWorker.deliverPushMessage", message)
    phone.wait_for_function(f"{SHOWN}.then((titles) => titles.length > 0)")
    titles: list[str] = phone.evaluate(SHOWN)
    return titles
