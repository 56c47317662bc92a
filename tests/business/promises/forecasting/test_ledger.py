from dataclasses import replace

import numpy as np
import pytest

from steadyhand.business.promises.forecasting.curves import LEVELS
from steadyhand.business.promises.forecasting.ledger import Book, promised, stretches
from steadyhand.business.promises.forecasting.settings import Settings

SETTINGS = replace(Settings(), horizon_hours=2000.0)
ONE = np.zeros(1, dtype=np.int64)


def a_row(scale: float) -> np.ndarray:
    """Return a forecast of an even hazard, half of it done after `scale`."""
    row: np.ndarray = -np.log2(1 - LEVELS) * scale
    return row


def a_book(*, took: float, open_for: float | None = None, count: int = 2000, segment: int = 0) -> Book:
    """Return forecasts of 10 hours' half-life; they really took `took` times as long, or are open for so long."""
    even = (np.arange(count) + 0.5) / count
    lasted = -np.log2(1 - even) * 10.0 * took
    closed = np.ones(count, dtype=np.bool_)
    age = np.full(count, 500.0)
    if open_for is not None:
        age = np.full(count, open_for)
        closed = lasted < age
        lasted = np.minimum(lasted, age)
    return Book(
        rows=np.tile(a_row(10.0), (count, 1)), lasted=lasted, closed=closed, age=age,
        known=np.full(count, 1000.0), segments=np.full(count, segment, dtype=np.int64),
    )  # fmt: skip


def hours_of(book: Book, share: float = 0.95) -> float:
    stretched = stretches(book, share, 2, SETTINGS, knows=1000)
    return float(promised(stretched, a_row(10.0)[None, :], ONE, SETTINGS.horizon_hours)[0])


def test_forecasts_that_were_right_are_left_nearly_alone() -> None:
    exact = -np.log2(0.05) * 10.0

    assert exact < hours_of(a_book(took=1.0)) < 1.15 * exact


def test_forecasts_that_were_short_are_stretched() -> None:
    assert hours_of(a_book(took=2.0)) == pytest.approx(2 * hours_of(a_book(took=1.0)), rel=0.1)


def test_open_cases_are_heard_before_they_close() -> None:
    # Nothing promised has broken yet, but too much is open for its age.
    assert hours_of(a_book(took=2.0, open_for=40.0)) > 1.02 * hours_of(a_book(took=1.0, open_for=40.0))


def test_a_higher_share_is_never_sooner() -> None:
    book = a_book(took=1.3)

    hours = [hours_of(book, share) for share in (0.5, 0.8, 0.9, 0.95, 0.975)]

    assert hours == sorted(hours)


def test_an_empty_book_changes_nothing() -> None:
    assert hours_of(a_book(took=1.0, count=0)) == pytest.approx(
        float(np.exp(np.mean(np.log([-np.log2(0.05) * 10, -np.log2(0.1) * 10])))), rel=1e-3
    )
