"""How hires did, by what is known; of fewer than five nothing is made, and nobody is added up."""

from datetime import date

import pytest

from steadyhand.business.learning.content.behaviours import behaviours
from steadyhand.business.learning.looking_back.measures import measure_of, measures
from steadyhand.business.learning.looking_back.rules import (
    Band,
    Hint,
    Later,
    Level,
    LineStands,
    PathWalked,
    band_of,
    by_band,
    hint_of,
    marks_by_criterion,
    point_of,
    weeks_between,
)
from steadyhand.business.people.growth.shipped import shipped_needs, shipped_posts

STARTED = date(2026, 3, 2)


def test_points_are_quarters_of_a_year() -> None:
    assert [point_of(STARTED, months) for months in (3, 6, 12)] == [
        date(2026, 6, 1), date(2026, 9, 1), date(2027, 3, 2)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("there_on", "on", "stands"),
    [
        (date(2026, 5, 1), date(2026, 6, 1), LineStands.ON_TIME),
        (date(2026, 5, 30), date(2026, 6, 1), LineStands.LATE),
        (date(2026, 7, 1), date(2026, 6, 1), LineStands.OVERDUE),
        (None, date(2026, 5, 10), LineStands.OPEN),
    ],
)
def test_a_line_stands_as_it_did_on_the_day(there_on: date | None, on: date, stands: LineStands) -> None:
    assert PathWalked("network", date(2026, 5, 10), there_on).stands_on(on) is stands


@pytest.mark.parametrize(
    ("later", "well"),
    [
        (Later((), (), 4, 4), None),
        (Later((Level("Networking", None, 2),), (LineStands.OPEN,), 0, 0), None),
        (Later((Level("Networking", 2, 2),), (), 0, 0), True),
        (Later((Level("Networking", 1, 2),), (LineStands.ON_TIME,), 0, 0), False),
        (Later((), (LineStands.LATE,), 0, 0), False),
        (Later((), (), 4, 5), True),
        (Later((), (), 3, 5), False),
    ],
)
def test_well_is_what_all_that_is_known_says(later: Later, well: bool | None) -> None:  # noqa: FBT001 - as the case says
    assert later.is_well is well


def test_bands_go_by_the_middle_and_say_nothing_below_five() -> None:
    assert [band_of(marks) for marks in ([], [2, 3], [3, 4], [4, 4, 1], [3])] == [
        None, Band.LOW, Band.FAIR, Band.HIGH, Band.FAIR
    ]  # fmt: skip
    hires = [*[([4, 5], True)] * 5, ([5], False), ([5], None), *[([3], True)] * 4, ([], True)]

    high, fair, low = by_band(hires)

    assert (high.well, high.n) == (5, 6)
    assert high.share is not None
    # Wilson's interval of 5 of 6.
    assert [high.share.low, high.share.high] == pytest.approx([0.4365, 0.9699], abs=1e-4)
    assert (fair.well, fair.n, fair.share) == (4, 4, None)
    assert (low.n, low.share) == (0, None)


def test_a_question_that_tells_nobody_apart_or_divides_raters_is_a_hint() -> None:
    assert hint_of([[4], [4], [4, 4], [4], [4]]) is Hint.ALIKE
    assert hint_of([[4], [4], [4, 4], [4]]) is None
    assert hint_of([[4, 2], [3, 5], [3, 3], [3, 4], [4, 4], [2, 3]]) is Hint.APART
    assert hint_of([[4, 2], [3, 3], [3, 3], [3, 4], [4, 4], [2, 3]]) is None


def test_marks_of_questions_are_gathered_by_criterion() -> None:
    of = {"told-wrong": "honest", "scan-to-email.honest": "honest", "kept-list": "orderly"}

    assert marks_by_criterion({"told-wrong": [4], "scan-to-email.honest": [2, 3], "gone": [1]}, of) == {
        "honest": [4, 2, 3]
    }


def test_weeks_are_rounded_and_never_negative() -> None:
    assert [weeks_between(STARTED, day) for day in (date(2026, 3, 12), date(2026, 3, 13), date(2026, 1, 1))] == [
        1,
        2,
        0,
    ]


def test_measures_name_what_ships() -> None:
    needs = {need.code for post in shipped_posts() for need in shipped_needs(post)}
    seen = {each.code for each in behaviours()}

    assert set(measures()) <= needs
    assert {code for each in measures().values() for code in each.needs} <= needs
    assert {code for each in measures().values() for code in each.behaviours} <= seen
    assert measure_of("second-language").needs == ("second-language",)
