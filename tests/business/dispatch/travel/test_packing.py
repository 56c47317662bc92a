"""Drives come back as they were kept, the newer over the older."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.dispatch.travel.packing import Drives, unpack

ends = st.dictionaries(st.integers(0, 2**62), st.tuples(st.integers(-1, 10**6), st.integers(-1, 10**7)), max_size=30)


def drives(said: dict[int, tuple[int, int]], day: int) -> Drives:
    cells = sorted(said)
    seconds = np.array([said[cell][0] for cell in cells], dtype=np.int32)
    metres = np.array([said[cell][1] for cell in cells], dtype=np.int32)
    days = np.full(len(cells), day, dtype=np.int32)
    return Drives(np.array(cells, dtype=np.int64), seconds, metres, days)


def as_said(kept: Drives) -> dict[int, tuple[int, int]]:
    return {
        int(cell): (int(seconds), int(metres))
        for cell, seconds, metres in zip(kept.cells, kept.seconds, kept.metres, strict=True)
    }


@given(ends)
def test_what_is_kept_comes_back(said: dict[int, tuple[int, int]]) -> None:
    assert as_said(unpack(drives(said, 20_000).pack())) == said


@given(ends, ends)
def test_the_newer_stands_over_the_older(older: dict[int, tuple[int, int]], newer: dict[int, tuple[int, int]]) -> None:
    both = drives(older, 20_000).with_newer(drives(newer, 20_010), since=19_000)

    assert as_said(both) == {**older, **newer}
    assert (np.diff(both.cells) > 0).all()


def test_what_is_too_old_is_dropped_when_something_newer_comes() -> None:
    both = drives({1: (5, 5)}, 100).with_newer(drives({2: (6, 6)}, 200), since=150)

    assert as_said(both) == {2: (6, 6)}
