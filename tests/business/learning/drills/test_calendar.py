"""When a drill is wanted: on days 2, 7, 21, 60 and each quarter, days away left out, and never two at once."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.learning.drills.calendar import next_drill

READ = date(2026, 3, 2)
DAY = timedelta(days=1)
CODES = ("a", "b", "c", "d")


def rounds(count: int) -> list[tuple[str, int]]:
    """Return each drill and the day after reading on which it was wanted, each done on its day."""
    done: list[date] = []
    for _ in range(count):
        done.append(next_drill(CODES, read_on=READ, drilled_on=done).on)
    return [(CODES[number % 4], (on - READ).days) for number, on in enumerate(done)]


def test_each_round_has_its_day_and_another_drill() -> None:
    assert rounds(6) == [("a", 2), ("b", 7), ("c", 21), ("d", 60), ("a", 151), ("b", 242)]


def test_days_away_do_not_count() -> None:
    away = [(READ + DAY, READ + 8 * DAY)]

    assert next_drill(CODES, read_on=READ, drilled_on=(), away=away).on == READ + 9 * DAY


def test_one_that_came_late_moves_those_behind_it() -> None:
    late = READ + 30 * DAY

    assert next_drill(CODES, read_on=READ, drilled_on=[late]).on == late + 5 * DAY


def test_another_try_on_the_same_day_and_one_while_reading_are_no_round() -> None:
    assert next_drill(CODES, read_on=READ, drilled_on=[READ]).round == 1
    assert next_drill(CODES, read_on=READ, drilled_on=[READ + 2 * DAY, READ + 2 * DAY]).round == 2


@given(st.lists(st.integers(1, 300), max_size=8))
def test_what_comes_next_is_never_on_a_day_that_has_passed_when_the_last_one_was_done(days: list[int]) -> None:
    done = sorted({READ + each * DAY for each in days})
    due = next_drill(CODES, read_on=READ, drilled_on=done)

    assert due.on > (done[-1] if done else READ)
    assert due.drill in CODES
