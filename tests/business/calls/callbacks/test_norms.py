"""Norms worked out by hand: what a model's own runs say, drawn towards its family's and everybody's."""

import pytest

from steadyhand.business.calls.callbacks.norms import MOST_FITTED, NormMaker, norms_of
from steadyhand.business.calls.callbacks.rules import Interval, Norm


def runs(model: str, days: float, *, count: int, family: str = "C4", pages: int | None = None) -> list[Interval]:
    return [Interval(model, family, days, pages)] * count


def test_a_rare_model_leans_on_its_family() -> None:
    # 30 runs of 100 days and 2 of 20: 3,040 ÷ 32 = 95 days in all, and the family's mean drawn towards it is 95 too.
    # The rare model: (40 + 10 × 95) ÷ 12 = 82.5 days; the usual one: (3,000 + 10 × 95) ÷ 40 = 98.75.
    found = norms_of([*runs("usual", 100, count=30), *runs("rare", 20, count=2)])

    assert (found["rare"].mean_days, found["usual"].mean_days) == (82.5, 98.75)


def test_a_rare_family_leans_on_everybody() -> None:
    # 10 runs of 100 days in one family, 10 of 20 in the other: 60 in all. The second family: (200 + 10 × 60) ÷ 20 = 40;
    # its one model: (200 + 10 × 40) ÷ 20 = 30.
    found = norms_of([*runs("a", 100, count=10), *runs("b", 20, count=10, family="S2")])

    assert found["b"].mean_days == pytest.approx(30)


def test_pages_and_days_are_drawn_apart() -> None:
    # Only b's runs are known in pages: a has a norm in days and none in pages.
    found = norms_of([*runs("a", 50, count=3), *runs("b", 50, count=3, pages=9_000)])

    assert found == {"a": Norm(None, 50.0), "b": Norm(9_000.0, 50.0)}


def test_few_runs_have_no_fitted_floor() -> None:
    maker = NormMaker()
    for run in runs("a", 50, count=29, pages=9_000):
        maker.add(run)

    (model,) = maker.norms(share=0.5)

    # A share of 1 − e^(−½) = 39 % of runs without memory is shorter than half of their mean.
    assert (model.intervals, model.intervals_in_pages) == (29, 29)
    assert model.floor_in_pages is not None
    assert (round(model.floor_in_pages.memoryless, 4), model.floor_in_pages.fitted) == (0.3935, None)


def test_wear_lowers_the_floor_and_a_long_row_is_fitted_by_a_part_of_it() -> None:
    maker = NormMaker()
    for number in range(3 * MOST_FITTED):
        # Runs between 60 and 140 days, evenly: no machine fails early.
        maker.add(Interval("a", "C4", 60.0 + 80.0 * number / (3 * MOST_FITTED), None))

    (model,) = maker.norms(share=0.5)

    assert model.floor_in_days is not None
    assert model.floor_in_days.fitted is not None
    assert model.floor_in_days.fitted < 0.1
