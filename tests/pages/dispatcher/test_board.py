"""The board, and the forms that plan, move and cancel visits on it."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import a_branch, a_call, a_customer, a_machine, a_site, a_technician
from tests.builders.desk import a_form, a_planned_visit, as_it_is, signed_in
from tests.builders.field import fresh

from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.business.dealership.rules import OFFICE, Role
from steadyhand.business.people.models import Technician
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("America/New_York")


@pytest.fixture
def soon() -> datetime:
    """Return tomorrow at noon by the dealership's clock: pages ask the real one."""
    tomorrow = datetime.now(tz=HERE).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(12), tzinfo=HERE).astimezone(UTC)


def planned(at: datetime, **facts: Any) -> Visit:
    return a_planned_visit(at=at, now=read_clock(), **facts)


def plan_fields(starts_at: datetime, who: Technician, seen: int, **facts: Any) -> dict[str, Any]:
    local = starts_at.astimezone(HERE)
    when = {"on": local.date().isoformat(), "at": f"{local:%H:%M}", "minutes": 60}
    return a_form(**({"technician": who.id, "version": seen} | when | facts))


def board(client: Client, at: datetime, **asked: str) -> str:
    return client.get(reverse("board"), {"on": at.astimezone(HERE).date().isoformat(), **asked}).content.decode()


def test_only_the_desk_plans() -> None:
    for role in OFFICE - {Role.DISPATCHER, Role.SERVICE_MANAGER} | {Role.TECHNICIAN}:
        assert signed_in(role).get(reverse("board")).status_code == 403


def test_the_lane_has_what_hurts_first_on_top_and_says_by_when(soon: datetime) -> None:
    now = read_clock()
    a_call(ref="10001", urgency="can_wait", taken_at=now)
    a_call(ref="10002", respond_by=now - timedelta(minutes=40), taken_at=now)
    a_call(ref="10003", urgency="standstill", taken_at=now)

    page = board(signed_in(), soon)

    assert page.index("10003") < page.index("10002") < page.index("10001")
    assert "40 min late" in page


def test_a_technicians_day_is_in_time_order_and_says_what_overlaps(soon: datetime) -> None:
    bruno = a_technician()
    planned(soon + timedelta(minutes=30), technician=bruno, call=a_call(ref="10008"))
    planned(soon, technician=bruno, call=a_call(ref="10007"))

    page = board(signed_in(), soon)

    assert page.index("visit-10007") < page.index("visit-10008")
    assert page.count("Starts before the visit above") == 1


def test_a_branch_sees_neither_calls_nor_visits_of_another(soon: datetime) -> None:
    machine = a_machine(site=a_site(a_customer("Ridge Dental", branch=a_branch("DAY"))))
    a_call(machine=machine, ref="10009")
    technician = a_technician(branch=a_branch("DAY"), name="Keisha Monroe")
    planned(soon, call=a_call(machine=machine), technician=technician)

    here, everywhere = board(signed_in(branch=a_branch("COL")), soon), board(signed_in(), soon)
    narrowed = board(signed_in(), soon, branch="COL")

    for words in ("Ridge Dental", "10009", "Keisha Monroe"):
        assert words in everywhere
        assert words not in here
        assert words not in narrowed


def test_htmx_gets_only_what_may_have_changed() -> None:
    a_call()

    page = signed_in().get(reverse("board"), headers={"HX-Request": "true"}).content.decode()

    assert "To plan" in page
    assert "<html" not in page
    assert "hx-trigger" not in page


@pytest.mark.parametrize("on", ["", "yesterday", "0001-01-01", "9999-12-31", "2026-02-30"])
def test_a_day_that_cannot_be_read_means_today(on: str) -> None:
    page = signed_in().get(reverse("board"), {"on": on}).content.decode()

    assert "Today, " in page


def test_the_board_asks_as_much_for_fifty_calls_as_for_one(soon: datetime, django_assert_max_num_queries: Any) -> None:
    bruno = a_technician()
    for _ in range(10):
        a_call()
        planned(soon, technician=bruno)
    client = signed_in()

    # Two of them for the hours of each calendar, two for the day's plan.
    with django_assert_max_num_queries(18):
        board(client, soon)


def test_planning_goes_back_to_where_one_came_from_with_an_undo(soon: datetime) -> None:
    call, bruno, client = a_call(), a_technician(), signed_in()
    back = f"{reverse('board')}?on={soon.date().isoformat()}"

    response = client.post(reverse("plan-visit", args=[call.id]), plan_fields(soon, bruno, 1, back=back))

    assert (response.status_code, response["Location"]) == (303, back)
    visit = Visit.objects.get(tenant_id=call.tenant_id)
    assert (visit.technician_id, visit.planned_for) == (bruno.id, soon)
    page = client.get(back).content.decode()
    assert "Bruno Salas goes tomorrow at 12:00 pm for call" in page
    assert reverse("cancel-visit", args=[visit.id]) in page
    assert "Undo" in page


