"""Until when a position is shared, how exact it is kept, and from when on it says nothing."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY

from steadyhand.business.dispatch.positions.rules import (
    FRESH,
    WITHOUT_SHIFT,
    NoPosition,
    fix_of,
    is_fresh,
    shared_until,
)

HOUR = timedelta(hours=1)


def test_it_ends_with_the_shift_and_soon_where_there_is_none() -> None:
    noon, evening = MONDAY + 3 * HOUR, MONDAY + 8 * HOUR

    assert shared_until([noon, evening], now=MONDAY) == evening
    assert shared_until([noon], now=evening) == evening + WITHOUT_SHIFT
    assert shared_until([], now=noon) == noon + WITHOUT_SHIFT


def test_a_place_is_kept_to_the_house_and_no_nearer() -> None:
    fix = fix_of(39.961234567, -82.998765432, 12.4)

    assert (fix.latitude, fix.longitude, fix.metres) == (39.9612, -82.9988, 12)


@pytest.mark.parametrize(("latitude", "longitude", "metres"), [(91, 0, 5), (0, -181, 5), (0, 0, 20_000), (0, 0, -1)])
def test_what_is_no_place_is_not_kept(latitude: float, longitude: float, metres: float) -> None:
    with pytest.raises(NoPosition):
        fix_of(latitude, longitude, metres)


def test_a_place_goes_stale() -> None:
    assert is_fresh(MONDAY, now=MONDAY + FRESH)
    assert not is_fresh(MONDAY, now=MONDAY + FRESH + timedelta(seconds=1))
