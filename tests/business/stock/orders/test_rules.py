"""Until when is ordered today, and when will it be here? Weekends and cut-offs count, and arrivals teach."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.stock.orders.rules import (
    MOST_LEAD_DAYS,
    LeadTime,
    OrderState,
    cut_off_today,
    expected_on,
    is_late,
    lead_time,
    state_after,
    working_days_between,
    working_days_later,
)

ZONE = "America/New_York"
HALF_PAST_THREE = 15 * 60 + 30
FRIDAY = date(2026, 3, 13)


def at(hour: int, minute: int = 0, *, on: date = FRIDAY) -> datetime:
    """Return a moment by the clock of Columbus, four hours behind UTC in that week."""
    return datetime(on.year, on.month, on.day, hour + 4, minute, tzinfo=UTC)


def test_forty_minutes_are_left_and_then_none() -> None:
    early = cut_off_today(HALF_PAST_THREE, zone=ZONE, now=at(14, 50))
    late = cut_off_today(HALF_PAST_THREE, zone=ZONE, now=at(15, 31))
    sunday = cut_off_today(HALF_PAST_THREE, zone=ZONE, now=at(9, on=FRIDAY + timedelta(days=2)))

    assert early is not None
    assert early.left == timedelta(minutes=40)
    assert late is not None
    assert late.left is None
    assert sunday is not None
    assert sunday.left is None
    assert cut_off_today(None, zone=ZONE, now=at(9)) is None


def test_what_misses_the_cut_off_on_friday_counts_from_monday() -> None:
    two_days = LeadTime(2, 0)

    assert expected_on(at(15), HALF_PAST_THREE, two_days, zone=ZONE) == date(2026, 3, 17)
    assert expected_on(at(16), HALF_PAST_THREE, two_days, zone=ZONE) == date(2026, 3, 18)


def test_arrivals_outweigh_what_a_supplier_says_of_itself() -> None:
    assert lead_time(2, []) == LeadTime(2, 0)
    assert lead_time(2, [5]).days == 2
    assert lead_time(2, [5] * 12) == LeadTime(5, 12)


@given(st.integers(0, MOST_LEAD_DAYS), st.lists(st.integers(0, 200), max_size=60))
def test_three_in_four_came_within_the_lead_time(stated: int, taken: list[int]) -> None:
    lead = lead_time(stated, taken)

    assert lead.days in {stated, *(min(days, MOST_LEAD_DAYS) for days in taken)}
    newest = [min(days, MOST_LEAD_DAYS) for days in taken[:40]] + [stated] * 4
    assert sum(days <= lead.days for days in newest) >= 0.75 * len(newest)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 60))
def test_working_days_are_counted_there_and_back(on: date, days: int) -> None:
    start = working_days_later(on, 0)

    assert working_days_between(start, working_days_later(on, days)) == days


def test_an_order_is_late_once_its_day_is_over() -> None:
    assert not is_late(FRIDAY, today=FRIDAY)
    assert is_late(FRIDAY, today=FRIDAY + timedelta(days=1))
    assert not is_late(None, today=FRIDAY)


def test_an_order_has_arrived_once_every_line_has() -> None:
    assert state_after([(2, 2), (1, 0)], OrderState.CONFIRMED) is OrderState.CONFIRMED
    assert state_after([(2, 2), (1, 1)], OrderState.ORDERED) is OrderState.ARRIVED
