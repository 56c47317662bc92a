"""Weeks and days of a path are said both ways, and a line whose day has passed says so."""

from datetime import date

import pytest

from steadyhand.pages.common.hiring.deciding_form import monday_from
from steadyhand.pages.common.hiring.wording import due_said, span_said, standing_said

FIRST = date(2027, 1, 4)


def test_a_day_is_said_with_the_weeks_until_it() -> None:
    assert due_said(12, date(2027, 3, 29)) == "12 weeks, by 29 March 2027"
    assert due_said(1, date(2027, 1, 11)) == "1 week, by 11 January 2027"
    # A path older than the planned first day has nothing but its day.
    assert due_said(None, date(2027, 3, 29)) == "by 29 March 2027"


def test_a_whole_path_lasts_until_its_last_line() -> None:
    lines = [date(2027, 7, 5), date(2027, 3, 29)]
    assert span_said(FIRST, lines) == "The whole path takes 26 weeks: from 4 January 2027 to 5 July 2027."
    assert span_said(None, lines) == ""
    assert span_said(FIRST, []) == ""


@pytest.mark.parametrize(
    ("is_checked", "is_ready", "is_over", "word"),
    [
        (True, True, True, "checked"),
        (False, True, True, "ready to check"),
        (False, False, True, "its day is over"),
        (False, False, False, "to come"),
    ],
)
def test_a_line_says_how_it_stands(word: str, *, is_checked: bool, is_ready: bool, is_over: bool) -> None:
    assert standing_said(is_checked=is_checked, is_ready=is_ready, is_over=is_over)[0] == word


@pytest.mark.parametrize(("day", "monday"), [(4, 4), (5, 11), (10, 11)])
def test_people_begin_on_a_monday(day: int, monday: int) -> None:
    assert monday_from(date(2027, 1, day)) == date(2027, 1, monday)
