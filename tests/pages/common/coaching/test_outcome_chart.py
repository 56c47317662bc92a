"""A team's outcomes are held against limits that stay, without the mix of machines, and a few weeks tell nothing."""

from datetime import date, timedelta

import pytest

from steadyhand.business.insight.outcomes import DOWNTIME, FIXED_FIRST, MeanWeek, Week
from steadyhand.pages.common.coaching.outcome_chart import limits_from, mean_chart, outcome_chart

SINCE = date(2026, 1, 5)


def monday(number: int) -> date:
    return SINCE + timedelta(weeks=number)


def weeks(*counts: int, of: int = 40) -> list[Week]:
    return [Week(monday(number), count, of) for number, count in enumerate(counts)]


def test_a_slow_slide_isn_t_forgiven_by_limits_that_move_along() -> None:
    """Down by a point or two a week: half a year later it lies far below where it began."""
    slide = weeks(*[32] * 12, *[31, 31, 30, 30, 29, 29, 28, 28, 27, 27, 26, 26, 25, 25])

    chart = outcome_chart(FIXED_FIRST, slide, since=SINCE)

    assert chart is not None
    assert chart.verdict == "moved, to the worse"
    # Limits from the last twelve weeks would have seen nothing.
    late = outcome_chart(FIXED_FIRST, slide[14:], since=monday(14))
    assert late is not None
    assert late.verdict == "varies as before"


def test_a_week_of_hard_machines_stays_within_the_limits_and_says_so() -> None:
    even = (("hard", 20, 40), ("simple", 36, 40))
    mixed = [Week(monday(number), 56, 80, even) for number in range(12)]
    mixed.append(Week(monday(12), 40, 80, (("hard", 40, 80),)))

    chart = outcome_chart(FIXED_FIRST, mixed, since=SINCE)
    plain = outcome_chart(FIXED_FIRST, [Week(each.on, each.count, each.of) for each in mixed], since=SINCE)

    assert chart is not None
    assert plain is not None
    assert (chart.verdict, chart.is_mixed) == ("varies as before", True)
    assert chart.rows[0][1] == "40 of 80, 70 % with the usual mix"
    assert plain.verdict == "one week stands out"


@pytest.mark.parametrize("many", [1, 7])
def test_a_few_weeks_tell_nothing(many: int) -> None:
    chart = mean_chart(DOWNTIME, [MeanWeek(monday(number), 4.0, 9) for number in range(many)], since=SINCE)

    assert chart is not None
    assert (chart.verdict, chart.band) == ("too few to tell", "")


def test_a_mean_has_limits_from_how_it_moves_from_week_to_week() -> None:
    usual = [MeanWeek(monday(number), hours, 30) for number, hours in enumerate([4.0, 4.4] * 6)]

    chart = mean_chart(DOWNTIME, [*usual, MeanWeek(monday(12), 9.0, 30)], since=SINCE)

    assert chart is not None
    assert chart.verdict == "one week stands out"
    assert chart.rows[0] == ("30 Mar", "9.0 h over 30", "speaks")
    assert outcome_chart(FIXED_FIRST, [], since=SINCE) is None


def test_without_a_roll_out_limits_come_from_the_first_weeks_of_a_year_that_is_long_enough() -> None:
    assert limits_from([], date(2026, 11, 29)).since == date(2026, 1, 5)
    assert limits_from([], date(2026, 3, 9)).since == date(2025, 1, 6)
