"""By when do we call, where it isn't finished? In the branch's working days, and never sooner than the norm."""

from datetime import UTC, date, datetime

import pytest
from tests.builders import MONDAY, a_branch
from tests.builders.field import a_visit_on_site, its_technician

from steadyhand.business.calls.rules import OUTCOMES, VisitState
from steadyhand.business.dealership.models import Calendar, ClosedDay
from steadyhand.flows.visit.call_back import call_back_on

pytestmark = pytest.mark.django_db
ZONE = "America/New_York"
# Friday evening at 22:00 in Columbus is Saturday in UTC.
FRIDAY_NIGHT = datetime(2026, 3, 14, 2, 0, tzinfo=UTC)


def day_for(outcome: VisitState, *, now: datetime = MONDAY) -> date | None:
    visit = a_visit_on_site()
    return call_back_on(by=its_technician(visit), visit_id=visit.id, outcome=outcome, zone=ZONE, now=now)


@pytest.mark.parametrize(
    ("outcome", "on"),
    [
        (VisitState.PARTS, date(2026, 3, 11)),
        (VisitState.IT, date(2026, 3, 10)),
        (VisitState.HANDS, date(2026, 3, 11)),
        (VisitState.DONE, None),
    ],
)
def test_each_way_to_end_unfinished_has_its_day(outcome: VisitState, on: date | None) -> None:
    assert day_for(outcome) == on


def test_a_weekend_is_no_time_to_call_and_the_day_is_the_one_on_the_wall() -> None:
    assert day_for(VisitState.IT, now=FRIDAY_NIGHT) == date(2026, 3, 16)


def test_a_closed_day_moves_it_on() -> None:
    calendar = a_branch().calendar
    ClosedDay.objects.create(tenant_id=calendar.tenant_id, calendar=calendar, closed_on=date(2026, 3, 10), reason="-")

    assert day_for(VisitState.PARTS) == date(2026, 3, 12)


def test_a_calendar_that_cannot_be_counted_by_gives_a_week() -> None:
    calendar = a_branch().calendar
    Calendar.objects.of(calendar.tenant_id).update(zone="Nowhere/Land")

    assert {day_for(outcome) for outcome in OUTCOMES if outcome is not VisitState.DONE} == {date(2026, 3, 16)}
