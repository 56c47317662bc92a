"""A manager words the questions as the house speaks; technicians read them so, and everything can be undone."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.builders.kept import House, a_house

from steadyhand.business.needs.models import Question
from steadyhand.business.needs.queries.questions import changes_made, questions_asked
from steadyhand.business.needs.rules import Sort

pytestmark = pytest.mark.django_db
SEE_OTHER, UNPROCESSABLE = 303, 422
SHIPPED = "How long do they count on this machine lasting?"
OWN = "Who stays late because of it?"


def signed_in(house: House, name: str = "Ruth") -> Client:
    client = Client()
    client.force_login(house.people[name])
    return client


def send(client: Client, do: str, **facts: str) -> Any:
    return client.post("/needs/questions/", {"do": do} | facts)


def reword(client: Client, words: str, *, opened: str = SHIPPED) -> Any:
    facts = {"reword-form_key": str(uuid4()), "reword-words": words, "reword-read": opened}
    return send(client, "reword", question="aging.lasting", **facts)


def asked(house: House) -> tuple[str, ...]:
    return questions_asked(house.branch.tenant_id, fewest=3)[Sort.AGING]


def undo(client: Client, house: House) -> Any:
    newest = changes_made(house.branch.tenant_id)[0]
    return send(client, "undo", of=str(newest.question_id), change=str(newest.id))


def test_what_is_reworded_is_what_technicians_read_and_goes_back() -> None:
    house = a_house()
    ruth = signed_in(house)

    assert reword(ruth, "How long is it meant to serve them?").status_code == SEE_OTHER

    form = signed_in(house, "Bruno").get(f"/customers/{house.customer.id}/noticed/").content.decode()
    assert "How long is it meant to serve them?" in form
    assert SHIPPED not in form
    assert f"Shipped as: “{SHIPPED}”" in ruth.get("/needs/questions/").content.decode()
    send(ruth, "restore", question="aging.lasting")
    assert asked(house)[0] == SHIPPED
    undo(ruth, house)
    assert "How long is it meant to serve them?" in asked(house)


def test_one_s_own_is_asked_first_and_hidden_by_undoing() -> None:
    house = a_house()
    ruth, key = signed_in(house), str(uuid4())

    for _ in range(2):
        send(ruth, "add", form_key=key, sort="aging", words=OWN)

    assert asked(house)[0] == OWN
    assert Question.objects.count() == 1
    undo(ruth, house)
    assert OWN not in asked(house)
    undo(ruth, house)
    assert asked(house)[0] == OWN


def test_what_is_hidden_is_not_asked_until_it_is_shown() -> None:
    house = a_house()
    ruth = signed_in(house)

    send(ruth, "hide", question="aging.lasting")
    assert SHIPPED not in asked(house)
    send(ruth, "show", question="aging.lasting")

    assert asked(house)[0] == SHIPPED
    page = ruth.get("/needs/questions/").content.decode()
    assert ["hid a question" in page, "showed a question again" in page] == [True, True]


def test_a_pitch_is_refused_by_its_word_and_what_was_typed_stays() -> None:
    house = a_house()
    ruth = signed_in(house)

    for answer in (
        reword(ruth, "When do they want to upgrade it?"),
        send(ruth, "add", form_key=str(uuid4()), sort="aging", words="When do they want to upgrade it?"),
    ):
        assert answer.status_code == UNPROCESSABLE
        page = answer.content.decode()
        assert "“upgrade” sells" in page
        assert 'value="When do they want to upgrade it?"' in page
    assert not changes_made(house.branch.tenant_id)


def test_two_who_reword_the_same_see_each_other() -> None:
    house = a_house()
    reword(signed_in(house, "Howard"), "How long is it meant to serve them?")

    answer = reword(signed_in(house), "How many years is it to last them?")

    assert answer.status_code == UNPROCESSABLE
    assert "Howard has reworded it since you opened it" in answer.content.decode()
    assert "How many years is it to last them?" in answer.content.decode()


@pytest.mark.parametrize("facts", [{"do": "hide", "question": "aging.nonsense"}, {"do": "undo"}, {"do": "dance"}])
def test_nonsense_changes_nothing_and_is_told(facts: dict[str, str]) -> None:
    house = a_house()

    answer = signed_in(house).post("/needs/questions/", facts, follow=True)

    assert "note-bad" in answer.content.decode()
    assert not Question.objects.exists()
