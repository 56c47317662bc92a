"""Cohen's kappa as published tables have it, and too few to tell where nobody could."""

import pytest

from steadyhand.business.learning.statistics.agreement import FEWEST, Alike, agreement


def of(table: list[list[int]]) -> list[tuple[int, int]]:
    return [(one, other) for one, row in enumerate(table) for other, many in enumerate(row) for _ in range(many)]


def test_two_clinicians_of_a_hundred_people() -> None:
    """Source: Fleiss, Levin & Paik, Statistical Methods for Rates and Proportions, table 18.1: kappa .68."""
    known = agreement(of([[75, 1, 4], [5, 4, 1], [0, 0, 10]]))

    assert (known.agreed, known.n) == (89, 100)
    assert known.kappa == pytest.approx(0.676, abs=0.0005)
    assert known.low is not None
    assert known.high is not None
    # The published large-sample interval is .51 to .85 (standard error .087).
    assert (round(known.low, 2), round(known.high, 2)) == (0.45, 0.82)
    assert known.verdict is Alike.ALIKE


def test_two_readers_of_fifty_proposals() -> None:
    """Source: the textbook's 20, 5, 10, 15: seven of ten the same, half of it by chance: .40."""
    known = agreement(of([[20, 5], [10, 15]]))

    assert known.kappa == pytest.approx(0.4)
    # Between .12 and .62 nothing is told yet.
    assert known.verdict is Alike.TOO_FEW


def test_whoever_answers_by_a_coin_agrees_by_chance_only() -> None:
    known = agreement(of([[50, 50], [50, 50]]))

    assert known.kappa == pytest.approx(0.0)
    assert known.verdict is Alike.APART


@pytest.mark.parametrize("table", [[[5, 0], [0, 6]], [[0]], [[30]]])
def test_few_answers_or_one_answer_all_the_time_tell_nothing(table: list[list[int]]) -> None:
    known = agreement(of(table))

    assert (known.kappa, known.verdict) == (None, Alike.TOO_FEW)


def test_always_the_same_is_not_taken_for_certain() -> None:
    known = agreement(of([[10, 0], [0, 10]]))

    assert known.n >= FEWEST
    assert known.kappa == pytest.approx(1.0)
    assert known.low is not None
    assert 0.6 < known.low < 0.75
