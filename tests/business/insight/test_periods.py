from datetime import date

import pytest

from steadyhand.business.insight.periods import Period, last_full_month, period_called, period_with


@pytest.mark.parametrize("key", ["2026-03", "2026-12", "2026-q1", "2026-q4", "2026"])
def test_a_period_is_read_as_it_is_written(key: str) -> None:
    period = period_called(key)

    assert period is not None
    assert period.key == key


@pytest.mark.parametrize("key", ["", "2026-13", "2026-q5", "1926", "2026-3", "2026-q1-x"])
def test_what_is_no_period_is_none(key: str) -> None:
    assert period_called(key) is None


def test_before_january_comes_december() -> None:
    assert Period("month", date(2026, 1, 1)).previous == Period("month", date(2025, 12, 1))
    assert Period("quarter", date(2026, 1, 1)).previous.key == "2025-q4"


def test_the_last_full_month_is_over() -> None:
    assert last_full_month(date(2026, 3, 1)).key == "2026-02"
    assert last_full_month(date(2026, 3, 31)).key == "2026-02"


def test_a_day_lies_in_its_quarter() -> None:
    assert period_with("quarter", date(2026, 8, 31)).key == "2026-q3"
    assert Period("month", date(2026, 8, 1)).around("year").said == "2026"
