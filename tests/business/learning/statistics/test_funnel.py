"""Limits that published tables have, and tails that single nobody out more often than they say."""

from itertools import accumulate
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.learning.statistics.funnel import Zone, funnel, zone


@pytest.mark.parametrize(
    ("n", "limits"),
    [(20, (0.461, 0.584, 0.938, 0.996)), (80, (0.646, 0.702, 0.878, 0.921))],
)
def test_limits_around_80_in_100(n: int, limits: tuple[float, ...]) -> None:
    """Source: `p` = 0.80, both inner limits 95 %, both outer 99.8 % (Spiegelhalter's interpolation)."""
    outer, inner = funnel(0.8, n), funnel(0.8, n, inside=0.95)

    assert tuple(round(each, 3) for each in (outer.low, inner.low, inner.high, outer.high)) == limits


@given(st.floats(0.01, 0.99), st.integers(1, 3_000))
def test_limits_lie_around_the_rate_and_inside_zero_and_one(rate: float, n: int) -> None:
    outer, inner = funnel(rate, n), funnel(rate, n, inside=0.95)

    assert 0 <= outer.low <= inner.low <= rate + 1 / n
    assert rate - 1 / n <= inner.high <= outer.high <= 1


@pytest.mark.parametrize(("rate", "n"), [(0.0, 5), (1.0, 5), (0.5, 0)])
def test_a_funnel_without_a_rate_or_without_opportunities_says_so(rate: float, n: int) -> None:
    with pytest.raises(ValueError, match="funnel"):
        funnel(rate, n)


@given(st.integers(5, 30), st.integers(5, 200), st.data())
def test_whoever_is_like_the_others_is_spoken_of_once_in_a_thousand_a_side(
    n: int, others: int, data: st.DataObject
) -> None:
    seen_in_all = data.draw(st.integers(0, n + others))
    ways = [
        comb(seen_in_all, k) * comb(n + others - seen_in_all, n - k)
        for k in range(max(0, seen_in_all - others), min(n, seen_in_all) + 1)
    ]
    verdicts = [
        zone(k, n, others_seen=seen_in_all - k, others_n=others)
        for k in range(max(0, seen_in_all - others), min(n, seen_in_all) + 1)
    ]

    for side in (Zone.LOWER, Zone.HIGHER):
        assert sum(way for way, verdict in zip(ways, verdicts, strict=True) if verdict is side) <= sum(ways) / 1_000
    # And nobody else is: the next one in would be too likely.
    if Zone.LOWER in verdicts:
        last = max(at for at, verdict in enumerate(verdicts) if verdict is Zone.LOWER)
        assert list(accumulate(ways))[last + 1] > sum(ways) / 1_000


def test_few_opportunities_tell_nothing() -> None:
    assert zone(0, 4, others_seen=200, others_n=200) is Zone.TOO_FEW
    assert zone(0, 5, others_seen=200, others_n=200) is Zone.LOWER
    with pytest.raises(ValueError, match="more seen"):
        zone(6, 5, others_seen=1, others_n=9)
