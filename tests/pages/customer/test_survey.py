"""How did it go? Three questions on a customer's own page, one answer a call, and somebody rings after a poor one."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.builders import a_technician
from tests.builders.desk import a_planned_visit
from tests.builders.kept import House, a_house
from tests.builders.watching import at_chens

from steadyhand.business.calls.actions.arrive import arrive
from steadyhand.business.calls.models import Call
from steadyhand.business.conversations.models import Statement, SurveyAnswer
from steadyhand.business.followups.models import FollowUp
from steadyhand.flows.visit.customer_link import make_customer_link
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
WELL = {"works": "yes", "word_kept": "yes", "score": "5", "words": "Quick, thank you."}
BADLY = {"works": "no", "word_kept": "not_quite", "score": "2", "words": "It jams again."}


def a_call(house: House, *, closed_at: Any = None) -> Call:
    """Return a call at Chen's clinic that is over, as after a fix."""
    call = at_chens(house)
    at = closed_at or read_clock()
    Call.objects.filter(id=call.id).update(state="closed", closed_at=at, closed_at_how="observed")
    return Call.objects.get(id=call.id)


def page_of(house: House, call: Call) -> str:
    return f"/c/{make_customer_link(by=house.by('Dana'), call_id=call.id, now=read_clock())}/"


def answer(client: Client, page: str, said: dict[str, str], *, key: str = "") -> Any:
    return client.post(f"{page}answer/", said | {"form_key": key or str(uuid4())})


def test_it_is_asked_once_the_call_is_over_and_kept_as_what_they_told_us(client: Client) -> None:
    house = a_house()
    call = a_call(house)
    page = page_of(house, call)
    assert "How did it go?" in client.get(page).content.decode()

    came = answer(client, page, WELL)

    assert (came.status_code, came["Location"]) == (303, f"{page}?sent=survey")
    row = SurveyAnswer.objects.get()
    assert (row.call_id, row.works, row.word_kept, row.score, row.words) == (
        call.id, "yes", "yes", 5, "Quick, thank you.",
    )  # fmt: skip
    said = Statement.objects.get(moment="survey")
    assert (said.direction, said.customer_id) == ("from_them", call.customer_id)
    assert said.words.endswith("All in all: 5 of 5, very good. “Quick, thank you.”")
    assert not FollowUp.objects.filter(kind="poor_answer").exists()
    shown = client.get(page).content.decode()
    assert "You told us:" in shown
    assert "You may change it until" in shown


def test_while_the_call_is_open_nothing_is_asked_and_nothing_kept(client: Client) -> None:
    house = a_house()
    call = at_chens(house)
    page = page_of(house, call)
    assert "How did it go?" not in client.get(page).content.decode()

    came = answer(client, page, WELL)

    assert came.status_code == 422
    assert "isn&#x27;t over yet" in came.content.decode()
    assert not SurveyAnswer.objects.exists()


def test_pressed_twice_it_is_one_answer(client: Client) -> None:
    house = a_house()
    page, key = page_of(house, a_call(house)), str(uuid4())

    answer(client, page, WELL, key=key)
    answer(client, page, WELL, key=key)
    answer(client, page, WELL)

    assert SurveyAnswer.objects.count() == 1
    assert Statement.objects.filter(moment="survey").count() == 1


def test_after_a_poor_answer_the_service_manager_has_a_follow_up(client: Client) -> None:
    house = a_house()
    page = page_of(house, a_call(house))

    came = client.post(f"{page}answer/", BADLY | {"form_key": str(uuid4())}, follow=True)

    assert "we will call you about it" in came.content.decode()
    followup = FollowUp.objects.get(kind="poor_answer")
    assert (followup.state, followup.owner_id) == ("open", house.people["Ruth"].id)
    assert SurveyAnswer.objects.get().followup_id == followup.id


def test_changed_within_the_week_the_follow_up_stays_and_both_answers_stand_in_the_timeline(client: Client) -> None:
    house = a_house()
    page = page_of(house, a_call(house))
    answer(client, page, BADLY)

    answer(client, page, WELL)

    row = SurveyAnswer.objects.get()
    assert (row.score, row.changed_at is not None) == (5, True)
    assert FollowUp.objects.get(kind="poor_answer").state == "open"
    first, second = Statement.objects.filter(moment="survey").order_by("at", "id")
    assert "It jams again." in first.words
    assert second.words.startswith("Changed: ")


def test_after_the_week_it_stays_as_it_is(client: Client) -> None:
    house = a_house()
    page = page_of(house, a_call(house))
    answer(client, page, WELL)
    SurveyAnswer.objects.update(answered_at=read_clock() - timedelta(days=8))

    came = answer(client, page, BADLY)

    assert came.status_code == 422
    assert "can&#x27;t be changed any more" in came.content.decode()
    assert "Change what you told us" not in client.get(page).content.decode()
    assert SurveyAnswer.objects.get().score == 5


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"works": "perhaps"}, "Tell us whether it works."),
        ({"score": "6"}, "Choose one of the five."),
        ({"score": ""}, "Choose one of the five."),
        ({"word_kept": ""}, "Tell us whether we kept our word."),
        ({"words": "x" * 1001}, "at most 1000 characters"),
    ],
)
def test_what_is_missing_is_named_and_what_was_typed_stays(client: Client, wrong: dict[str, str], says: str) -> None:
    house = a_house()
    page = page_of(house, a_call(house))

    came = answer(client, page, WELL | {"words": "Still here"} | wrong)

    assert came.status_code == 422
    body = came.content.decode()
    assert says in body
    assert "Still here" in body or "xxxx" in body


def test_markup_in_their_words_is_shown_as_they_wrote_it(client: Client) -> None:
    house = a_house()
    call = a_call(house)
    page = page_of(house, call)
    answer(client, page, WELL | {"words": "<script>alert(1)</script>"})
    ruth = Client()
    ruth.force_login(house.people["Ruth"])

    for body in (client.get(page), ruth.get("/satisfaction/"), ruth.get(f"/customers/{call.customer_id}/told/")):
        text = body.content.decode()
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert" in text


def test_managers_see_counts_how_sure_they_are_and_every_word(client: Client) -> None:
    house = a_house()
    calls = [a_call(house) for _ in range(3)]
    pages = [page_of(house, call) for call in calls]
    answer(client, pages[0], WELL)
    answer(client, pages[1], BADLY)
    ruth = Client()
    ruth.force_login(house.people["Ruth"])

    everything = ruth.get("/satisfaction/")
    counted = everything.context["counted"][0]

    assert (counted["row"].asked, counted["row"].answered, counted["row"].content) == (3, 2, 1)
    assert (counted["response"], counted["content"], counted["between"]) == ("67\u00a0%", "50\u00a0%", "9.5–91\u00a0%")
    body = everything.content.decode()
    assert "It jams again." in body
    assert "Quick, thank you." in body
    only = ruth.get("/satisfaction/", {"only": "poor", "start": "nonsense"}).content.decode()
    assert "It jams again." in only
    assert "Quick, thank you." not in only


def test_a_call_closed_by_a_technician_is_asked_about(client: Client) -> None:
    house = a_house()
    call = at_chens(house)
    technician = a_technician(user=house.people["Bruno"], branch=house.branch)
    visit = a_planned_visit(call=call, technician=technician, at=read_clock() - HOUR, by=house.by("Dana"))
    arrive(by=house.by("Bruno"), visit_id=visit.id, version=visit.version, now=read_clock() - HOUR)
    page = page_of(house, call)

    assert "How did it go?" not in client.get(page).content.decode()
