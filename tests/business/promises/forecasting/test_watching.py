"""The watch's rules: two witnesses, one verdict, and never a lazy one."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.promises.forecasting.forecast import Forecast
from steadyhand.business.promises.forecasting.watching import (
    LEAST_ODDS,
    NORMS,
    OpenPromise,
    Reason,
    Slips,
    Stop,
    learn_slips,
    look_at,
    reckoned_starts,
)

# Half are there within 2 hours, 95 in 100 within 6, one in a hundred takes longer than 10.
FORECAST = Forecast(shares=(0.5, 0.8, 0.95, 0.99), hours=(2.0, 4.0, 6.0, 10.0), closed_cases=400)
# Working days of nine hours.
OPENINGS = tuple(9.0 * day for day in range(40))
hours = st.floats(0.0, 60.0)
lists = st.lists(st.tuples(st.floats(0.1, 3.0), st.sampled_from((0.0, 9.0, 18.0))), max_size=8)


def seen(**kwargs: object) -> OpenPromise:
    return replace(OpenPromise(FORECAST, open_for=1.0, promised=6.0, starts=2.0), **kwargs)  # type: ignore[arg-type]


def test_on_time_by_plan_and_clock_is_not_at_risk() -> None:
    outlook = look_at(seen())

    assert outlook.odds > 0.95
    assert not outlook.is_at_risk
    assert outlook.reasons == ()


def test_a_visit_planned_after_the_promised_time_is_at_risk_hours_before() -> None:
    outlook = look_at(seen(starts=6.1))

    assert outlook.is_at_risk
    assert outlook.reasons[0] is Reason.PLANNED_TOO_LATE


def test_nothing_planned_is_said_when_time_runs_out() -> None:
    outlook = look_at(seen(open_for=5.5, starts=None))

    assert outlook.reasons == (Reason.NOTHING_PLANNED, Reason.TIME_RUNS_OUT)


def test_a_part_is_nobodys_visit() -> None:
    outlook = look_at(seen(open_for=5.5, starts=None, needs_visit=False))

    assert outlook.reasons == (Reason.TIME_RUNS_OUT,)


def test_what_is_blocked_is_at_risk_at_once() -> None:
    outlook = look_at(seen(is_blocked=True))

    assert outlook.odds == LEAST_ODDS
    assert outlook.reasons == (Reason.IS_BLOCKED,)


def test_in_the_last_hours_less_doubt_is_enough_to_speak() -> None:
    # With 1.4 hours left, and with 2.5: about the same odds.
    near = look_at(seen(open_for=4.6, starts=5.7))
    far = look_at(seen(open_for=3.5, starts=5.7))

    assert NORMS.at_risk_below < near.odds < NORMS.last_call_below
    assert near.is_at_risk
    assert NORMS.at_risk_below < far.odds < NORMS.last_call_below
    assert not far.is_at_risk


def test_past_its_time_a_promise_is_missed_and_not_at_risk() -> None:
    assert look_at(seen(open_for=6.0)).odds == 0.0
    assert not look_at(seen(open_for=6.0)).is_at_risk


@given(open_for=hours, promised=hours, starts=st.none() | hours)
def test_odds_are_odds_and_who_is_at_risk_has_a_reason(open_for: float, promised: float, starts: float | None) -> None:
    outlook = look_at(OpenPromise(FORECAST, open_for=open_for, promised=promised, starts=starts))

    assert 0.0 <= outlook.odds < 1.0
    assert bool(outlook.reasons) is outlook.is_at_risk


@given(open_for=st.floats(0.0, 5.0), starts=hours, later=st.floats(0.0, 20.0))
def test_a_later_plan_never_looks_better(open_for: float, starts: float, later: float) -> None:
    now = look_at(seen(open_for=open_for, starts=starts))
    then = look_at(seen(open_for=open_for, starts=starts + later))

    assert then.odds <= now.odds


@given(promised=st.floats(2.0, 20.0), longer=st.floats(0.0, 20.0))
def test_more_time_never_looks_worse(promised: float, longer: float) -> None:
    assert look_at(seen(promised=promised + longer)).odds >= look_at(seen(promised=promised)).odds - 1e-9


@given(stops=lists, free_at=st.floats(0.0, 30.0))
def test_every_visit_starts_when_somebody_is_free_and_allowed(stops: list[tuple[float, float]], free_at: float) -> None:
    waiting = [Stop(str(number), takes, not_before) for number, (takes, not_before) in enumerate(stops)]

    starts = reckoned_starts(waiting, free_at=free_at, travel=0.4, openings=OPENINGS, last_start=8.0)

    assert starts.keys() == {stop.key for stop in waiting}
    for stop in waiting:
        assert starts[stop.key] >= max(free_at, stop.not_before) + 0.4
        assert (starts[stop.key] - 0.4) % 9.0 <= 8.0 + 1e-9
    in_turn = sorted((starts[stop.key], stop.takes) for stop in waiting)
    assert all(later - start >= takes + 0.4 - 1e-9 for (start, takes), (later, _) in pairwise(in_turn))


def test_what_is_for_tomorrow_lets_pass_what_can_be_done_today() -> None:
    starts = reckoned_starts(
        [Stop("tomorrow", 1.0, not_before=9.0), Stop("today", 1.0)],
        free_at=2.0,
        travel=0.5,
        openings=OPENINGS,
        last_start=8.0,
    )

    assert starts == {"today": 2.5, "tomorrow": 9.5}


def test_the_plan_of_a_house_that_is_always_late_is_trusted_less() -> None:
    looks = [(ahead / 10, 1.0 + ahead / 20) for ahead in range(100)]

    slips = learn_slips(looks)

    assert slips.bias == pytest.approx(3.5)
    assert slips.odds(2.0, ahead=1.0) < NORMS.slips.odds(2.0, ahead=1.0)


def test_few_looks_teach_nothing() -> None:
    assert learn_slips([(1.0, 5.0)] * 59) == NORMS.slips


@given(share=st.floats(0.01, 0.99), ahead=st.floats(0.0, 40.0))
def test_a_floor_for_promises_is_where_the_odds_are(share: float, ahead: float) -> None:
    hours = NORMS.slips.start_by(share, ahead=ahead)

    assert NORMS.slips.odds(hours - ahead, ahead=ahead) == pytest.approx(share)


@given(looks=st.lists(st.tuples(st.floats(0.0, 40.0), st.floats(-20.0, 40.0)), max_size=200))
def test_whatever_was_seen_the_curve_has_a_width(looks: list[tuple[float, float]]) -> None:
    slips = learn_slips(looks)

    assert slips.near > 0
    assert slips.grows >= 0
    # So that a visit moved back never looks more hopeful.
    assert slips.near >= slips.grows * slips.bias
    assert 0.0 < Slips.odds(slips, 1.0, ahead=3.0) < 1.0
