"""A map of one's own is built from an extract, answers by itself, and says what is wrong with what it is given."""

import os
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from tests.builders.travel import COLUMBUS, SCHAAN, TRIESEN, VADUZ

from steadyhand.business.dispatch.travel.maps import MapSilent
from steadyhand.integrations.maps import building, embedded
from steadyhand.integrations.maps.building import CannotBuild, build_map
from steadyhand.integrations.maps.built import built_map
from steadyhand.integrations.maps.embedded import EmbeddedMap, is_installed

NOW = datetime(2026, 3, 9, 13, 0, tzinfo=UTC)
NAME = "liechtenstein-2015.osm.pbf"


@pytest.fixture(scope="module")
def extract() -> Path:
    path = Path(os.environ.get("STEADYHAND_DATA", "")) / "osm" / NAME
    if not os.environ.get("STEADYHAND_DATA") or not path.is_file():
        pytest.skip(f"STEADYHAND_DATA names no folder with osm/{NAME}")
    if not is_installed():
        pytest.skip("Valhalla isn't installed: make maps")
    return path


@pytest.fixture(scope="module")
def maps(extract: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("maps")
    build_map(extract, folder, now=NOW)
    return folder


def test_drives_are_as_long_as_they_are_in_liechtenstein(maps: Path) -> None:
    found = EmbeddedMap(maps).table([VADUZ, TRIESEN], [SCHAAN])

    # Vaduz to Schaan: 3 km, 5 minutes of free road; Triesen is on the other side of Vaduz.
    assert 2_800 < found.metres[0, 0] < 4_000
    assert 150 < found.seconds[0, 0] < 480
    assert found.seconds[1, 0] > found.seconds[0, 0]


def test_a_place_off_the_map_is_not_known_and_the_others_are(maps: Path) -> None:
    found = EmbeddedMap(maps).table([VADUZ, COLUMBUS], [SCHAAN, COLUMBUS])

    assert np.isnan(found.seconds).tolist() == [[False, True], [True, True]]


def test_its_credit_is_openstreetmap_s(maps: Path) -> None:
    assert "OpenStreetMap contributors" in EmbeddedMap(maps).attribution


def test_a_map_built_anew_has_another_key_and_the_one_before_stays_for_who_still_reads_it(
    extract: Path, maps: Path
) -> None:
    first, key = built_map(maps), EmbeddedMap(maps).key

    build_map(extract, maps, now=NOW.replace(day=10))

    assert EmbeddedMap(maps).key != key
    assert first is not None
    assert first.folder.is_dir()
    assert not np.isnan(EmbeddedMap(maps).table([VADUZ], [SCHAAN]).seconds).any()


def test_a_file_cut_off_builds_nothing_and_the_map_before_stays(extract: Path, maps: Path, tmp_path: Path) -> None:
    cut, before = tmp_path / "cut.osm.pbf", EmbeddedMap(maps).key
    cut.write_bytes(extract.read_bytes()[:200_000])

    with pytest.raises(CannotBuild, match=r"Valhalla couldn't build a map from cut\.osm\.pbf .*Is the file whole"):
        build_map(cut, maps, now=NOW.replace(day=11))

    assert EmbeddedMap(maps).key == before
    assert not list(maps.glob("*.building"))


def test_a_map_whose_folder_is_gone_is_to_be_built_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "is_installed", lambda: True)
    (tmp_path / "in_use").write_text("20260309T130000-0123456789ab")

    with pytest.raises(MapSilent, match="`steadyhand maps build FILE"):
        EmbeddedMap(tmp_path).table([VADUZ], [SCHAAN])


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a spreadsheet", b"<osm version='0.6'>"])
def test_what_is_no_extract_is_refused(content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "is_installed", lambda: True)
    wrong = tmp_path / "wrong.osm.pbf"
    wrong.write_bytes(content)

    with pytest.raises(CannotBuild, match=r"wrong\.osm\.pbf is no extract of OpenStreetMap.*geofabrik"):
        build_map(wrong, tmp_path / "maps", now=NOW)


def test_a_file_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "is_installed", lambda: True)

    with pytest.raises(CannotBuild, match=r"nowhere\.osm\.pbf can't be read \(No such file"):
        build_map(tmp_path / "nowhere.osm.pbf", tmp_path / "maps", now=NOW)


def test_without_valhalla_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "is_installed", lambda: False)

    with pytest.raises(CannotBuild, match="`make maps` installs it"):
        build_map(tmp_path / "any.osm.pbf", tmp_path / "maps", now=NOW)
