"""A site without coordinates is where its neighbours are; how far off is said with it."""

import pytest

from steadyhand.business.dispatch.travel.guessing import Address, Known, find_places

MAIN = {"street": "Main Street", "city": "Columbus", "region": "OH", "postcode": "43004", "country": "US"}


def at(latitude: float | None, longitude: float | None, **facts: str) -> Address:
    return Address(**{**MAIN, **facts}, latitude=latitude, longitude=longitude)


def test_its_own_coordinates_come_first() -> None:
    found = find_places({"clinic": at(39.96, -83.0)}, around=[at(40.5, -83.5)])

    assert found["clinic"].known_by is Known.COORDINATES
    assert (found["clinic"].place.latitude, found["clinic"].place.within_km) == (39.96, 0)


def test_a_number_in_the_street_makes_it_no_other_street() -> None:
    found = find_places(
        {"clinic": at(None, None, street="114 MAIN  street")}, around=[at(39.96, -83.0, street="7 Main Street")]
    )

    assert found["clinic"].known_by is Known.STREET
    assert found["clinic"].place.within_km == 1.0


def test_then_its_postcode_by_the_middle_so_that_one_wrong_point_draws_nothing_along() -> None:
    around = [at(latitude, -83.0, street=street) for latitude, street in ((39.96, "A"), (39.97, "B"), (12.0, "C"))]

    found = find_places({"clinic": at(None, None, street="Elm Street")}, around=around)

    assert found["clinic"].known_by is Known.POSTCODE
    assert found["clinic"].place.latitude == 39.96
    assert found["clinic"].place.within_km == pytest.approx(1.1, abs=0.1)


def test_then_its_city() -> None:
    around = [at(39.96, -83.0, street="Elm Street", postcode="43999")]

    found = find_places({"clinic": at(None, None)}, around=around)

    assert found["clinic"].known_by is Known.CITY
    assert found["clinic"].place.within_km == 10.0


@pytest.mark.parametrize("facts", [{"city": "Dayton", "postcode": "45402"}, {"region": "GA", "postcode": "31901"}])
def test_of_which_nothing_is_known_nothing_is_made_up(facts: dict[str, str]) -> None:
    assert find_places({"clinic": at(None, None, **facts)}, around=[at(39.96, -83.0)]) == {}


@pytest.mark.parametrize("point", [(0.0, 0.0), (95.0, 10.0), (39.9, None)])
def test_coordinates_that_stand_for_nothing_are_not_believed(point: tuple[float | None, float | None]) -> None:
    found = find_places({"clinic": at(*point)}, around=[at(39.96, -83.0)])

    assert found["clinic"].known_by is Known.STREET
