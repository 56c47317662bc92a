"""Everybody's inbox, one follow-up, and the answer by a link without a password."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from tests.builders import MONDAY
from tests.builders.kept import House, a_house, opened_in, row_of, what_happened

from steadyhand.business.followups.models import FollowUpNews
from steadyhand.business.followups.telling import ANSWER
from steadyhand.shared.links import token_of
from steadyhand.shared.models import Link

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
SEE_OTHER, UNPROCESSABLE, NOT_FOUND, OK = 303, 422, 404, 200


@pytest.fixture(autouse=True)
def _at_ten_past_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("saying", "followups.one"):
        monkeypatch.setattr(f"steadyhand.pages.common.{place}.read_clock", lambda: MONDAY + 10 * MINUTE)


def signed_in(house: House, name: str) -> Client:
    client = Client()
    client.force_login(house.people[name])
    return client


def do(client: Client, followup: UUID, what: str, *, key: str = "", **facts: str) -> Any:
    sent = {f"{what}-{name}": value for name, value in facts.items()}
    sent |= {"do": what, f"{what}-form_key": key or str(uuid4())}
    return client.post(f"/followups/{followup}/", sent)


def test_what_runs_out_first_can_be_answered_where_it_stands() -> None:
    house = a_house()
    need = opened_in(house, owner=house.id_of("Elena"))

    page = signed_in(house, "Elena").get("/followups/").content.decode()

    assert "The copier is too slow" in page
    assert "somebody takes it on: today" in page.lower()
    assert f'action="/followups/{need}/"' in page


def test_one_tap_takes_it_on_and_one_more_undoes_it() -> None:
    house = a_house()
    need = opened_in(house, owner=house.id_of("Elena"))
    elena = signed_in(house, "Elena")

    assert do(elena, need, "mine").status_code == SEE_OTHER
    assert row_of(need).acknowledged_at == MONDAY + 10 * MINUTE
    assert "Undo" in elena.get(f"/followups/{need}/").content.decode()

    do(elena, need, "undo")
    assert row_of(need).acknowledged_at is None
    assert what_happened(need) == ["opened", "acknowledged", "taken back"]


def test_a_double_click_does_it_once() -> None:
    house = a_house()
    need = opened_in(house, owner=house.id_of("Elena"))
    elena, key = signed_in(house, "Elena"), str(uuid4())

    for _ in range(2):
        assert do(elena, need, "reached", key=key, channel="phone", words="Rang Grace").status_code == SEE_OTHER

    assert what_happened(need) == ["opened", "contacted"]


def seen_by(client: Client, followup: UUID, what: str) -> str:
    """Return how much of the story stood on the page, as its form says it."""
    (seen,) = re.findall(rf'name="{what}-seen"\s+value="(\d+)"', client.get(f"/followups/{followup}/").content.decode())
    return str(seen)


def test_of_two_who_decide_at_once_the_second_reads_what_the_first_did() -> None:
    house = a_house()
    need = opened_in(house, owner=house.id_of("Elena"))
    elena, ruth = signed_in(house, "Elena"), signed_in(house, "Ruth")
    seen = seen_by(ruth, need, "take")
    do(elena, need, "reached", channel="phone", words="Grace takes the larger one")

    refused = do(ruth, need, "take", seen=seen)

    page = refused.content.decode()
    assert refused.status_code == UNPROCESSABLE
    assert "Since you opened this: Elena: Reached by phone (“Grace takes the larger one”)." in page
    assert house.name_of(row_of(need).owner_id) == "Elena"
    again = do(ruth, need, "take", seen=re.findall(r'name="take-seen"\s+value="(\d+)"', page)[0])
    assert (again.status_code, house.name_of(row_of(need).owner_id)) == (SEE_OTHER, "Ruth")


@pytest.mark.parametrize("nonsense", ["9" * 40, "-1", "soon"])
def test_nonsense_about_what_was_seen_decides_nothing(nonsense: str) -> None:
    house = a_house()
    need = opened_in(house, owner=house.id_of("Elena"))

    answer = do(signed_in(house, "Ruth"), need, "take", seen=nonsense)

    assert answer.status_code == UNPROCESSABLE
    assert what_happened(need) == ["opened"]


def test_what_oneself_did_in_another_window_is_nothing_new() -> None:
    house = a_house()
    need = opened_in(house, owner=house.id_of("Elena"))
    elena = signed_in(house, "Elena")
    seen = seen_by(elena, need, "end")
    do(elena, need, "reached", channel="phone", words="Grace takes it")

    assert do(elena, need, "end", seen=seen, outcome="solved", words="Ordered").status_code == SEE_OTHER


def test_what_was_typed_comes_back_with_the_reason_why_it_can_t_end() -> None:
    house = a_house()
    need = opened_in(house, owner=house.id_of("Elena"))

    answer = do(signed_in(house, "Elena"), need, "end", outcome="solved", words="Bought a bigger one")

    page = answer.content.decode()
    assert answer.status_code == UNPROCESSABLE
    assert "Whoever waits has not been spoken to: tell them first, even if it is a no." in page
    assert "Bought a bigger one" in page


@pytest.mark.parametrize(
    ("what", "facts", "said"),
    [
        ("reached", {"channel": "phone", "words": ""}, "Write a few words"),
        ("end", {"outcome": "later", "words": "In May"}, "Choose the day on which it comes back"),
        ("give", {"owner": ""}, "Choose who has it from now on."),
        ("pause", {"words": "Grace is away", "on": "2026-03-09"}, "The pause would be over already"),
    ],
)
def test_what_is_missing_is_said_beside_it(what: str, facts: dict[str, str], said: str) -> None:
    house = a_house()
    need = opened_in(house, owner=house.id_of("Elena"))

    answer = do(signed_in(house, "Elena"), need, what, **facts)

    assert answer.status_code == UNPROCESSABLE
    assert said in answer.content.decode()


def test_the_noticer_hears_and_reading_is_no_answer() -> None:
    house = a_house()
    need = opened_in(house, by="Bruno", owner=house.id_of("Elena"))
    do(signed_in(house, "Elena"), need, "reached", channel="phone", words="Grace would like an offer")
    bruno = signed_in(house, "Bruno")

    assert "News" in bruno.get("/followups/?of=to-hear").content.decode()
    assert "Grace would like an offer" in bruno.get(f"/followups/{need}/").content.decode()

    assert not FollowUpNews.objects.filter(user=house.people["Bruno"], seen_at__isnull=True).exists()
    assert what_happened(need) == ["opened", "contacted"]


def test_a_follow_up_of_others_is_not_there() -> None:
    house = a_house()
    need = opened_in(house, owner=house.id_of("Elena"))
    stranger = Client()
    from tests.builders import a_branch, a_user  # noqa: PLC0415  # one stranger

    from steadyhand.business.dealership.rules import Role  # noqa: PLC0415

    stranger.force_login(a_user(Role.TECHNICIAN, branch=a_branch("DAY"), name="Stan"))

    assert stranger.get(f"/followups/{need}/").status_code == NOT_FOUND
    assert do(stranger, need, "note", words="Hm").status_code == NOT_FOUND


def link_to(house: House, name: str) -> str:
    news = FollowUpNews.objects.get(user=house.people[name], how="at_once")
    return f"/f/{token_of(Link.objects.get(purpose=ANSWER, about_id=news.id))}/"


def test_the_link_in_a_message_answers_without_a_password() -> None:
    house = a_house()
    need = opened_in(house, owner=house.id_of("Elena"))
    page, client = link_to(house, "Elena"), Client()

    assert "I have it" in client.get(page).content.decode()
    assert what_happened(need) == ["opened"]
    client.post(page, {"do": "mine", "mine-form_key": str(uuid4())})

    assert row_of(need).acknowledged_at is not None


def test_the_link_gives_nothing_away() -> None:
    house = a_house()
    need = opened_in(house, owner=house.id_of("Elena"))
    facts = {"do": "give", "give-form_key": str(uuid4()), "give-owner": str(house.id_of("Priya"))}

    Client().post(link_to(house, "Elena"), facts)

    assert what_happened(need) == ["opened"]


def test_the_link_of_whoever_left_is_over() -> None:
    house = a_house()
    opened_in(house, owner=house.id_of("Elena"))
    page = link_to(house, "Elena")
    house.people["Elena"].is_active = False
    house.people["Elena"].save()

    assert Client().get(page).status_code == NOT_FOUND
    assert Client().get("/f/forged/").status_code == NOT_FOUND


def test_the_manager_sees_open_loops_and_takes_one_over() -> None:
    house = a_house()
    need = opened_in(house, owner=house.id_of("Elena"))
    ruth = signed_in(house, "Ruth")

    page = ruth.get("/loops/").content.decode()
    assert "1</strong> open" in page.replace("\n", "")
    do(ruth, need, "take")

    assert house.name_of(row_of(need).owner_id) == "Ruth"
