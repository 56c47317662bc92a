"""Everybody sees who is on call; whoever runs the desk or the dealership changes it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import MONDAY, a_branch, a_user
from tests.builders.rota import bruno_and_mira, on_call

from steadyhand.business.dealership.actions.close_day import close_day
from steadyhand.business.dealership.actions.take_leave import take_leave
from steadyhand.business.dealership.models import Branch, Calendar, OnCallChange, OnCallTurn, User
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.actor import the_system

pytestmark = pytest.mark.django_db
SATURDAY = MONDAY.date() + timedelta(days=5)


@pytest.fixture(autouse=True)
def _monday(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("saying", "rota.changes", "rota.pattern", "record.editing"):
        monkeypatch.setattr(f"steadyhand.pages.common.{module}.read_clock", lambda: MONDAY)


@pytest.fixture
def branch() -> Branch:
    return a_branch(name="Columbus")


def signed_in(role: Role = Role.SERVICE_MANAGER, user: User | None = None) -> Client:
    client = Client()
    client.force_login(user or a_user(role, branch=a_branch(), name="Ruth Okafor"))
    return client


def page(client: Client, url: str = "/rota/") -> str:
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_calendar_says_who_is_on_call_and_when(branch: Branch) -> None:
    bruno_and_mira(branch)

    shown = page(signed_in())

    assert "Bruno Salas, then Mira Tanaka. <span" in shown
    assert "After hours are 5:00 pm–8:00 am." in shown
    assert "all day and night" in shown
    assert "Nobody on" not in shown


def test_a_gap_is_said_in_words_with_its_reason(branch: Branch) -> None:
    bruno = a_user(Role.TECHNICIAN, branch=branch, name="Bruno Salas")
    on_call(bruno, branch=branch)
    by = the_system(branch.tenant_id, "the test")
    take_leave(by=by, user_id=bruno.id, starts_on=SATURDAY, until=SATURDAY + timedelta(days=2), now=MONDAY)

    shown = page(signed_in())

    assert "Nobody on Saturday 14 and Sunday 15." in shown
    assert "Bruno Salas is on leave" in shown


def test_days_closed_by_name_are_named(branch: Branch) -> None:
    bruno_and_mira(branch)
    by = the_system(branch.tenant_id, "the test")
    wednesday = MONDAY.date() + timedelta(days=2)
    close_day(by=by, calendar_id=branch.calendar_id, closed_on=wednesday, reason="inventory", now=MONDAY)

    assert "all day and night · inventory" in page(signed_in())


def test_without_a_rota_it_says_what_happens_and_how_to_begin(branch: Branch) -> None:
    shown = page(signed_in())

    assert "Nobody is on call yet" in shown
    assert reverse("rota-pattern", args=[branch.id]) in shown
    assert reverse("rota-pattern", args=[branch.id]) not in page(signed_in(Role.TECHNICIAN))


def test_hours_that_cannot_be_counted_by_are_said_and_nothing_breaks(branch: Branch) -> None:
    Calendar.objects.filter(id=branch.calendar_id).update(zone="Mars/Olympus")

    assert "There is no time zone" in page(signed_in())


def test_another_week_and_a_week_that_can_t_be_meant(branch: Branch) -> None:
    bruno_and_mira(branch)

    assert "Week of 6 April" in page(signed_in(), "/rota/?from=2026-04-06")
    assert "Week of 9 March" in page(signed_in(), "/rota/?from=9999-12-31")
    assert "Week of 9 March" in page(signed_in(), "/rota/?from=soon&branch=nowhere")


def test_the_pattern_is_set_by_the_week_with_single_days_apart(branch: Branch) -> None:
    bruno, mira = bruno_and_mira(branch)
    sent: dict[str, Any] = {"form_key": uuid4(), "weeks": 2, "starts_on": "2026-03-09"}
    sent |= {"w0-all-first": bruno.id, "w0-5-first": mira.id, "w0-6-first": "nobody", "w1-all-first": mira.id}

    response = signed_in().post(reverse("rota-pattern", args=[branch.id]), sent)

    assert response.status_code == 303
    kept = {(row.week, row.weekday): row.user_id for row in OnCallTurn.objects.filter(place="first")}
    assert kept == {
        **{(0, day): bruno.id for day in range(5)},
        (0, 5): mira.id,
        **{(1, day): mira.id for day in range(7)},
    }
    again = page(signed_in(), reverse("rota-pattern", args=[branch.id]))
    assert 'name="w1-all-first" id="id_w1-all-first"> <option value="">day by day</option>' in again.replace(
        'aria-invalid="false" ', ""
    )


def test_a_new_choice_for_the_whole_week_goes_before_days_left_untouched(branch: Branch) -> None:
    bruno, mira = (a_user(Role.TECHNICIAN, branch=branch, name=name) for name in ("Bruno", "Mira"))
    on_call(bruno, branch=branch, days={6: mira})
    sent: dict[str, Any] = {"form_key": uuid4(), "weeks": 1, "starts_on": "2026-03-09", "w0-all-first": mira.id}
    sent |= {f"w0-{day}-first": bruno.id for day in range(5)}
    # Saturday alone is touched; Monday to Friday and Sunday come back as they were.
    sent |= {"w0-5-first": "nobody", "w0-6-first": mira.id}

    signed_in().post(reverse("rota-pattern", args=[branch.id]), sent)

    kept = {row.weekday: row.user_id for row in OnCallTurn.objects.filter(place="first")}
    assert kept == dict.fromkeys((0, 1, 2, 3, 4, 6), mira.id)


def test_one_person_twice_on_a_day_comes_back_with_a_sentence(branch: Branch) -> None:
    bruno, _ = bruno_and_mira(branch)
    sent = {"form_key": uuid4(), "weeks": 1, "starts_on": "2026-03-09"}
    both = {"w0-all-first": bruno.id, "w0-all-second": bruno.id}

    response = signed_in().post(reverse("rota-pattern", args=[branch.id]), sent | both)

    assert response.status_code == 422
    assert "Bruno Salas is first and second on call" in response.content.decode()


def test_a_day_is_changed_swapped_and_given_back(branch: Branch) -> None:
    bruno_and_mira(branch)
    frank = a_user(Role.TECHNICIAN, branch=branch, name="Frank Osborne")
    client, url = signed_in(), reverse("rota-duty", args=[branch.id])

    def change(user_id: object) -> int:
        sent = {"form_key": uuid4(), "duty_on": SATURDAY, "place": "first", "user_id": user_id}
        return client.post(url, sent).status_code

    assert change(frank.id) == 303
    assert "Frank Osborne <small" in page(client)
    assert "for Bruno Salas" in page(client)
    swapped = {"form_key": uuid4(), "duty_on": SATURDAY, "other_on": SATURDAY + timedelta(days=1), "place": "first"}
    assert client.post(reverse("rota-swap", args=[branch.id]), swapped).status_code == 303
    assert OnCallChange.objects.get().duty_on == SATURDAY + timedelta(days=1)
    assert change("") == 422
    assert OnCallChange.objects.count() == 1


def test_leave_is_written_down_and_ended(branch: Branch) -> None:
    bruno, mira = bruno_and_mira(branch)
    client = signed_in()
    sent = {"form_key": uuid4(), "user_id": bruno.id, "starts_on": "2026-03-14", "until": "2026-03-16"}

    client.post(reverse("rota-leave", args=[branch.id]), sent | {"cover_id": mira.id, "why": "a wedding"})

    shown = page(client)
    assert "<strong>Bruno Salas</strong>, from 14 March 2026, back on 16 March 2026. Mira Tanaka covers." in shown
    leave_url = next(part for part in shown.split('"') if part.endswith("/end/"))
    assert client.post(leave_url).status_code == 303
    assert "Nobody who could be on call is away." in page(client)


def test_a_technician_sees_the_rota_and_changes_nothing(branch: Branch) -> None:
    bruno, _ = bruno_and_mira(branch)
    client = signed_in(user=bruno)

    assert "Weekly pattern" not in page(client)
    assert client.get(reverse("rota-duty", args=[branch.id])).status_code == 403


def test_an_hour_that_is_shown_twice_is_one_night(branch: Branch) -> None:
    bruno_and_mira(branch)

    shown = page(signed_in(), "/rota/?from=2026-03-02")

    # The night in which clocks go forward reads as any other.
    assert shown.count("5:00 pm–8:00 am") >= 20
