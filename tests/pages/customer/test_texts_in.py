"""The gateway's door: by a signed address alone, in two forms, small, and the same text once."""

import json
from typing import Any

import pytest
from django.test import Client
from tests.builders import a_branch, a_user

from steadyhand.business.conversations.models import Statement
from steadyhand.business.dealership.models import Dealership
from steadyhand.business.dealership.rules import Role
from steadyhand.flows.word.texts_door import texts_token
from steadyhand.shared.actor import the_system
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db
TEXT = {"from": "+16145550149", "text": "Can you come at nine?", "id": "SM1"}


@pytest.fixture
def door() -> str:
    branch = a_branch()
    return f"/texts-in/{texts_token(by=the_system(branch.tenant_id, 'the test'), now=read_clock())}/"


@pytest.fixture(autouse=True)
def _dana(door: str) -> None:  # noqa: ARG001  # somebody works there
    a_user(Role.DISPATCHER, name="Dana")


def post(door: str, content: Any) -> Any:
    body = content if isinstance(content, str) else json.dumps(content)
    return Client(enforce_csrf_checks=True).post(door, body, content_type="application/json")


def test_as_json_or_as_a_form_and_once(door: str) -> None:
    assert post(door, TEXT).json() == {"became": "kept", "is_copy": False}
    again = Client(enforce_csrf_checks=True).post(
        door, {"From": TEXT["from"], "Body": TEXT["text"], "MessageSid": TEXT["id"]}
    )

    assert again.json() == {"became": "kept", "is_copy": True}
    assert Statement.objects.get().words == "Can you come at nine?"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "[" * 5_000,
        {"from": "+1614"},
        {"text": "x"},
        {"from": "abc", "text": "x"},
        {"from": [], "text": {}},
    ],
)
def test_what_is_no_text_is_refused(door: str, content: Any) -> None:
    assert post(door, content).status_code == 400


def test_too_much_is_refused_and_odd_letters_are_taken(door: str) -> None:
    assert post(door, TEXT | {"text": "x" * 30_000}).status_code == 413
    assert post(door, TEXT | {"text": "a\x00\ud800\u202eb"}).status_code == 200
    assert Statement.objects.get().words == "a\u202eb"


def test_another_address_closes_the_one_before(door: str) -> None:
    by = the_system(Dealership.objects.get().id, "the test")
    new = texts_token(by=by, is_new=True, now=read_clock())

    assert post(door, TEXT).status_code == 404
    assert post(f"/texts-in/{new}/", TEXT).status_code == 200
    assert post("/texts-in/made-up/", TEXT).status_code == 404
