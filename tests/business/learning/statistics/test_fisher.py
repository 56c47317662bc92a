"""Fisher's exact test, held against published values."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.learning.statistics.fisher import fisher, least_chance

counts = st.integers(0, 25).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("first", "second", "chance"),
    [
        # A lady tasting tea: 34 of 70. Source: Fisher (1935), chapter II; R's `fisher.test`, example TeaTasting.
        ((3, 4), (1, 4), 0.4857143),
        # Convictions of like-sex twins of criminals. Source: R's `fisher.test`, example Convictions: 0.0005367.
        ((2, 12), (15, 18), 0.0005367),
        # Studying by sex. Source: en.wikipedia.org/wiki/Fisher's_exact_test: 0.002759456 two-sided.
        ((1, 10), (11, 14), 0.002759456),
    ],
)
def test_it_gives_the_published_chances(first: tuple[int, int], second: tuple[int, int], chance: float) -> None:
    assert fisher(*first, *second) == pytest.approx(chance, rel=2e-4)


@given(counts, counts)
def test_it_is_the_sum_of_tables_no_likelier_than_this_one(first: tuple[int, int], second: tuple[int, int]) -> None:
    (seen, n), (others_seen, others_n) = first, second
    total = comb(n + others_n, seen + others_seen)
    each = [
        Fraction(comb(n, k) * comb(others_n, seen + others_seen - k), total)
        for k in range(n + 1)
        if 0 <= seen + others_seen - k <= others_n
    ]
    here = Fraction(comb(n, seen) * comb(others_n, others_seen), total)

    assert fisher(seen, n, others_seen, others_n) == pytest.approx(float(sum(p for p in each if p <= here)))
    assert fisher(seen, n, others_seen, others_n) == fisher(others_seen, others_n, seen, n)
    assert least_chance(n, others_n, seen + others_seen) <= fisher(seen, n, others_seen, others_n) <= 1


def test_more_seen_than_there_were_is_refused() -> None:
    with pytest.raises(ValueError, match="3 of 2"):
        fisher(3, 2, 0, 4)
    with pytest.raises(ValueError, match="9 of 6"):
        least_chance(2, 4, 9)
