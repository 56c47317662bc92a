import builtins
import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders.forecasting import BEGAN, cases, hours_in

from steadyhand.business.promises.forecasting.cases import Value, history_of
from steadyhand.business.promises.forecasting.ensemble import Asked
from steadyhand.business.promises.forecasting.fit import Forecaster, NotAModel, fit, up_to
from steadyhand.business.promises.forecasting.plain import fit_curves
from steadyhand.business.promises.forecasting.rhythm import EVEN
from steadyhand.business.promises.forecasting.settings import Settings
from steadyhand.business.promises.forecasting.trees import lightgbm

FEW = cases(200)
MANY = cases(900, every_hours=2.0)
NOW = hours_in(1800)
# Trees from a few hundred cases, so that a test takes a second.
ALMOST_AT_ONCE = replace(Settings(), least_for_trees=400)


@pytest.fixture(scope="module")
def with_trees() -> Forecaster:
    return fit(MANY, now=NOW, settings=ALMOST_AT_ONCE)


@pytest.fixture
def no_libgomp(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    real = builtins.__import__

    def missing(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "lightgbm":
            raise OSError("libgomp.so.1: cannot open shared object file: No such file or directory")
        return real(name, *args, **kwargs)

    lightgbm.cache_clear()
    monkeypatch.setattr(builtins, "__import__", missing)
    yield
    monkeypatch.undo()
    lightgbm.cache_clear()


def test_until_enough_is_closed_a_norm_stands_in() -> None:
    forecast = fit(FEW, now=hours_in(60)).forecast({}, opened_at=hours_in(60))

    assert forecast.is_norm
    assert "norm" in forecast.why


def test_a_few_cases_are_answered_by_curves_and_slow_kinds_later() -> None:
    forecaster = fit(FEW, now=hours_in(1200))

    boiler, copier = (forecaster.forecast({}, opened_at=hours_in(1200), segment=each) for each in ("boiler", "copier"))

    assert forecaster.name.startswith("curves")
    assert (boiler.hours_kept(0.9) or 0) > (copier.hours_kept(0.9) or 0) > 0


def test_many_cases_are_answered_by_trees_which_read_features(with_trees: Forecaster) -> None:
    near, far = (with_trees.forecast({"far": each}, opened_at=NOW, segment="boiler") for each in (0.05, 0.95))

    assert with_trees.name.startswith("hazard trees")
    assert (far.hours_kept(0.8) or 0) > (near.hours_kept(0.8) or 0)


def test_the_answer_says_on_what_it_rests(with_trees: Forecaster) -> None:
    forecast = with_trees.forecast({"far": 0.5}, opened_at=NOW, segment="boiler")

    assert forecast.why.startswith("9 of 10 like this took up to")
    assert forecast.closed_cases == with_trees.closed_cases > 800
    assert forecast.model == with_trees.name


def test_kept_and_read_back_it_answers_the_same(with_trees: Forecaster) -> None:
    again = Forecaster.from_bytes(with_trees.to_bytes())

    asked: dict[str, Value] = {"far": 0.7, "crew": "a"}
    assert again.forecast(asked, opened_at=NOW, segment="copier") == with_trees.forecast(
        asked, opened_at=NOW, segment="copier"
    )


@pytest.mark.parametrize("kept", [b"", b"{}", b'{"format": 1}', b"\x80\x04pickle"])
def test_bytes_that_are_no_model_are_refused(kept: bytes) -> None:
    with pytest.raises(NotAModel):
        Forecaster.from_bytes(kept)


def test_yesterdays_words_are_the_ledger_of_today() -> None:
    yesterday = fit(FEW, now=hours_in(900))

    today = up_to(yesterday, FEW, now=hours_in(924))

    assert set(today.said.keys) - set(yesterday.said.keys) == {"151", "152", "153", "154"}
    assert today.closed_cases > yesterday.closed_cases
    assert today.version == yesterday.version


@pytest.mark.usefixtures("no_libgomp")
def test_without_libgomp_curves_answer_and_say_so() -> None:
    forecaster = fit(MANY, now=NOW, settings=ALMOST_AT_ONCE)

    forecast = forecaster.forecast({"far": 0.5}, opened_at=NOW, segment="boiler")

    assert forecaster.name.startswith("curves")
    assert "libgomp1" in forecast.why


def test_other_failures_of_loading_are_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str, *args: Any, **kwargs: Any) -> Any:  # noqa: ARG001
        raise OSError("disk is gone")

    lightgbm.cache_clear()
    monkeypatch.setattr(builtins, "__import__", broken)
    with pytest.raises(OSError, match="disk is gone"):
        lightgbm()


def test_what_happens_later_changes_nothing_that_is_said_now() -> None:
    now = hours_in(700)
    told = [each for each in FEW if each.opened_at <= now]
    known = [replace(each, closed_at=None) if each.closed_at and each.closed_at > now else each for each in told]

    then, with_future = fit(known, now=now), fit(FEW, now=now)

    said, said_later = (each.forecast({}, opened_at=now, segment="boiler") for each in (then, with_future))
    assert said.hours == said_later.hours


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000), share=st.floats(0.1, 0.98), more=st.floats(0.0, 0.01))
def test_a_higher_share_is_never_sooner(seed: int, share: float, more: float) -> None:
    forecast = fit(cases(120, seed=seed), now=hours_in(900)).forecast({}, opened_at=hours_in(900), segment="boiler")

    sooner, later = forecast.hours_kept(share), forecast.hours_kept(share + more)

    assert later is None or (sooner is not None and sooner <= later)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 1000), stuck=st.integers(1, 40))
def test_cases_that_stay_open_never_shorten_a_curve(seed: int, stuck: int) -> None:
    now = hours_in(900)
    told = cases(120, seed=seed)
    opened = [replace(each, closed_at=None, key=f"open {number}") for number, each in enumerate(told[:stuck])]
    asked = Asked(np.zeros(1), [{}], ["boiler"], np.zeros((1, 0)))

    without = fit_curves(history_of(told, now=now), EVEN).rows(asked)
    with_open = fit_curves(history_of([*told, *opened], now=now), EVEN).rows(asked)

    reached = np.isfinite(with_open)
    assert (with_open[reached] >= without[reached] * 0.999).all()


def test_a_promise_is_longer_where_cases_stay_open() -> None:
    now = hours_in(900)
    told = cases(120)
    stuck = [replace(each, closed_at=None) if number % 4 == 0 else each for number, each in enumerate(told)]

    usual, longer = (fit(each, now=now).forecast({}, opened_at=now, segment="boiler") for each in (told, stuck))

    assert (longer.hours_kept(0.65) or math.inf) > (usual.hours_kept(0.65) or math.inf)


def test_hours_of_another_clock_are_taken_as_they_are() -> None:
    told = [replace(each, hours=1.0 + number % 7) for number, each in enumerate(cases(200))]
    told = [replace(each, closed_at=each.opened_at + timedelta(hours=5)) for each in told]

    forecast = fit(told, now=BEGAN + timedelta(hours=1300)).forecast({}, opened_at=hours_in(1300), segment="boiler")

    assert 4.0 <= (forecast.hours_kept(0.8) or 0) <= 8.0
