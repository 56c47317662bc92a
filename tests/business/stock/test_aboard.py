"""Is anything missing that a call may need?"""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.stock.aboard import Needed, packed

FUSER, ROLLER, SCREW = (UUID(int=number) for number in (1, 2, 3))


def test_what_is_aboard_and_what_is_not() -> None:
    needed = [Needed(ROLLER, "roller", 0.3), Needed(FUSER, "fuser", 0.4), Needed(SCREW, "screw", 0.05)]

    truck = packed([*needed, Needed(None, "drum", 0.5)], {ROLLER: 2})

    assert [each.name for each in truck.has] == ["roller"]
    assert [each.name for each in truck.lacks] == ["drum", "fuser"]
    assert truck.nothing_missing == pytest.approx(0.5 * 0.6 * 0.95)


@given(st.lists(st.floats(0, 1), max_size=8), st.sets(st.integers(0, 7)))
def test_more_aboard_is_never_worse(chances: list[float], aboard: set[int]) -> None:
    needed = [Needed(UUID(int=number), str(number), chance) for number, chance in enumerate(chances)]
    some = packed(needed, {UUID(int=number): 1 for number in aboard})
    everything = packed(needed, {UUID(int=number): 1 for number in range(8)})

    assert 0 <= some.nothing_missing <= everything.nothing_missing == 1
