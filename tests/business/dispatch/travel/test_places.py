"""Places are points of the earth; near ones are the same."""

import numpy as np
import pytest
from tests.builders.travel import COLUMBUS, SCHAAN, VADUZ

from steadyhand.business.dispatch.travel.places import NoSuchPlace, Place, cells_of, straight_km


def test_a_straight_line_is_as_long_as_others_say() -> None:
    # Paris to New York: 5,837 km on a sphere of mean radius.
    found = straight_km([Place(48.8566, 2.3522)], [Place(40.7128, -74.0060)])

    assert found[0, 0] == pytest.approx(5837, abs=1)


def test_across_the_date_line_it_is_near() -> None:
    assert straight_km([Place(0, 179.9)], [Place(0, -179.9)])[0, 0] == pytest.approx(22.24, abs=0.01)


def test_the_same_door_is_one_place_and_the_next_street_another() -> None:
    door, same_door, next_street = Place(47.14101, 9.52149), Place(47.14099, 9.52151), Place(47.14190, 9.52149)

    cells = cells_of([door, same_door, next_street])

    assert cells[0] == cells[1] != cells[2]


def test_no_two_corners_of_the_earth_share_a_number() -> None:
    corners = [Place(a, b) for a in (-90, 0, 90) for b in (-180, 0, 180)]

    assert len(np.unique(cells_of(corners))) == 9


@pytest.mark.parametrize(("latitude", "longitude"), [(91, 0), (0, 181), (float("nan"), 0), (0, float("inf"))])
def test_what_is_no_place_is_refused(latitude: float, longitude: float) -> None:
    with pytest.raises(NoSuchPlace, match="is no place: latitude goes from -90"):
        Place(latitude, longitude)


def test_no_places_have_no_lines_between_them() -> None:
    assert straight_km([], []).shape == (0, 0)
    assert straight_km([VADUZ], []).shape == (1, 0)
    assert straight_km([VADUZ, SCHAAN], [COLUMBUS]).shape == (2, 1)
    assert cells_of([]).size == 0
