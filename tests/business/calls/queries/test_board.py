"""What must be planned, what waits, who goes where: the questions behind the board."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders import MONDAY, a_call, a_technician
from tests.builders.desk import TEN, a_planned_visit, as_it_is, dana
from tests.builders.field import a_closing, a_visit_on_site, closed

from steadyhand.business.calls.actions.cancel_visit import cancel_visit
from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.queries.board import TechnicianDay, days_of_technicians, holding_lane
from steadyhand.business.calls.queries.calls_list import calls_page, last_visits_at, open_calls_at
from steadyhand.business.calls.rules import CallState, VisitState, WaitingFor

pytestmark = pytest.mark.django_db


def monday(**facts: Any) -> tuple[TechnicianDay, ...]:
    begins = MONDAY - timedelta(hours=9)
    return days_of_technicians(dana(), on=MONDAY.date(), starts_at=begins, until=begins + timedelta(days=1), **facts)


def test_a_call_that_waits_for_a_part_says_so_and_has_no_term_any_more() -> None:
    visit = a_visit_on_site(call=a_call(respond_by=MONDAY))
    closed(visit, a_closing(VisitState.PARTS))

    lane = holding_lane(dana(), now=TEN)

    assert lane.to_plan == ()
    assert [(call.waiting_for, call.respond_by) for call in lane.waiting] == [(WaitingFor.PARTS, None)]


def test_planned_closed_and_cancelled_calls_are_not_in_the_lane() -> None:
    a_planned_visit()
    closed(a_visit_on_site())

    lane = holding_lane(dana(), now=TEN)

    assert (lane.to_plan, lane.waiting, lane.has_more) == ((), (), False)


def test_technicians_without_visits_are_there_and_those_who_left_are_not() -> None:
    a_technician(name="Keisha Monroe")
    a_technician(name="Al Former", left_on=MONDAY.date())

    assert [(day.name, day.visits) for day in monday()] == [("Keisha Monroe", ())]


def test_a_visit_of_somebody_who_has_left_comes_first() -> None:
    visit = a_planned_visit()
    gone = a_technician(name="Al Former", left_on=MONDAY.date())
    Visit.objects.filter(**visit.where()).update(technician=gone)

    assert [day.name for day in monday()] == ["Al Former", "Bruno Salas"]


def test_a_cancelled_visit_leaves_the_day() -> None:
    visit = a_planned_visit()
    cancel_visit(by=dana(), visit_id=visit.id, version=1, why="They are closed", now=MONDAY)

    assert [day.visits for day in monday()] == [()]


def test_a_day_ends_where_the_next_begins() -> None:
    bruno = a_technician()
    begins = MONDAY - timedelta(hours=9)
    for at in (begins - timedelta(minutes=1), begins, begins + timedelta(hours=24)):
        a_planned_visit(technician=bruno, at=at, now=begins - timedelta(hours=1))

    [day] = monday()

    assert [visit.planned_for for visit in day.visits] == [begins]


def test_open_calls_of_the_machine_come_before_the_customers_others() -> None:
    mine = a_call(ref="10001")
    other = a_call(machine=mine.machine, ref="10002", taken_at=MONDAY + timedelta(hours=1))
    type(other).objects.filter(**other.where()).update(machine=None)
    assert mine.customer_id is not None

    found = open_calls_at(dana(), customer_id=mine.customer_id, machine_id=mine.machine_id)

    assert [call.number for call in found] == ["10001", "10002"]


def test_last_visits_say_what_the_customer_was_told() -> None:
    visit = a_visit_on_site()
    closed(visit, a_closing(told_customer="New rollers are in."))
    call = as_it_is(visit.call)
    assert call.customer_id is not None

    [last] = last_visits_at(dana(), customer_id=call.customer_id, machine_id=call.machine_id)

    assert (last.told_customer, last.technician, last.state) == ("New rollers are in.", "Bruno Salas", VisitState.DONE)


def test_open_calls_among_a_million_are_found_by_their_standing() -> None:
    a_call()
    by = dana()
    with CaptureQueriesContext(connection) as asked:
        holding_lane(by, now=MONDAY)
        calls_page(by, states=[state for state in CallState if state.is_open])

    plans = [plan_of(query["sql"]) for query in asked.captured_queries]

    assert len(plans) == 6
    # PostgreSQL may find its one row by another index; that it reads no table whole is what counts there.
    wanted = "call_standing" if connection.vendor == "sqlite" else "Index"
    assert all(wanted in plan for plan in plans)


def plan_of(sql: str) -> str:
    """Return how the database would answer: it then has no small table to prefer reading whole."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{sql}")
        return str(cursor.fetchall())
