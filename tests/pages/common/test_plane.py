"""Places on a square that would cover each other are moved apart, and no further."""

from itertools import combinations
from math import dist

from hypothesis import given
from hypothesis import strategies as st

from steadyhand.pages.common.plane import apart

SIDE, LEAST = 1000, 50
places = st.lists(st.tuples(st.integers(0, SIDE), st.integers(0, SIDE)), max_size=25)


@given(at=places)
def test_no_two_of_a_few_cover_each_other_and_none_leaves_the_square(at: list[tuple[int, int]]) -> None:
    moved = apart(at, least=LEAST, side=SIDE)

    assert all(0 <= x <= SIDE and 0 <= y <= SIDE for x, y in moved)
    # A quarter of a dot: what is left after the last round, and rounding.
    assert all(dist(*pair) >= LEAST * 0.75 for pair in combinations(moved, 2))
    assert moved == apart(at, least=LEAST, side=SIDE)


def test_what_stands_apart_stays_where_it_is() -> None:
    at = [(100, 100), (500, 500), (900, 100)]

    assert apart(at, least=LEAST, side=SIDE) == at