def test_an_undo_outlives_reloads_until_it_is_used_or_a_quarter_of_an_hour_has_passed(
    soon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit, client = planned(soon), signed_in()
    client.post(reverse("cancel-visit", args=[visit.id]), a_form(version=1, why="The wrong one"))
    pages = [client.get(reverse("board")) for _ in range(2)]
    undo = pages[-1].context["undo"]

    taken_back = client.post(undo["url"], undo["fields"], follow=True)

    assert ["Undo" in page.content.decode() for page in (*pages, taken_back)] == [True, True, False]
    assert f"The visit for call {visit.call.ref} is on again, as it was." in taken_back.content.decode()
    assert fresh(visit).state == VisitState.PLANNED

    client.post(reverse("cancel-visit", args=[visit.id]), a_form(version=3, why="The wrong one"))
    later = read_clock() + timedelta(minutes=16)
    monkeypatch.setattr("steadyhand.pages.common.saying.read_clock", lambda: later)
    assert client.get(reverse("board")).context["undo"] is None


def test_what_cannot_be_taken_back_any_more_is_told(soon: datetime) -> None:
    visit, client = planned(soon), signed_in()
    client.post(reverse("cancel-visit", args=[visit.id]), a_form(version=1, why="The wrong one"))
    undo = client.get(reverse("board")).context["undo"]
    planned(soon, call=visit.call)

    page = client.post(undo["url"], undo["fields"], follow=True).content.decode()

    assert "Another visit for call" in page
    assert fresh(visit).state == VisitState.CANCELLED
    unsound = client.post(undo["url"], {"form_key": "none"}, follow=True).content.decode()
    assert "Not taken back: load the page anew and try again." in unsound


def test_a_double_click_plans_one_visit(soon: datetime) -> None:
    call, client = a_call(), signed_in()
    fields = plan_fields(soon, a_technician(), 1)

    answers = [client.post(reverse("plan-visit", args=[call.id]), fields) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert Visit.objects.filter(tenant_id=call.tenant_id).count() == 1


def test_the_second_of_two_dispatchers_gets_a_sentence_and_a_fresh_board(soon: datetime) -> None:
    visit = planned(soon)
    keisha = a_technician(name="Keisha Monroe")
    first, second = signed_in(), signed_in()
    url = reverse("move-visit", args=[visit.id])
    first.post(url, plan_fields(soon + timedelta(hours=1), keisha, 1))

    response = second.post(url, plan_fields(soon + timedelta(hours=2), keisha, 1), follow=True)

    assert response.redirect_chain == [(reverse("board"), 303)]
    assert "Somebody has just moved this visit" in response.content.decode()
    assert fresh(visit).planned_for == soon + timedelta(hours=1)


def test_a_move_can_be_taken_back(soon: datetime) -> None:
    visit, client = planned(soon), signed_in()
    keisha = a_technician(name="Keisha Monroe")
    client.post(reverse("move-visit", args=[visit.id]), plan_fields(soon + timedelta(hours=1), keisha, 1, minutes=30))

    undo = client.get(reverse("board")).context["undo"]
    client.post(undo["url"], undo["fields"])

    now = fresh(visit)
    assert (now.technician_id, now.planned_for, now.planned_minutes) == (visit.technician_id, soon, 60)


def test_a_plan_that_cannot_be_is_sent_back_with_its_reason(soon: datetime) -> None:
    call, client = a_call(), signed_in()
    url = reverse("plan-visit", args=[call.id])

    nobody = client.post(url, plan_fields(soon, a_technician(), 1, technician=""))
    too_long = client.post(url, plan_fields(soon, a_technician(name="Keisha Monroe"), 1, minutes=900))
    # Clocks in Columbus go from 2:00 to 3:00 on 14 March 2027.
    skipped = client.post(url, plan_fields(soon, a_technician(name="Al"), 1, on="2027-03-14", at="02:30"))

    assert [each.status_code for each in (nobody, too_long, skipped)] == [422, 422, 422]
    assert "Choose who goes." in nobody.content.decode()
    assert "Clocks go forward over 2:30 am on that day" in skipped.content.decode()
    assert not Visit.objects.filter(tenant_id=call.tenant_id).exists()


def test_a_cancelled_visit_says_why(soon: datetime) -> None:
    visit, client = planned(soon), signed_in()
    url = reverse("cancel-visit", args=[visit.id])

    refused = client.post(url, a_form(version=1, why=""))
    done = client.post(url, a_form(version=1, why="They are closed"))

    assert (refused.status_code, done.status_code) == (422, 303)
    assert (fresh(visit).state, as_it_is(visit.call).state) == (VisitState.CANCELLED, CallState.TO_PLAN)


def test_what_is_at_another_branch_is_not_there(soon: datetime) -> None:
    visit, client = planned(soon), signed_in(branch=a_branch("DAY"))

    for name, row in (("plan-visit", visit.call_id), ("move-visit", visit.id), ("cancel-visit", visit.id)):
        assert client.get(reverse(name, args=[row])).status_code == 404
        assert client.post(reverse(name, args=[row]), a_form()).status_code == 404


def test_a_way_back_to_elsewhere_is_not_followed(soon: datetime) -> None:
    call = a_call()

    response = signed_in().post(
        reverse("plan-visit", args=[call.id]), plan_fields(soon, a_technician(), 1, back="https://elsewhere.example/")
    )

    assert response["Location"] == reverse("board")
