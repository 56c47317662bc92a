"""Asking for help on a phone, and answering by the link in the message."""

from uuid import uuid4

import pytest
from django.test import Client
from tests.builders import MONDAY
from tests.builders.helping import Stuck, somebody_stuck

from steadyhand.business.calls.rules import VisitState
from steadyhand.business.obstacles.actions.ask_for_help import HELP_ASKED
from steadyhand.business.obstacles.models import HelpAsk, HelpRequest
from steadyhand.shared.links import token_of
from steadyhand.shared.models import Link

pytestmark = pytest.mark.django_db


@pytest.fixture
def stuck(monkeypatch: pytest.MonkeyPatch) -> Stuck:
    for place in ("common.saying", "common.obstacles.help_asked"):
        monkeypatch.setattr(f"steadyhand.pages.{place}.read_clock", lambda: MONDAY)
    return somebody_stuck()


def signed_in(stuck: Stuck, name: str) -> Client:
    client = Client()
    client.force_login(stuck.people[name])
    return client


def asked(stuck: Stuck) -> str:
    answer = signed_in(stuck, "Bruno").post(
        f"/visits/{stuck.visit.id}/help/", {"form_key": str(uuid4()), "words": "The fuser error stays."}
    )
    assert answer.status_code == 303
    return str(answer["Location"])


def test_it_says_who_is_asked_first_and_why_before_anybody_is(stuck: Stuck) -> None:
    page = signed_in(stuck, "Bruno").get(f"/visits/{stuck.visit.id}/help/").content.decode()

    assert page.index("Nora") < page.index("Omar")
    assert "teaches it; free now" in page
    assert "Pia" not in page
    assert not HelpAsk.objects.exists()


def test_the_colleague_answers_by_the_link_and_the_asker_sees_who_calls(stuck: Stuck) -> None:
    place = asked(stuck)
    assert "Somebody is being asked" in signed_in(stuck, "Bruno").get(place).content.decode()
    token = token_of(Link.objects.get(purpose=HELP_ASKED))
    page = Client().get(f"/h/{token}/").content.decode()
    assert "Bruno asks for help" in page

    Client().post(f"/h/{token}/", {"answer": "takes"})

    standing = signed_in(stuck, "Bruno").get(f"{place}standing/").content.decode()
    assert "Nora calls you" in standing
    assert 'href="tel:' in standing
    assert "every 4s" not in standing


def test_it_stands_on_my_day_and_one_press_answers(stuck: Stuck) -> None:
    asked(stuck)
    nora = signed_in(stuck, "Nora")
    assert "Bruno asks for help" in nora.get("/day/").content.decode()

    nora.post(f"/help/asks/{HelpAsk.objects.get().id}/", {"answer": "cannot"})

    assert "Bruno asks for help" not in nora.get("/day/").content.decode()
    assert "Bruno asks for help" in signed_in(stuck, "Omar").get("/day/").content.decode()


def test_that_helped_ends_it(stuck: Stuck) -> None:
    place = asked(stuck)
    bruno = signed_in(stuck, "Bruno")

    answer = bruno.post(place, {"form_key": str(uuid4()), "outcome": "helped", "minutes": "9"})

    assert answer["Location"] == f"/visits/{stuck.visit.id}/"
    assert HelpRequest.objects.get().ended_at is not None


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "Press one of the buttons"),
        ({"outcome": "helped", "minutes": "900"}, "less than or equal to 240"),
    ],
)
def test_what_can_t_be_says_why(stuck: Stuck, facts: dict[str, str], said: str) -> None:
    answer = signed_in(stuck, "Bruno").post(asked(stuck), {"form_key": str(uuid4()), **facts})

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_from_a_visit_that_is_over_it_says_why_not_and_where_to_turn(stuck: Stuck) -> None:
    stuck.visit.state = VisitState.DONE
    stuck.visit.save()
    place = f"/visits/{stuck.visit.id}/help/"

    page = signed_in(stuck, "Bruno").get(place)
    sent = signed_in(stuck, "Bruno").post(place, {"form_key": str(uuid4()), "words": ""})

    assert (page.status_code, sent.status_code) == (200, 409)
    for answer in (page, sent):
        assert "This visit is over" in answer.content.decode()
        assert f"/visits/{stuck.visit.id}/stopped/" in answer.content.decode()
    assert not HelpRequest.objects.exists()


def test_when_nobody_is_left_it_says_who_has_it_and_offers_to_call(stuck: Stuck) -> None:
    stuck.people["Ruth"].phone = "614 555 0103"
    stuck.people["Ruth"].save()
    place, bruno = asked(stuck), signed_in(stuck, "Bruno")

    pages = [
        bruno.post(place, {"form_key": str(uuid4()), "outcome": "not_helped"}, follow=True).content.decode()
        for _ in range(3)
    ]

    assert "Somebody is being asked" in pages[0]
    assert "The next one is asked." in pages[1]
    assert "Everybody who may know was asked" in pages[2]
    assert "Ruth has it now" in pages[2]
    assert 'href="tel:' in pages[2]


def test_in_front_of_the_machine_the_button_stands_above_who_and_where(stuck: Stuck) -> None:
    page = signed_in(stuck, "Bruno").get(f"/visits/{stuck.visit.id}/").content.decode()

    assert page.index("What they said") < page.index("Ask for help now") < page.index("Who and where")


def test_others_have_no_such_page_and_a_forged_link_opens_nothing(stuck: Stuck) -> None:
    assert signed_in(stuck, "Nora").get(asked(stuck)).status_code == 404
    assert Client().get("/h/forged/").status_code == 404


def test_colleagues_may_ask_me_is_a_switch(stuck: Stuck) -> None:
    nora = signed_in(stuck, "Nora")

    nora.post("/help/questions/", {"takes": "yes"})
    assert "Colleagues may ask me: on" in nora.get("/day/").content.decode()
    nora.post("/help/questions/", {"takes": "no"})

    assert "Colleagues may ask me: on" not in nora.get("/day/").content.decode()
