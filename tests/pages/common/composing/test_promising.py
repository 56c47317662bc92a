"""A time in free text becomes a promise by one key, at the time that we can keep, and only where it isn't one yet."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.builders.field import today_at
from tests.builders.kept import House, a_house
from tests.builders.watching import a_promise, at_chens

from steadyhand.business.calls.models import Call
from steadyhand.business.conversations.models import FactTold
from steadyhand.business.promises.models import Promise
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db
SAID = "It prints again. Somebody will be with you tomorrow before 9."


def signed_in(house: House, who: str) -> Client:
    client = Client()
    client.force_login(house.people[who])
    return client


def posted(client: Client, address: str, said: dict[str, Any]) -> Any:
    return client.post(address, json.dumps(said), content_type="application/json")


def looked(client: Client, call: Call | None, text: str = SAID) -> dict[str, Any]:
    said = {"text": text, "call": str(call.id) if call else "", "channel": "in_person"}
    found: dict[str, Any] = posted(client, "/words/promises/", said).json()
    return found


def test_the_time_we_can_keep_is_offered_and_one_press_gives_it() -> None:
    house = a_house()
    call, client = at_chens(house), signed_in(house, "Bruno")

    [offer] = looked(client, call)["offers"]
    answer = posted(client, "/words/promises/give/", {"token": offer["token"]})

    assert offer["words"] == SAID[offer["start"] : offer["end"]] == "tomorrow before 9"
    promise = Promise.objects.get()
    assert (promise.call_id, promise.kind, promise.channel, promise.given_by_name) == (
        call.id, "arrival", "in_person", "Bruno",
    )  # fmt: skip
    assert not promise.is_sooner
    assert promise.by_at >= read_clock()
    assert answer.json() == {"promised": promise.said}
    assert FactTold.objects.get().source_id == promise.id


def test_pressed_twice_it_is_one_promise() -> None:
    house = a_house()
    client = signed_in(house, "Dana")
    [offer] = looked(client, at_chens(house))["offers"]

    for _ in range(2):
        assert posted(client, "/words/promises/give/", {"token": offer["token"]}).status_code == 200

    assert Promise.objects.count() == 1


def test_by_friday_goes_as_a_whole() -> None:
    house = a_house()
    text = "🙂 Somebody will be with you on Friday before 9."

    [offer] = looked(signed_in(house, "Dana"), at_chens(house), text)["offers"]

    units = text.encode("utf-16-le")
    assert units[2 * offer["start"] : 2 * offer["end"]].decode("utf-16-le") == "on Friday before 9"


def test_what_is_promised_already_is_not_offered_again() -> None:
    house = a_house()
    call = at_chens(house)
    a_promise(house, call=call, by_at=today_at(9, days=3), now=read_clock())

    assert looked(signed_in(house, "Dana"), call)["offers"] == []


@pytest.mark.parametrize("text", ["", "It prints again.", "Would tomorrow before 9 suit you?", "We hope for Friday."])
def test_what_binds_nobody_is_no_promise(text: str) -> None:
    house = a_house()

    assert looked(signed_in(house, "Dana"), at_chens(house), text) == {"offers": [], "hint": ""}


def test_without_a_call_it_is_a_hint() -> None:
    client = signed_in(a_house(), "Elena")

    assert "promise it on the call's page" in looked(client, None)["hint"]
    assert looked(client, None, "It prints again.")["hint"] == ""


def test_a_call_that_is_not_theirs_offers_nothing_and_a_made_up_token_gives_nothing() -> None:
    client = signed_in(a_house(), "Dana")
    said = {"text": SAID, "call": str(uuid4()), "channel": "phone"}

    assert posted(client, "/words/promises/", said).json()["offers"] == []
    assert posted(client, "/words/promises/give/", {"token": "made:up"}).status_code == 409
    assert not Promise.objects.exists()


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"text": 1}', b'{"text": "x", "channel": "pigeon"}'])
def test_what_cannot_be_read_is_refused_with_a_sentence(body: bytes) -> None:
    client = signed_in(a_house(), "Dana")

    answer = client.post("/words/promises/", body, content_type="application/json")

    assert answer.status_code == 400
    assert answer.json()["said"].startswith("Send JSON")


def test_given_meanwhile_by_somebody_else_it_says_so() -> None:
    house = a_house()
    call, client = at_chens(house), signed_in(house, "Dana")
    [offer] = looked(client, call)["offers"]
    a_promise(house, call=call, by_at=today_at(9, days=3), now=read_clock())

    answer = posted(client, "/words/promises/give/", {"token": offer["token"]})

    assert answer.status_code == 409
    assert "already" in answer.json()["said"]
