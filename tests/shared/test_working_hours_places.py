import pytest

from steadyhand.shared.working_hours import HolidaysUnknown, countries_with_holidays, region_code, zones_by_area


def test_countries_have_the_names_that_people_read() -> None:
    names = countries_with_holidays()

    assert [names[code] for code in ("US", "DE", "BA", "IM", "CD")] == [
        "United States",
        "Germany",
        "Bosnia and Herzegovina",
        "Isle of Man",
        "DR Congo",
    ]
    assert list(names.values()) == sorted(names.values())


@pytest.mark.parametrize(
    ("country", "text", "code"), [("US", "Ohio", "OH"), ("us", " oh ", "OH"), ("DE", "Bayern", "BY"), ("US", "", "")]
)
def test_a_region_is_known_by_code_and_by_name(country: str, text: str, code: str) -> None:
    assert region_code(country, text) == code


@pytest.mark.parametrize(("country", "text"), [("US", "Bavaria"), ("DE", "Augsburg"), ("XX", "Ohio"), ("", "")])
def test_an_unknown_region_is_refused_with_a_way_out(country: str, text: str) -> None:
    with pytest.raises(HolidaysUnknown, match=r"Leave it empty|leave the region empty|two-letter code"):
        region_code(country, text)


def test_zones_are_places_where_people_live() -> None:
    areas = zones_by_area()

    assert "America/New_York" in areas["America"]
    assert "Etc" not in areas
    assert all(zone.startswith(f"{area}/") for area, zones in areas.items() for zone in zones)
