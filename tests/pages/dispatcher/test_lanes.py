"""Where cards stand in the day's lanes, and how they get there."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.builders import a_branch, a_call, a_technician, an_actor
from tests.builders.board import a_busy_day, put_fields
from tests.builders.desk import a_form, a_planned_visit, as_it_is, signed_in
from tests.builders.field import fresh, today_at

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.queries.board_stamp import board_stamp
from steadyhand.business.calls.rules import CallState
from steadyhand.business.dealership.models import Calendar
from steadyhand.business.dealership.rules import Role
from steadyhand.pages.dispatcher.lanes import Lanes, Mark
from steadyhand.pages.templatetags.drawing import _drawn
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db
TEN = today_at(10, days=1)
NOW = read_clock()
TOMORROW = {"on": TEN.date().isoformat()}


def planned(at: datetime = TEN, **facts: Any) -> Visit:
    return a_planned_visit(at=at, now=read_clock(), **facts)


def shown(client: Client | None = None, on: datetime = TEN) -> Any:
    return (client or signed_in()).get(reverse("board"), {"on": on.date().isoformat()}).context


def lanes() -> Lanes:
    found: Lanes = shown()["lanes"]
    return found


def open_on_tomorrow(*spans: str) -> None:
    """Let the branch be open tomorrow at these hours, whatever day it is."""
    day = f"{TEN:%a}".lower()
    weekly = {"mon": ["08:00-17:00"], "tue": ["08:00-17:00"], day: list(spans)}
    Calendar.objects.filter(tenant_id=a_branch().tenant_id).update(weekly=weekly)


def test_the_day_is_shown_from_an_hour_before_opening_to_an_hour_after_closing() -> None:
    a_technician()
    open_on_tomorrow("09:00-12:00", "13:00-17:30")

    day = lanes()

    assert (day.window.begins, day.window.until) == (8 * 4, 18 * 4 + 2)
    assert [mark.said for mark in day.hours][:2] == ["8 am", "9 am"]
    assert day.hours[-1] == Mark(41, 4, "6 pm")


def test_hours_in_which_nobody_works_are_marked() -> None:
    a_technician()
    open_on_tomorrow("09:00-12:00", "13:00-17:00")

    assert lanes().lanes[0].closed == (Mark(1, 4), Mark(17, 4), Mark(37, 4))


def test_a_visit_stands_at_its_quarter_for_as_long_as_it_takes() -> None:
    open_on_tomorrow("08:00-17:00")
    planned()

    (card,) = lanes().lanes[0].visits

    assert (card.column, card.quarters, card.minute) == (13, 4, 600)


def test_a_short_visit_is_wide_enough_to_be_hit() -> None:
    open_on_tomorrow("08:00-17:00")
    Visit.objects.filter(id=planned().id).update(planned_minutes=15)

    (card,) = lanes().lanes[0].visits

    assert card.quarters == 2


def test_a_visit_at_the_end_of_the_hours_shown_is_wide_enough_too() -> None:
    open_on_tomorrow("08:00-17:00")
    planned(datetime.combine(TEN.date(), time(17, 45), TEN.tzinfo))

    (card,) = lanes().lanes[0].visits

    assert (card.column, card.quarters, card.minute) == (43, 2, 17 * 60 + 45)


def planned_at(*hours: int) -> list[Visit]:
    """Return visits of one technician, planned for these hours of tomorrow."""
    bruno = a_technician()
    return [planned(datetime.combine(TEN.date(), time(hour), TEN.tzinfo), technician=bruno) for hour in hours]


def test_a_visit_after_hours_is_seen_in_its_lane() -> None:
    open_on_tomorrow("08:00-17:00")
    planned_at(5, 21)

    day = lanes()

    assert (day.window.begins, day.window.until) == (5 * 4, 22 * 4)
    assert [card.minute for card in day.lanes[0].visits] == [5 * 60, 21 * 60]


def test_visits_too_far_from_the_hours_are_named_beside_the_lane() -> None:
    open_on_tomorrow("08:00-17:00")
    early, late = planned_at(2, 22)

    (lane,) = lanes().lanes

    assert [visit.id for visit in lane.outside] == [early.id, late.id]
    assert lane.visits == ()


def test_the_clock_stands_only_in_today() -> None:
    a_technician()
    always = {day: ["00:00-24:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    Calendar.objects.filter(tenant_id=a_branch().tenant_id).update(weekly=always)

    today = shown(on=today_at(12))["lanes"]

    assert today.window.quarters == 72
    assert today.now_column is None or 1 <= today.now_column <= 72
    assert lanes().now_column is None


def test_twelve_technicians_and_sixty_visits_ask_no_more_than_one(django_assert_max_num_queries: Any) -> None:
    a_busy_day(today_at(8, days=1), technicians=12, visits=5)
    client = signed_in()

    # One of them for what was promised of all sixty, two for the day's plan.
    with django_assert_max_num_queries(18):
        page = client.get(reverse("board"), TOMORROW).content.decode()

    assert page.count('class="lane-card') == 60


def test_nothing_new_is_answered_by_nothing_after_one_question_to_the_history(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    planned()
    client, by = signed_in(), an_actor(Role.DISPATCHER)
    # The stamp of this minute, so that the test doesn't hang on when a minute ends.
    seen = {"seen": board_stamp(by, now=NOW)}
    monkeypatch.setattr("steadyhand.pages.dispatcher.board.read_clock", lambda: NOW)

    with CaptureQueriesContext(connection) as asked:
        response = client.get(reverse("board-live"), TOMORROW | seen)

    about_rows = [each["sql"] for each in asked if "shared_change" in each["sql"] or "calls_" in each["sql"]]
    assert (response.status_code, len(about_rows)) == (204, 1)
    assert len(asked) <= 5


def test_a_change_is_answered_by_the_board_and_a_new_stamp() -> None:
    visit, client = planned(), signed_in()
    seen = shown(client)["stamp"]
    client.post(reverse("cancel-visit", args=[visit.id]), a_form(version=1, why="They are closed"))

    response = client.get(reverse("board-live"), TOMORROW | {"seen": seen})

    assert response.status_code == 200
    assert response.context["stamp"] != seen
    assert "<html" not in response.content.decode()


def test_a_change_elsewhere_is_noted_and_redraws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("common.saying", "dispatcher.board"):
        monkeypatch.setattr(f"steadyhand.pages.{module}.read_clock", lambda: NOW)
    planned()
    theirs = planned(TEN + timedelta(days=3))
    client = signed_in()
    seen = shown(client)["stamp"]
    client.post(reverse("cancel-visit", args=[theirs.id]), a_form(version=1, why="They are closed"))
    Call.objects.filter(id=theirs.call_id).update(state=CallState.CANCELLED)  # or it comes to the lane of this board

    response = client.get(reverse("board-live"), TOMORROW | {"seen": seen})

    page = response.content.decode()
    assert response.context["stamp"] != seen
    assert f'value="{response.context["stamp"]}"' in page
    assert "lane-card" not in page
    # From then on the history has nothing new, either.
    assert client.get(reverse("board-live"), TOMORROW | {"seen": response.context["stamp"]}).status_code == 204


def test_a_visit_that_moves_is_drawn_anew_and_the_others_are_not() -> None:
    visits = a_busy_day(today_at(8, days=1), technicians=2, visits=3)
    client, keisha = signed_in(), a_technician(name="Keisha Monroe")
    shown(client)
    before = _drawn.cache_info().misses
    client.post(reverse("put-visit", args=[visits[0].id]), a_form(**put_fields(visits[0], keisha, TEN)))

    page = client.get(reverse("board"), TOMORROW).content.decode()

    assert page.count('class="lane-card') == 6
    # Its card in the lane and in the list; neighbours of one that left may overlap no more.
    assert _drawn.cache_info().misses - before <= 4


def test_more_technicians_than_a_board_holds_are_shown_a_branch_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    a_technician(name="Bruno Salas", branch=a_branch("COL"))
    a_technician(name="Keisha Monroe", branch=a_branch("DAY"))
    client = signed_in()
    everybody = client.get(reverse("board"), TOMORROW).content.decode()
    monkeypatch.setattr("steadyhand.pages.dispatcher.board.MOST_LANES", 1)

    narrowed = client.get(reverse("board"), TOMORROW).content.decode()
    other = client.get(reverse("board"), TOMORROW | {"branch": "DAY"}).content.decode()

    assert "All my branches" in everybody
    assert "All my branches" not in narrowed
    assert "too many technicians for one board" in narrowed
    assert ("Bruno Salas" in narrowed, "Keisha Monroe" in narrowed) == (True, False)
    assert ("Bruno Salas" in other, "Keisha Monroe" in other) == (False, True)


def test_a_card_that_was_put_is_moved_and_can_be_taken_back() -> None:
    visit, client = planned(), signed_in()
    keisha = a_technician(name="Keisha Monroe")

    fields = a_form(**put_fields(visit, keisha, TEN + timedelta(minutes=45)))
    response = client.post(reverse("put-visit", args=[visit.id]), fields)
    undo = response.context["undo"]
    client.post(undo["url"], undo["fields"])

    assert response.status_code == 200
    assert undo["said"] == f"Call {visit.call.ref}: Keisha Monroe goes tomorrow at 10:45 am."
    assert fresh(visit).planned_for == TEN.astimezone(UTC)


def test_the_second_of_two_is_told_in_a_sentence() -> None:
    visit, client = planned(), signed_in()
    keisha = a_technician(name="Keisha Monroe")
    url = reverse("put-visit", args=[visit.id])

    client.post(url, a_form(**put_fields(visit, keisha, TEN + timedelta(minutes=15))))
    response = client.post(url, a_form(**put_fields(visit, keisha, TEN + timedelta(minutes=30))))

    assert response.status_code == 409
    assert "Somebody has just moved this visit" in response.content.decode()
    assert fresh(visit).planned_for == (TEN + timedelta(minutes=15)).astimezone(UTC)


def test_a_call_that_was_put_is_planned_once() -> None:
    call, bruno, client = a_call(), a_technician(), signed_in()
    fields = a_form(technician=bruno.id, version=1, at="10:00", minutes=60, **TOMORROW)

    answers = [client.post(reverse("put-call", args=[call.id]), fields) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert Visit.objects.get(call=call, tenant_id=call.tenant_id).planned_for == TEN.astimezone(UTC)
    assert as_it_is(call).version == 2


def test_a_place_that_cannot_be_is_said() -> None:
    visit, client = planned(), signed_in()
    keisha = a_technician(name="Keisha Monroe", left_on=TEN.date() - timedelta(days=30))

    response = client.post(
        reverse("put-visit", args=[visit.id]), a_form(**put_fields(visit, keisha, TEN + timedelta(hours=1)))
    )

    assert response.status_code == 409
    assert "Select a valid choice" not in response.content.decode()
    assert "Choose somebody who works here on that day" in response.content.decode()


def test_another_branchs_cards_are_not_there() -> None:
    visit, client = planned(), signed_in(branch=a_branch("DAY"))

    for name, row in (("put-visit", visit.id), ("put-call", visit.call_id), ("check-back", visit.call_id)):
        assert client.post(reverse(name, args=[row]), a_form()).status_code == 404
