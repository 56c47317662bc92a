"""Which of two models would have kept fewer? Of cases that have run their time; and no time given keeps nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.promises.forecasting.cases import Case, Value
from steadyhand.business.promises.forecasting.forecast import Forecast
from steadyhand.business.promises.guarding import LEAST_TO_COMPARE, Compared, compare

NOW = datetime(2026, 3, 30, 13, 0, tzinfo=UTC)
SINCE = NOW - timedelta(days=20)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Says:
    """A model that says the same of everything: kept at the target within so many hours; None: no time."""

    hours: float | None

    def forecast(self, features: Mapping[str, Value], *, opened_at: datetime, segment: str = "") -> Forecast:
        del features, opened_at, segment
        if self.hours is None:
            return Forecast((0.1,), (1.0,), 100)
        return Forecast((0.5, 0.95), (self.hours / 2, self.hours), 100)


def a_case(took: float, *, days_ago: float = 15, is_open: bool = False) -> Case:
    opened_at = NOW - timedelta(days=days_ago)
    return Case(opened_at=opened_at, closed_at=None if is_open else opened_at + took * HOUR, hours=took)


def compared(champion: float | None, challenger: float | None, cases: list[Case]) -> Compared:
    return compare(Says(champion), Says(challenger), cases, since=SINCE, target=0.95, now=NOW)


def test_one_that_promises_too_soon_would_have_kept_fewer_and_is_held_back() -> None:
    found = compared(10, 5, [a_case(took) for took in range(1, 11)] * 10)

    assert (found.cases, found.champion_kept, found.challenger_kept) == (100, 100, 50)
    assert not found.may_go_live
    assert found.why == "Held back: of the latest 100 cases it would have kept 50, the present one 100."


def test_as_many_in_fewer_hours_goes_live() -> None:
    found = compared(20, 11, [a_case(took) for took in range(1, 11)] * 10)

    assert found.may_go_live
    assert (found.champion_hours, found.challenger_hours) == (20, 11)


def test_no_time_given_keeps_nothing() -> None:
    assert compared(10, None, [a_case(5)] * 100).challenger_kept == 0


def test_what_is_open_beyond_both_times_was_kept_by_neither_and_what_may_still_be_kept_is_not_counted() -> None:
    still_open, too_new = a_case(40, is_open=True), a_case(1, days_ago=1)

    found = compared(10, 10, [still_open, too_new])

    assert (found.cases, found.champion_kept) == (1, 0)


def test_what_the_present_model_has_seen_is_not_counted() -> None:
    assert compared(10, 10, [a_case(5, days_ago=25)]).cases == 0


def test_of_too_few_nobody_can_tell_so_the_present_one_stays() -> None:
    found = compared(10, 10, [a_case(5)] * (LEAST_TO_COMPARE - 1))

    assert not found.may_go_live
    assert "stays" in found.why


@given(st.floats(0.5, 20), st.floats(0.5, 20), st.lists(st.floats(0.1, 25), min_size=LEAST_TO_COMPARE, max_size=120))
def test_one_that_would_have_kept_fewer_never_goes_live(champion: float, challenger: float, took: list[float]) -> None:
    found = compared(champion, challenger, [a_case(each) for each in took])

    if found.may_go_live:
        assert sum(each <= challenger for each in took) >= sum(each <= champion for each in took)
