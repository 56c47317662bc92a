import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.promises.forecasting.pace import Counts, Events, counts_at, measures

TIMES = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 200)), min_size=2, max_size=30)


def events(cases: list[tuple[int, int]]) -> Events:
    opened = np.array([float(each) for each, _ in cases])
    hours = np.array([float(each) for _, each in cases])
    none = np.zeros(len(cases), dtype=np.int64)
    return Events.of(none, opened, opened + hours, np.ones(len(cases), dtype=np.bool_), hours, 10_000.0)


def at(found: Events, moment: float) -> Counts:
    return counts_at(found, np.zeros(1, dtype=np.int64), np.array([moment]))


def test_open_now_counts_what_has_begun_and_not_ended() -> None:
    found = events([(0, 10), (5, 100), (50, 10)])

    assert [float(at(found, moment).open_now[0]) for moment in (0.0, 6.0, 20.0, 55.0)] == [0.0, 2.0, 1.0, 2.0]


def test_slow_open_cases_show_in_the_pace_before_any_closes() -> None:
    calm = events([(hour * 10, 5) for hour in range(30)])
    stuck = events([(hour * 10, 5) for hour in range(20)] + [(hour * 10, 900) for hour in range(20, 30)])

    assert measures(at(stuck, 310.0))[0, 0] > measures(at(calm, 310.0))[0, 0]


@given(cases=TIMES, later=TIMES)
def test_what_happens_later_changes_nothing_that_was_known(
    cases: list[tuple[int, int]], later: list[tuple[int, int]]
) -> None:
    more = [(opened + 600, hours) for opened, hours in later]

    then, now = at(events(cases), 550.0), at(events(cases + more), 550.0)

    assert np.allclose(measures(then), measures(now), atol=1e-6)
