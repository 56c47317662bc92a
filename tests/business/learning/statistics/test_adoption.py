"""When is something a habit, and when is it too early to say?"""

import pytest

from steadyhand.business.learning.statistics.adoption import Habit, Opportunity, adopted, of_team


def opportunities(seen: str, *, jobs: int = 5, observers: int = 2) -> list[Opportunity]:
    """Return one opportunity a sign, + seen and - not."""
    return [
        Opportunity(f"job {at % jobs}", frozenset({f"by {at % observers}"}), sign == "+")
        for at, sign in enumerate(seen)
    ]


@pytest.mark.parametrize(
    ("seen", "verdict"),
    [
        ("", Habit.TOO_EARLY),
        ("++++", Habit.TOO_EARLY),
        ("-----", Habit.NOT_YET),
        ("-+---", Habit.SOMETIMES),
        ("+++++++", Habit.SOMETIMES),
        ("++++++++", Habit.HABIT),
        ("-----++++++++-+", Habit.HABIT),
        ("++++++++++---", Habit.SOMETIMES),
        ("++++++++++----------", Habit.NOT_YET),
    ],
)
def test_the_last_ten_decide(seen: str, verdict: Habit) -> None:
    assert adopted(opportunities(seen)).verdict is verdict


def test_one_job_or_one_observer_makes_no_habit() -> None:
    assert adopted(opportunities("+" * 10, jobs=2)).verdict is Habit.SOMETIMES
    assert adopted(opportunities("+" * 10, observers=1)).verdict is Habit.SOMETIMES


@pytest.mark.parametrize(("seen", "low", "high"), [("+++--", 23, 88), ("+++++", 57, 100), ("+" * 12 + "-" * 8, 39, 78)])
def test_a_share_has_its_interval(seen: str, low: int, high: int) -> None:
    """Wilson's, as published tables have it."""
    share = adopted(opportunities(seen)).share

    assert share is not None
    assert (round(100 * share.low), round(100 * share.high)) == (low, high)


def test_below_five_no_percentage() -> None:
    assert adopted(opportunities("+++-")).share is None


def test_a_team_has_a_habit_where_all_of_whom_it_is_known_have() -> None:
    habit, sometimes, few = (adopted(opportunities(seen)) for seen in ("+" * 10, "+-" * 5, "+"))

    assert of_team([habit, habit, few]) is Habit.HABIT
    assert of_team([habit, sometimes]) is Habit.SOMETIMES
    assert of_team([few]) is Habit.TOO_EARLY
