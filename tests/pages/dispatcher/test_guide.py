"""The phone guide, to read and to change."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import a_branch, a_code, an_actor
from tests.builders.desk import a_form, signed_in
from tests.builders.phone import a_call_tried_by_phone

from steadyhand.business.calls.phone.guide import Question
from steadyhand.business.calls.phone.shipped import shipped_questions
from steadyhand.business.calls.queries.phone_guide import questions_asked, steps_for
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db
QUESTION = reverse("phone-guide-question")
STEPS = reverse("phone-guide-steps")


def asked() -> dict[str, Question]:
    return {question.words: question for question in questions_asked(an_actor(Role.DISPATCHER))}


def sent_back(client: Client, key: str, **changed: Any) -> Any:
    """Send the form of a question as it is shown, but for what is changed."""
    form = client.get(QUESTION, {"key": key} if key else {}).context["form"]
    shown = {name: form[name].value() or "" for name in form.fields if name != "is_retired"}
    return client.post(f"{QUESTION}?key={key}", shown | a_form(**changed))


def test_the_desk_and_the_stewards_read_what_is_asked_and_tried() -> None:
    a_branch()
    a_code("problem", "LINES", name="Lines on the page")
    a_call_tried_by_phone(now=read_clock())

    for role in (Role.DISPATCHER, Role.ADMINISTRATOR):
        page = " ".join(signed_in(role).get(reverse("phone-guide")).content.decode().split())
        assert "Is the line there on a print from a computer too?" in page
        assert "→ Lines on the page" in page
        assert "Copy a sheet from the big glass" in page
        assert "1 call was tried on the phone; 1 worked again" in page
    assert signed_in(Role.SALES).get(reverse("phone-guide")).status_code == 403


def test_a_question_kept_as_it_was_shown_is_the_same_question() -> None:
    a_branch()
    a_code("problem", "JAM")
    client = signed_in()
    was = shipped_questions()[1]

    response = sent_back(client, was.key)

    assert response.status_code == 303
    assert asked()[was.words] == was


def test_other_words_and_another_code_are_asked_from_then_on() -> None:
    a_branch()
    a_code("problem", "FEED", name="Won't feed")

    changed = {"words": "Where is it stuck?", "answer_1_code": "FEED", "answer_1_hints": "tray, drawer "}
    sent_back(signed_in(), "paper-where", **changed)

    question = asked()["Where is it stuck?"]
    assert question.answers[0].codes == ("FEED",)
    assert question.answers[0].hints == ("tray", "drawer")
    assert question.answers[0].then == "paper-tray"


def test_a_question_is_added_to_a_topic() -> None:
    a_branch()
    new = {"words": "Is the lever green?", "topic": "paper-inside", "answer_1_words": "Yes", "answer_2_words": "No"}

    response = sent_back(signed_in(Role.ADMINISTRATOR), "", **new)

    assert response.status_code == 303
    assert asked()["Is the lever green?"].topic == "paper-inside"


def test_a_question_with_one_answer_is_sent_back_with_the_reason() -> None:
    a_branch()

    response = sent_back(signed_in(), "", words="Why?", topic="paper", answer_1_words="So")

    assert response.status_code == 422
    assert "Give at least two answers to choose from." in response.content.decode()


def test_a_question_is_no_longer_asked() -> None:
    a_branch()

    sent_back(signed_in(), "scan-since", is_retired="on")

    assert "What was changed before it began?" not in asked()
    assert "no longer asked" in signed_in().get(reverse("phone-guide")).content.decode()


def test_steps_are_changed_a_line_each() -> None:
    a_code("problem", "JAM")
    client = signed_in()

    response = client.post(f"{STEPS}?code=JAM", a_form(lines="Open the door.\r\n\r\nClose it."))

    assert response.status_code == 303
    assert steps_for(an_actor(Role.DISPATCHER), "JAM") == ("Open the door.", "Close it.")
    assert "are kept" in client.get(response["Location"]).content.decode()


def test_too_many_steps_are_sent_back_with_the_reason() -> None:
    a_code("problem", "JAM")

    response = signed_in().post(f"{STEPS}?code=JAM", a_form(lines="Open it.\n" * 9))

    assert response.status_code == 422
    assert "9 steps are too many" in response.content.decode()


@pytest.mark.parametrize("address", [f"{QUESTION}?key=unknown", f"{STEPS}?code=UNKNOWN"])
def test_what_nobody_asks_is_not_there(address: str) -> None:
    a_code("problem", "JAM")

    assert signed_in().get(address).status_code == 404


def test_steps_of_no_problem_lead_to_the_list() -> None:
    a_branch()

    response = signed_in().get(STEPS)

    assert (response.status_code, response["Location"]) == (303, reverse("phone-guide"))


def test_a_call_shows_what_was_tried() -> None:
    call = a_call_tried_by_phone(now=read_clock())

    page = signed_in().get(reverse("call", args=[call.id])).content.decode()

    assert "Push the tray in until it clicks." in page
    assert "works, to be asked again" in page
    assert "Nobody had to come." in page
