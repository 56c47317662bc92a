"""Which visits are in a technician's day, by the clock on the wall."""

from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.builders import MONDAY, a_call, a_technician, a_visit, an_actor
from tests.builders.field import its_technician

from steadyhand.business.calls.queries.day import TechnicianDay, day_of, is_for
from steadyhand.business.people.models import Technician
from steadyhand.shared.actor import the_system

pytestmark = pytest.mark.django_db
ZONE = "America/New_York"
TODAY = date(2026, 3, 9)


@pytest.fixture
def bruno() -> Technician:
    return a_technician(name="Bruno Salas")


def day(technician: Technician, on: date = TODAY) -> TechnicianDay:
    by = its_technician(a_visit(technician=technician, planned_for=datetime(2020, 1, 1, tzinfo=UTC), state="done"))
    return day_of(by, on, today=TODAY, zone=ZONE)


def test_a_day_begins_and_ends_at_midnight_by_the_wall_clock(bruno: Technician) -> None:
    # 23:30 on Sunday, 0:00 and 23:59 on Monday in Columbus, which is four hours behind on this day.
    for minutes in (-30, 0, 24 * 60 - 1):
        a_visit(technician=bruno, planned_for=datetime(2026, 3, 9, 4, 0, tzinfo=UTC) + timedelta(minutes=minutes))

    assert [visit.planned_for for visit in day(bruno).visits] == [
        datetime(2026, 3, 9, 4, 0, tzinfo=UTC),
        datetime(2026, 3, 10, 3, 59, tzinfo=UTC),
    ]


def test_a_visit_without_a_time_stands_with_what_was_left_open(bruno: Technician) -> None:
    a_visit(technician=bruno, planned_for=None)

    assert [visit.planned_for for visit in day(bruno).left_open] == [None]


def test_visits_the_desk_cancelled_are_gone(bruno: Technician) -> None:
    a_visit(technician=bruno, state="cancelled")

    assert day(bruno).visits == ()


def test_days_to_come_are_counted_by_what_is_still_to_be_made(bruno: Technician) -> None:
    for days, state in ((0, "done"), (0, "planned"), (1, "planned"), (1, "planned"), (9, "planned")):
        a_visit(call=a_call(), technician=bruno, planned_for=MONDAY + timedelta(days=days), state=state)

    assert day(bruno).visits_on == ((TODAY, 1), (TODAY + timedelta(days=1), 2))


def test_a_day_takes_four_queries(bruno: Technician, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _ in range(4):
        visit = a_visit(call=a_call(), technician=bruno)
    by = its_technician(visit)

    with django_assert_num_queries(4):
        assert len(day_of(by, TODAY, today=TODAY, zone=ZONE).visits) == 4


def test_nobody_has_the_visits_of_nobody() -> None:
    visit = a_visit(technician=None)
    visit.technician = None
    visit.save()

    assert not is_for(the_system(visit.tenant_id, "the night job"), visit.id)
    assert not is_for(an_actor(), visit.id)
