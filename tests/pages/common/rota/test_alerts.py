"""An alert is answered with one press, by the link alone or signed in; whoever looks sees what everybody said."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import a_branch, a_user
from tests.builders.nights import MINUTE, NIGHT, Night, a_night
from tests.builders.outbox import CHANNELS, Keeping

from steadyhand.business.calls.alerts.rules import AlertState
from steadyhand.business.dealership.rules import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_night(monkeypatch: pytest.MonkeyPatch, settings: object) -> None:
    settings.MESSAGE_CHANNELS = CHANNELS  # type: ignore[attr-defined]
    Keeping.kept.clear()
    Keeping.trouble.clear()
    stand_at(monkeypatch, NIGHT + MINUTE)


def stand_at(monkeypatch: pytest.MonkeyPatch, now: object) -> None:
    for module in ("saying", "rota.alerts"):
        monkeypatch.setattr(f"steadyhand.pages.common.{module}.read_clock", lambda: now)


def the_link(to: str = "Bruno") -> str:
    letter = next(letter for letter in Keeping.kept if letter.recipient_name.startswith(to))
    return letter.text.rsplit("http://localhost:8000", 1)[1]


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def words(client: Client, url: str) -> str:
    return " ".join(client.get(url).content.decode().split())


def test_opening_the_link_answers_nothing_and_one_press_takes_it() -> None:
    night, client = a_night(), Client()
    night.pass_by(NIGHT)

    assert "Bruno Salas, can you take call 10001?" in words(client, the_link())
    assert night.alert.state is AlertState.OPEN

    assert client.post(the_link(), {"answer": "takes"}).status_code == 303
    assert "You have taken call 10001" in words(client, the_link())
    assert night.alert.taken_by is not None
    assert night.alert.taken_by.user_id == night.bruno.id


def test_a_no_by_the_link_alerts_the_next() -> None:
    night = a_night()
    night.pass_by(NIGHT)

    Client().post(the_link(), {"answer": "cannot"})

    assert night.names() == ["Bruno", "Mira"]


def test_whoever_comes_late_reads_who_has_it() -> None:
    night = a_night()
    night.pass_by(NIGHT)
    Client().post(the_link(), {"answer": "cannot"})
    night.pass_by(NIGHT + 2 * MINUTE)
    Client().post(the_link("Mira"), {"answer": "takes"})

    shown = words(Client(), the_link())

    assert "Mira Tanaka has taken call 10001" in shown
    assert "Bruno Salas alerted 10:14 pm, can&#x27;t; Mira Tanaka alerted 10:15 pm, takes it." in shown
    assert "I take it" not in shown


@pytest.mark.parametrize("answer", ["", "maybe"])
def test_what_is_no_answer_changes_nothing(answer: str) -> None:
    night = a_night()
    night.pass_by(NIGHT)

    assert Client().post(the_link(), {"answer": answer}).status_code == 303
    assert night.alert.state is AlertState.OPEN


def test_a_link_that_has_run_out_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    night = a_night()
    night.pass_by(NIGHT)
    stand_at(monkeypatch, NIGHT + timedelta(days=2))

    response = Client().get(the_link())

    assert response.status_code == 404
    assert "opens nothing any more" in response.content.decode()


def test_signed_in_the_alert_stands_on_top_and_is_answered_there() -> None:
    night = a_night()
    client = signed_in(night.bruno)

    assert "Call 10001, Chen Family Clinic" in words(client, "/rota/")
    step = night.alert.steps[0]
    assert client.post(reverse("alert-answer", args=[step.id]), {"answer": "takes"}).status_code == 303
    assert night.alert.state is AlertState.TAKEN


def test_it_stands_on_top_of_the_technician_s_day_and_is_answered_there() -> None:
    night = a_night()
    client = signed_in(night.bruno)

    page = words(client, "/day/")
    assert page.index("Call 10001, Chen Family Clinic") < page.index('aria-label="Days"')
    assert "Nothing planned for today" not in page
    answer = client.post(
        reverse("alert-answer", args=[night.alert.steps[0].id]), {"answer": "takes", "back": "day"}, follow=True
    )

    assert answer.redirect_chain == [("/day/", 303)]
    assert night.alert.state is AlertState.TAKEN
    assert "I can't after all" in answer.content.decode()


def test_the_day_shows_only_what_still_wants_its_technician() -> None:
    night = a_night()
    night.pass_by(NIGHT)
    Client().post(the_link(), {"answer": "cannot"})

    assert "Call 10001" not in words(signed_in(night.bruno), "/day/")
    assert "Call 10001" in words(signed_in(night.mira), "/day/")
    assert "Call 10001" in words(signed_in(night.bruno), "/rota/")

    night.pass_by(NIGHT + 2 * MINUTE)
    Client().post(the_link("Mira"), {"answer": "takes"})

    assert "Mira Tanaka takes it" in words(signed_in(night.mira), "/day/")
    assert "Call 10001" not in words(signed_in(night.bruno), "/day/")


def test_whoever_slept_through_it_may_still_take_it_on_their_day() -> None:
    night = a_night()
    night.pass_by(NIGHT)
    night.pass_by(NIGHT + 10 * MINUTE)

    page = words(signed_in(night.bruno), "/day/")

    assert "waiting for Mira Tanaka" in page
    assert "I take it" in page


@pytest.mark.parametrize("back", ["", "https://elsewhere.example", "customers"])
def test_an_answer_leads_to_no_other_place(back: str) -> None:
    night = a_night()
    step = night.alert.steps[0]

    answer = signed_in(night.bruno).post(reverse("alert-answer", args=[step.id]), {"answer": "takes", "back": back})

    assert answer.headers["Location"] == "/rota/"


def test_an_alert_to_somebody_else_is_not_there() -> None:
    night = a_night()

    response = signed_in(night.mira).post(reverse("alert-answer", args=[night.alert.steps[0].id]), {"answer": "takes"})

    assert response.status_code == 404
    assert night.alert.state is AlertState.OPEN


def test_the_call_and_the_manager_s_page_say_how_it_stands() -> None:
    night: Night = a_night()
    night.pass_by(NIGHT)
    night.pass_by(NIGHT + 10 * MINUTE)
    line = "Bruno Salas alerted 10:14 pm, no answer; Mira Tanaka alerted 10:24 pm, not answered yet"

    call = words(signed_in(night.ruth), reverse("call", args=[night.call_id]))
    today = words(signed_in(night.ruth), "/today/")

    assert line in call
    assert "Alerted Bruno Salas, first on call" in call
    assert line in today
    assert "waiting for Mira Tanaka" in today


def test_another_branch_s_alerts_are_on_nobody_else_s_page() -> None:
    a_night()
    elsewhere = a_user(Role.SERVICE_MANAGER, branch=a_branch("DAYT"))

    assert "No urgent call came after hours" in words(signed_in(elsewhere), "/today/")
