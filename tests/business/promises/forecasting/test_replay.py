from dataclasses import replace

import numpy as np
from tests.builders.forecasting import cases, hours_in

from steadyhand.business.promises.forecasting.cases import Case, Floats, History, history_of, wall_hours
from steadyhand.business.promises.forecasting.replay import replay, schedule_by_count, schedule_of
from steadyhand.business.promises.forecasting.settings import Settings


def whole(told: list[Case]) -> History:
    return history_of(told, now=hours_in(5000))


def promised(told: list[Case]) -> Floats:
    history = whole(told)
    schedule = schedule_of(
        history,
        evaluate_from=wall_hours(hours_in(600)),
        first_fit=wall_hours(hours_in(300)),
        refit_hours=100.0,
    )
    return replay(history, replace(schedule, reading_hours=24.0), Settings()).promised


def test_the_future_of_a_log_changes_no_promise_of_its_past() -> None:
    told = cases(200)

    short, long = promised(told[:160]), promised(told)

    asked = ~np.isnan(short)
    assert asked.sum() > 40
    assert np.array_equal(short[asked], long[:160][asked])


def test_how_a_case_ends_changes_no_promise_made_before() -> None:
    told = cases(200)
    stuck = [replace(each, closed_at=None) if number == 150 else each for number, each in enumerate(told)]

    before, after = promised(told), promised(stuck)

    asked = ~np.isnan(before[:151])
    assert np.array_equal(before[:151][asked], after[:151][asked])


def test_most_promises_are_kept() -> None:
    told = cases(400, every_hours=3.0)
    history = whole(told)
    begin = wall_hours(hours_in(500))
    schedule = schedule_by_count(history, evaluate_from=begin, first_fit=wall_hours(hours_in(250)), refits=6)

    found = replay(history, schedule, Settings()).promised

    given = np.isfinite(found)
    assert given.sum() > 150
    assert 0.9 <= (history.hours[given] <= found[given]).mean() <= 0.99
