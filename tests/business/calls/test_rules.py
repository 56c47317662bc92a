"""When is it the day of a visit? Door codes are shown then and at no other time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.calls.rules import VisitState, is_day_of_visit

UNDER_WAY = (VisitState.ON_THE_WAY, VisitState.ON_SITE)
FIRST, LAST = (datetime(year, 1, 1) for year in (2020, 2040))  # noqa: DTZ001  # Hypothesis adds the zone
OHIO, DENVER, AUCKLAND = "America/New_York", "America/Denver", "Pacific/Auckland"


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


def is_on(
    now: datetime,
    *,
    planned_for: datetime | None = None,
    began_at: datetime | None = None,
    state: VisitState = VisitState.PLANNED,
    zone: str = OHIO,
) -> bool:
    return is_day_of_visit(state, planned_for=planned_for, began_at=began_at, zone=zone, now=now)


@pytest.mark.parametrize(
    ("now", "is_shown"),
    [
        (utc(2026, 3, 10, 3, 59), False),  # 11:59 pm the evening before, in summer time
        (utc(2026, 3, 10, 4, 0), True),  # midnight
        (utc(2026, 3, 11, 3, 59), True),
        (utc(2026, 3, 11, 4, 0), False),
    ],
)
def test_a_day_goes_from_midnight_to_midnight_where_the_door_is(now: datetime, *, is_shown: bool) -> None:
    assert is_on(now, planned_for=utc(2026, 3, 10, 14)) is is_shown


@pytest.mark.parametrize(
    ("first", "last", "planned_for"),
    [
        # Clocks go forward on 8 March 2026: that day has 23 hours. Back on 1 November: 25.
        (utc(2026, 3, 8, 5), utc(2026, 3, 9, 4), utc(2026, 3, 8, 14)),
        (utc(2026, 11, 1, 4), utc(2026, 11, 2, 5), utc(2026, 11, 1, 14)),
    ],
)
def test_the_days_on_which_clocks_change_are_whole_days(first: datetime, last: datetime, planned_for: datetime) -> None:
    second = timedelta(seconds=1)

    shown = [is_on(at, planned_for=planned_for) for at in (first - second, first, last - second, last)]

    assert shown == [False, True, True, False]


@pytest.mark.parametrize(
    ("zone", "is_shown"), [(OHIO, True), (DENVER, False), (AUCKLAND, False)], ids=["Ohio", "Denver", "Auckland"]
)
def test_it_is_the_day_of_the_door_and_not_of_the_office(zone: str, *, is_shown: bool) -> None:
    # 1:30 am in Ohio; the evening before in Denver; in Auckland the visit's morning is the next day.
    assert is_on(utc(2026, 6, 10, 5, 30), planned_for=utc(2026, 6, 10, 16), zone=zone) is is_shown


@pytest.mark.parametrize("state", UNDER_WAY)
def test_who_works_through_midnight_can_still_get_out(state: VisitState) -> None:
    evening = utc(2026, 6, 11, 2)  # 10 pm on the 10th

    assert is_on(utc(2026, 6, 11, 8), planned_for=evening, began_at=evening, state=state)


@pytest.mark.parametrize("state", UNDER_WAY)
def test_a_visit_that_nobody_closed_opens_no_door_the_next_afternoon(state: VisitState) -> None:
    morning = utc(2026, 6, 10, 13)

    assert not is_on(utc(2026, 6, 11, 18), planned_for=morning, began_at=morning, state=state)
    # Nobody knows when it began: then only its planned day counts.
    assert not is_on(utc(2026, 6, 11, 18), planned_for=morning, state=state)


def test_a_visit_on_another_day_than_planned_is_on_that_day() -> None:
    began = utc(2026, 6, 9, 14)

    assert is_on(utc(2026, 6, 9, 15), planned_for=utc(2026, 6, 10, 14), began_at=began, state=VisitState.ON_SITE)


def test_without_any_time_nothing_is_shown() -> None:
    assert not is_on(utc(2026, 6, 10, 14))


@given(
    state=st.sampled_from([state for state in VisitState if state.is_over]),
    at=st.datetimes(min_value=FIRST, max_value=LAST, timezones=st.just(UTC)),
)
def test_when_it_is_over_nothing_is_shown(state: VisitState, at: datetime) -> None:
    assert not is_on(at, planned_for=at, began_at=at, state=state)
