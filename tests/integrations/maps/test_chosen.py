"""STEADYHAND_MAPS says which maps are asked; what it says wrongly is said back, and planning goes on."""

from pathlib import Path
from typing import Any

import pytest
from tests.builders.travel import SCHAAN, VADUZ

from steadyhand.business.dispatch.travel.maps import MapSilent
from steadyhand.integrations.maps import embedded
from steadyhand.integrations.maps.chosen import chosen_maps


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Path) -> None:
    settings.HOME, settings.MAPS = tmp_path, ""


def names(settings: Any, said: str) -> list[str]:
    settings.MAPS = said
    return [one.name for one in chosen_maps()]


def test_nothing_is_asked_where_nothing_is_set_and_nothing_was_built() -> None:
    assert list(chosen_maps()) == []


def test_maps_are_asked_in_the_order_in_which_they_stand(settings: Any) -> None:
    said = "osrm:https://osrm.example/a, own ,valhalla:http://10.0.0.5:8002"

    assert names(settings, said) == ["OSRM at osrm.example", "the dealership's own map", "Valhalla at 10.0.0.5"]


def test_none_asks_nobody_even_if_a_map_was_built(settings: Any) -> None:
    assert names(settings, "none") == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("google", "neither own, nor osrm: or valhalla:"),
        ("https://osrm.example", "neither own, nor osrm: or valhalla:"),
        ("osrm:osrm.example", "neither own, nor osrm: or valhalla:"),
        ("osrm:https://me:s3cret@osrm.example", "leave out what stands before the @"),
        (f"osrm:https://osrm.example/{'x' * 80}", "longer than 80 characters"),
    ],
)
def test_what_is_misspelt_says_so_and_no_password(settings: Any, said: str, words: str) -> None:
    settings.MAPS = said
    (one,) = chosen_maps()

    with pytest.raises(MapSilent, match=words):
        one.table([VADUZ], [SCHAAN])
    assert "s3cret" not in one.name + one.key


def test_the_own_map_says_what_to_do_while_there_is_none(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MAPS = "own"
    (one,) = chosen_maps()

    for is_there, words in (
        (False, "`make maps` installs it"),
        (True, "`steadyhand maps build FILE.osm.pbf` makes one"),
    ):
        monkeypatch.setattr(embedded, "is_installed", lambda is_there=is_there: is_there)
        with pytest.raises(MapSilent, match=words):
            one.table([VADUZ], [SCHAAN])
