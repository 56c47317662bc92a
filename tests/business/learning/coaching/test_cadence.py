"""What follows a training, and what comes after the eighth week."""

from datetime import date

from steadyhand.business.learning.coaching.cadence import (
    RIDE_WEEKS,
    WAVES_APART,
    Sort,
    next_ride,
    starts_after,
    wanted,
    week_on,
)


def test_eight_talks_and_ride_alongs_in_weeks_two_five_and_eight() -> None:
    steps = list(wanted())

    assert [step.week for step in steps if step.sort is Sort.TALK] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [step.week for step in steps if step.sort is Sort.RIDE] == [2, 5, 8]


def test_then_a_ride_along_every_six_weeks() -> None:
    assert [next_ride(2), next_ride(6), next_ride(8), next_ride(14), next_ride(9)] == [5, 8, 14, 20, 15]


def test_coaching_begins_on_the_monday_after_the_training() -> None:
    assert starts_after(date(2026, 3, 13)) == date(2026, 3, 16)
    assert starts_after(date(2026, 3, 16)) == date(2026, 3, 23)
    assert week_on(date(2026, 3, 16), 5) == date(2026, 4, 13)


def test_three_waves_a_week_apart_never_ride_in_the_same_week() -> None:
    weeks = [{week + apart for week in RIDE_WEEKS} for apart in range(WAVES_APART)]

    assert len(set.union(*weeks)) == sum(len(each) for each in weeks) == 9
