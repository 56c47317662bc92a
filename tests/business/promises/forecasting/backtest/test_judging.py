from dataclasses import replace

import numpy as np
import pytest
from tests.builders.forecasting import cases, hours_in

from steadyhand.business.promises.forecasting.backtest.judging import chance_of_at_most, judge, luck_floor
from steadyhand.business.promises.forecasting.cases import History, history_of


def of_four_hours(count: int = 40) -> History:
    history = history_of(cases(count), now=hours_in(10_000))
    return replace(history, ended=history.opened + 4.0, hours=np.full(count, 4.0))


def test_kept_is_counted_over_those_given_a_time_and_loss_over_all() -> None:
    history = of_four_hours()
    promised = np.full(40, 6.0)
    promised[:10] = np.inf
    promised[10:13] = 3.0

    found = judge(history, 0, promised, target=0.9, horizon=100.0)

    assert found.kept == pytest.approx(27 / 30)
    assert found.no_answer_share == pytest.approx(0.25)
    assert found.pinball_hours == pytest.approx((27 * 0.1 * 2 + 3 * 0.9 * 1 + 10 * 0.1 * 96) / 40)


def test_beyond_the_horizon_is_no_time_and_not_closed_by_it_is_missed() -> None:
    history = replace(of_four_hours(), closed=np.zeros(40, dtype=np.bool_))

    assert judge(history, 0, np.full(40, 101.0), target=0.9, horizon=100.0).given == 0
    assert judge(history, 0, np.full(40, 50.0), target=0.9, horizon=100.0).kept == 0.0


def test_where_the_log_ends_first_nothing_is_counted() -> None:
    history = of_four_hours()
    history = replace(history, closed=np.zeros(40, dtype=np.bool_), now=float(history.opened[-1]) + 1)

    assert judge(history, 39, np.array([50.0]), target=0.9, horizon=100.0).unknown == 1


def test_a_segment_is_short_only_beyond_chance() -> None:
    assert chance_of_at_most(90, 100, 0.95) == pytest.approx(0.0282, abs=1e-4)
    assert chance_of_at_most(100, 100, 0.95) == pytest.approx(1.0)


def test_the_luck_floor_falls_with_more_segments() -> None:
    one, many = luck_floor([100], 0.95), luck_floor([100] * 20, 0.95)

    assert one is not None
    assert many is not None
    assert many < one <= 0.92
    assert luck_floor([], 0.95) is None
