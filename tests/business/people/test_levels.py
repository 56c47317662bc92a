"""Of all that was claimed, the best of the newest counts, on the day that is asked for."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.people.levels import Claim, Source, standing_on

MARCH, APRIL, MAY = (date(2026, month, 1) for month in (3, 4, 5))
days = st.none() | st.dates(date(2025, 1, 1), date(2027, 1, 1))
claims = st.lists(
    st.builds(
        Claim,
        level=st.integers(0, 4),
        source=st.sampled_from(Source),
        valid_from=days,
        expires_on=days,
        revoked_on=days,
        order=st.integers(0, 99),
    ),
    max_size=6,
)


def seen(level: int, source: Source = Source.OBSERVED, **facts: Any) -> Claim:
    return Claim(level, source, **facts)


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ([], 0),
        ([seen(2)], 2),
        # The newest of a source corrects what it said before, downwards too.
        ([seen(3, valid_from=MARCH), seen(2, valid_from=APRIL)], 2),
        ([seen(2, valid_from=APRIL), seen(3)], 2),
        ([seen(3, order=1), seen(1, order=2)], 1),
        # Between sources the best counts; one's own word never does.
        ([seen(2), seen(3, Source.CERTIFICATE)], 3),
        ([seen(1), seen(4, Source.SELF)], 1),
        # Its last day counts, the day of a revocation doesn't, and what isn't valid lets the one before count again.
        ([seen(3, expires_on=MAY)], 3),
        ([seen(3, expires_on=APRIL), seen(1, Source.TEST)], 1),
        ([seen(3, revoked_on=MAY)], 0),
        ([seen(2), seen(3, valid_from=MARCH, revoked_on=MAY)], 2),
        ([seen(3, valid_from=date(2026, 5, 2))], 0),
    ],
)
def test_the_level_of_a_day(said: list[Claim], level: int) -> None:
    assert standing_on(said, MAY).level == level


@given(claims, st.dates(date(2025, 1, 1), date(2027, 1, 1)))
def test_it_is_one_that_counts_and_never_ones_own_word(said: list[Claim], on: date) -> None:
    standing = standing_on(said, on)

    assert standing.best is None or (standing.best.counts_on(on) and standing.best.source is not Source.SELF)
    assert standing.own is None or standing.own.source is Source.SELF
    assert (standing.best is None) == (not any(c.counts_on(on) and c.source is not Source.SELF for c in said))
