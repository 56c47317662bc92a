"""Is a text looked at for whoever may ask, at the pace of typing, with places that a browser counts alike?"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.builders import a_user

from steadyhand.business.dealership.rules import Role
from steadyhand.pages.common.composing import reviewing
from steadyhand.pages.common.composing.pace import MOST_PEOPLE, Pace

pytestmark = pytest.mark.django_db

BLAMES = "The fuser is new. Dispatch forgot to tell me you closed at noon. It prints."


@pytest.fixture
def client(client: Client) -> Client:
    client.force_login(a_user(Role.TECHNICIAN))
    return client


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reviewing, "_PACE", Pace(burst=5, per_second=1.0))


def ask(client: Client, sent: Any) -> Any:
    return client.post("/words/review/", json.dumps(sent), content_type="application/json")


def test_a_blaming_sentence_is_found_with_reason_and_better_words(client: Client) -> None:
    (found,) = ask(client, {"text": BLAMES}).json()["findings"]

    assert (found["label"], found["tier"], found["rule"]) == ("blame", "confirm", "blame.office-failed")
    assert BLAMES[found["start"] : found["end"]] == "Dispatch forgot"
    assert BLAMES[found["from"] : found["until"]] == "Dispatch forgot to tell me you closed at noon."
    assert "one house" in found["why"]
    assert "I'm sorry" in found["say_instead"]


def test_places_count_as_browsers_do(client: Client) -> None:
    (found,) = ask(client, {"text": "🙂 Dispatch forgot to tell me."}).json()["findings"]

    assert (found["start"], found["end"]) == (3, 18)


def test_a_clean_text_has_nothing(client: Client) -> None:
    assert ask(client, {"text": "I replaced the rollers and ran a test."}).json() == {"findings": []}


@pytest.mark.parametrize("sent", ["", [], {}, {"text": None}, {"text": 3}])
def test_what_is_no_text_is_refused_with_a_way_out(client: Client, sent: object) -> None:
    answer = ask(client, sent)

    assert answer.status_code == 400
    assert '{"text": "…"}' in answer.json()["said"]


def test_what_is_no_json_is_refused(client: Client) -> None:
    assert client.post("/words/review/", "[" * 5_000, content_type="application/json").status_code == 400


@pytest.mark.parametrize("length", [reviewing.LONGEST + 1, 200_000])
def test_a_text_longer_than_any_field_is_not_looked_at(client: Client, length: int) -> None:
    answer = ask(client, {"text": "a" * length})

    assert answer.status_code == 413
    assert "8,000 characters" in answer.json()["said"]


def test_a_program_is_told_to_wait(client: Client) -> None:
    answers = [ask(client, {"text": "Good."}) for _ in range(7)]

    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 2
    assert int(answers[-1].headers["Retry-After"]) >= 1


def test_nobody_else_may_ask(client: Client) -> None:
    assert ask(Client(), {"text": BLAMES}).status_code == 302
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(a_user(Role.TECHNICIAN))
    assert ask(strict, {"text": BLAMES}).status_code == 403
    assert client.get("/words/review/").status_code == 405


def test_a_pace_fills_up_again_and_people_are_apart() -> None:
    pace, ana, ben = Pace(burst=2, per_second=2.0), uuid4(), uuid4()
    now = datetime(2026, 11, 28, 9, tzinfo=UTC)

    assert [pace.wait(ana, now=now) for _ in range(3)] == [timedelta(), timedelta(), timedelta(seconds=0.5)]
    assert pace.wait(ben, now=now) == timedelta()
    assert pace.wait(ana, now=now + timedelta(seconds=0.5)) == timedelta()
    # A clock that was put back: no more and no less.
    assert pace.wait(ana, now=now) == timedelta(seconds=0.5)


def test_a_pace_forgets_who_was_quiet_the_longest() -> None:
    pace, first = Pace(burst=1, per_second=0.001), uuid4()
    now = datetime(2026, 11, 28, 9, tzinfo=UTC)
    pace.wait(first, now=now)
    assert pace.wait(first, now=now) > timedelta()

    for _ in range(MOST_PEOPLE):
        pace.wait(uuid4(), now=now)

    assert pace.wait(first, now=now) == timedelta()
