"""How does an extract of OpenStreetMap become a map that can be asked? By Valhalla's builder; then it is swapped in."""

import hashlib
import importlib.util
import json
import shutil
import subprocess
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from steadyhand.integrations.maps.built import BuiltMap, built_map, describe, put_in_use
from steadyhand.integrations.maps.embedded import NOT_INSTALLED, configuration, is_installed

_EXTRACTS = "Extracts of countries and states come from download.geofabrik.de, as FILE.osm.pbf."
# Each PBF file names its first block so. Source: wiki.openstreetmap.org/wiki/PBF_Format
_FIRST_BLOCK = b"OSMHeader"
_CHUNK = 1 << 20


class CannotBuild(Exception):
    """No map was built and the one before stays; the message says why and the way out."""


def build_map(extract: Path, maps: Path, *, now: datetime) -> BuiltMap:
    """Build a map from an extract and let it answer from now on. Minutes for a state; needs some ten times its size.

    Raises:
        CannotBuild: Valhalla isn't installed, the file is no extract, there is no road in it, or no room.
    """
    if not is_installed():
        raise CannotBuild(NOT_INSTALLED)
    _look_at(extract)
    name = f"{now:%Y%m%dT%H%M%S}-{_fingerprint(extract)[:12]}"
    aside = maps / f"{name}.building"
    try:
        (aside / "tiles").mkdir(parents=True)
    except OSError as problem:
        raise CannotBuild(f"{aside} can't be made ({problem.strerror}): maps are kept in STEADYHAND_HOME.") from problem
    try:
        _run(extract, aside)
        describe(BuiltMap(name, extract.name, now, aside))
        aside.rename(maps / name)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    before = built_map(maps)
    put_in_use(maps, name)
    _remove_others(maps, keep={name, before.id if before else name})
    return BuiltMap(name, extract.name, now, maps / name)


def _look_at(extract: Path) -> None:
    try:
        with extract.open("rb") as file:
            begins = file.read(64)
    except OSError as problem:
        raise CannotBuild(f"{extract} can't be read ({problem.strerror}). {_EXTRACTS}") from problem
    if _FIRST_BLOCK not in begins:
        raise CannotBuild(f"{extract.name} is no extract of OpenStreetMap in the PBF format. {_EXTRACTS}")


def _fingerprint(extract: Path) -> str:
    found = hashlib.sha256()
    with extract.open("rb") as file:
        while piece := file.read(_CHUNK):
            found.update(piece)
    return found.hexdigest()


def _run(extract: Path, aside: Path) -> None:
    settings = aside / "build.json"
    settings.write_text(json.dumps(configuration(aside.resolve())), encoding="utf-8")
    found = importlib.util.find_spec("valhalla")
    builder = Path(str(found.origin if found else "")).parent / "bin" / "valhalla_build_tiles"
    try:
        done = subprocess.run(  # noqa: S603  # the package's own program, with files of ours
            [str(builder), "-c", str(settings.resolve()), str(extract.resolve())],
            # Where it starts it leaves lists of odd roads.
            cwd=aside,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as problem:
        raise CannotBuild(
            f"Valhalla's builder can't be started ({problem}): install it anew with `make maps`."
        ) from problem
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).split())[-300:]
        room = shutil.disk_usage(aside).free // 1_000_000
        raise CannotBuild(
            f"Valhalla couldn't build a map from {extract.name} (it says: {said or done.returncode}). Is the file "
            f"whole? Fetch it anew. Is there room? {room:,} MB are free, and it takes some ten times the file."
        )
    if not any((aside / "tiles").rglob("*.gph")):
        raise CannotBuild(
            f"There is no road in {extract.name}: choose an extract of where your customers are. {_EXTRACTS}"
        )


def _remove_others(maps: Path, *, keep: set[str]) -> None:
    # A server that runs still reads the one before; older ones nobody does.
    for folder in maps.iterdir():
        if folder.is_dir() and folder.name not in keep and not folder.name.endswith(".building"):
            with suppress(OSError):
                shutil.rmtree(folder)
