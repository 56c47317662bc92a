from dataclasses import replace
from datetime import timedelta

import pytest
from tests.builders.forecasting import cases, hours_in

from steadyhand.business.promises.forecasting.comparing import compare
from steadyhand.business.promises.forecasting.drift import drift_of
from steadyhand.business.promises.forecasting.fit import Forecaster, fit, up_to

TOLD = cases(400, every_hours=3.0)
NOW = hours_in(700)


@pytest.fixture(scope="module")
def champion() -> Forecaster:
    return fit(TOLD, now=NOW)


def test_a_challenger_that_would_have_kept_fewer_stays_out(champion: Forecaster) -> None:
    fast = [replace(each, closed_at=each.opened_at + timedelta(hours=1)) for each in TOLD]
    challenger = fit(fast, now=NOW)

    comparison = compare(champion, challenger, TOLD, now=hours_in(1500))

    assert comparison.challenger.kept_share < comparison.champion.kept_share
    assert not comparison.may_go_live
    assert "would have kept" in comparison.why


def test_one_that_keeps_as_many_may_go_live(champion: Forecaster) -> None:
    comparison = compare(champion, champion, TOLD, now=hours_in(1500))

    assert comparison.cases > 100
    assert comparison.may_go_live


def test_on_too_few_cases_nothing_changes(champion: Forecaster) -> None:
    comparison = compare(champion, champion, TOLD, now=NOW + timedelta(hours=3))

    assert not comparison.may_go_live
    assert "Only" in comparison.why


def test_a_calm_week_is_no_alarm(champion: Forecaster) -> None:
    later = up_to(champion, TOLD, now=hours_in(1100))

    assert not drift_of(later, TOLD, now=hours_in(1100)).is_slower


def test_a_disruption_is_heard_while_its_cases_are_still_open(champion: Forecaster) -> None:
    stuck = [replace(each, closed_at=None) if each.opened_at > hours_in(850) else each for each in TOLD]
    later = up_to(champion, stuck, now=hours_in(1100))

    drift = drift_of(later, stuck, now=hours_in(1100))

    assert drift.is_slower
    assert drift.passed_share > 0.8
