"""Times are said by the dealership's clock, on nights when clocks change too."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from tests.builders import a_branch, a_call, a_customer, a_dealership, a_machine, a_site, a_technician, an_actor
from tests.builders.desk import a_planned_visit, signed_in
from tests.builders.field import its_technician, today_at

from steadyhand.business.calls.actions.start_travel import start_travel
from steadyhand.business.dealership.rules import Role
from steadyhand.flows.visit.customer_link import make_customer_link
from steadyhand.pages.common.saying import Saying, SkippedHour
from steadyhand.shared.clock import read_clock
from steadyhand.shared.words import Clock, time_said

HOUR = timedelta(hours=1)
# 11:59 pm on Monday 9 March 2026 in Columbus, which is Tuesday in UTC.
LATE = datetime(2026, 3, 10, 3, 59, tzinfo=UTC)


def columbus(now: datetime = LATE, clock: Clock = 12) -> Saying:
    return Saying(now, "America/New_York", clock, "US")


@pytest.mark.parametrize(("on", "hours"), [(date(2026, 3, 8), 23), (date(2026, 3, 9), 24), (date(2026, 11, 1), 25)])
def test_a_day_is_as_long_as_clocks_make_it(on: date, hours: int) -> None:
    begins, ends = columbus().starts_and_ends(on)

    assert ends - begins == hours * HOUR
    assert columbus().on(begins) == on
    assert columbus().on(ends - timedelta(seconds=1)) == on


def test_a_skipped_hour_is_refused_and_of_a_repeated_one_the_first_is_meant() -> None:
    with pytest.raises(SkippedHour, match="Clocks go forward over 2:30 am on that day"):
        columbus().moment(date(2026, 3, 8), time(2, 30))
    assert columbus().moment(date(2026, 11, 1), time(1, 30)) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize(("clock", "said"), [(12, "today at 11:59 pm"), (24, "today at 23:59")])
def test_a_minute_before_midnight_is_still_today(clock: Clock, said: str) -> None:
    assert columbus(clock=clock).when(LATE) == said
    assert columbus(LATE + timedelta(minutes=1), clock).when(LATE) == said.replace("today", "yesterday")


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 3, 9), "Today, 9 March"),
        (date(2026, 3, 10), "Tomorrow, 10 March"),
        (date(2026, 3, 12), "Thursday, 12 March"),
        (date(2027, 3, 12), "Friday, 12 March 2027"),
    ],
)
def test_a_day_has_a_heading(on: date, said: str) -> None:
    assert columbus().day_headed(on) == said


@pytest.mark.django_db
def test_a_customer_reads_times_by_the_clock_on_their_own_wall(client: Client) -> None:
    a_dealership(zone="America/New_York", clock="12")
    denver = a_branch("DEN", zone="America/Denver")
    call = a_call(machine=a_machine(site=a_site(a_customer(branch=denver))))
    now = read_clock()
    visit = a_planned_visit(call=call, technician=a_technician(branch=denver), at=now, now=now)
    start_travel(by=its_technician(visit), visit_id=visit.id, version=visit.version, now=now)
    token = make_customer_link(by=an_actor(Role.DISPATCHER), call_id=call.id, now=now)

    page = client.get(f"/c/{token}/").content.decode()

    assert f"Set out at {time_said(Saying(now, 'America/Denver', 12, 'US').local(now), clock=12)}." in page


@pytest.mark.django_db
def test_a_visit_over_midnight_stands_on_the_day_it_begins() -> None:
    evening = today_at(23, 30, days=2)
    a_planned_visit(at=evening, now=read_clock())
    client = signed_in(Role.DISPATCHER)

    days = [
        client.get("/board/", {"on": (evening.date() + timedelta(days=later)).isoformat()}).content.decode()
        for later in (0, 1)
    ]

    assert ["11:30 pm–12:30 am" in page or "23:30–0:30" in page for page in days] == [True, False]
