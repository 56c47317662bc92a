"""Rules are read, added, tried on what was said, and hold for whoever types: on the server and in the browser."""

import json
from html import unescape
from typing import Any

import pytest
from django.test import Client
from tests.builders import MONDAY
from tests.builders.own_rules import THE_MOVE, an_own_rule, rule_typed
from tests.builders.promises import Clinic, a_clinic
from tests.builders.told import told

from steadyhand.business.conversations.models import OwnRule
from steadyhand.shared.identity import new_id

pytestmark = pytest.mark.django_db
MOVED = "Nothing works since the move."


def client_of(clinic: Clinic, name: str) -> Client:
    client = Client()
    client.force_login(clinic.house.people[name])
    return client


def typed(**facts: Any) -> dict[str, Any]:
    rule = rule_typed(**facts)
    sent = {name: getattr(rule, name) for name in THE_MOVE.__slots__ if name != "is_pattern"}
    return {**sent, "form_key": str(new_id()), **({"is_pattern": "on"} if rule.is_pattern else {})}


def test_shipped_rules_are_read_and_searched() -> None:
    joan = client_of(a_clinic(), "Joan")

    everything = unescape(joan.get("/words/rules/").content.decode()).replace("\xa0", " ")
    found = unescape(joan.get("/words/rules/?words=short staffed").content.decode())
    nothing = joan.get("/words/rules/?words=%3Cscript%3Exyz").content.decode()

    assert "it confirms" in everything
    assert "its examples among them" in everything
    assert ("Short staffed" in found, "Last one" in found) == (True, False)
    assert "No rule speaks of “&lt;script&gt;xyz”" in nothing


def test_a_rule_is_tried_on_what_was_said_then_saved_and_then_found_while_typing() -> None:
    clinic = a_clinic()
    told(clinic, MOVED)
    told(clinic, "All is well.")
    ruth = client_of(clinic, "Ruth")

    tried = unescape(ruth.post("/words/rules/new/", typed() | {"try": "1"}).content.decode())
    assert "<strong>1 of the last 2</strong>" in tried
    assert "<mark>since the move</mark>" in tried
    assert "the new warehouse" in tried
    assert not OwnRule.objects.exists()

    assert ruth.post("/words/rules/new/", typed()).status_code == 303
    assert "The move" in ruth.get("/words/rules/").content.decode()
    for name in ("Ruth", "Bruno"):
        sent = client_of(clinic, name).post("/words/review/", json.dumps({"text": MOVED}), "application/json")
        assert "ours.the-move" in [each["rule"] for each in sent.json()["findings"]]
    own = client_of(clinic, "Bruno").get("/words/rules/own.json")
    assert [rule["name"] for rule in own.json()["rules"]] == ["ours.the-move"]
    assert own.headers["X-Keep-Today"]


def test_what_cant_be_a_rule_comes_back_with_all_that_was_typed() -> None:
    ruth = client_of(a_clinic(), "Ruth")
    sent = typed(patterns="(?:a+)+b", is_pattern=True, why="<b>Because</b>")

    for more in ({}, {"try": "1"}):
        answer = ruth.post("/words/rules/new/", sent | more)
        assert answer.status_code == 422
        shown = answer.content.decode()
        assert "has no most" in unescape(shown)
        assert "&lt;b&gt;Because&lt;/b&gt;" in shown
    failing = ruth.post("/words/rules/new/", typed(must_hit="All is well.\nSince the move it is slow."))
    assert "It misses “All is well.”" in unescape(failing.content.decode())
    assert not OwnRule.objects.exists()


def test_a_rule_is_switched_off_and_somebody_elses_change_is_seen() -> None:
    clinic = a_clinic()
    rule_id = an_own_rule(by=clinic.house.by("Joan"), now=MONDAY)
    ruth = client_of(clinic, "Ruth")
    address = f"/words/rules/{rule_id}/"
    form = ruth.get(address).context["form"]

    answer = ruth.post(address, typed() | {"opened": form["opened"].value(), "is_off": "on"})

    assert answer.status_code == 303
    assert OwnRule.objects.get(id=rule_id).is_off
    meanwhile = ruth.post(address, typed(why="Another reason.") | {"opened": form["opened"].value()})
    assert meanwhile.status_code in (303, 409)


@pytest.mark.parametrize("name", ["Dana", "Bruno", "Elena"])
def test_only_those_who_say_how_the_house_speaks_come_in(name: str) -> None:
    clinic = a_clinic()
    rule_id = an_own_rule(by=clinic.house.by("Joan"), now=MONDAY)
    client = client_of(clinic, name)

    for address in ("/words/rules/", "/words/rules/new/", f"/words/rules/{rule_id}/"):
        assert client.get(address).status_code == 403
