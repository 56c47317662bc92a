"""Drives from Valhalla within this program, by the dealership's own map (`steadyhand maps build`). No network."""

import importlib.util
import json
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from steadyhand.business.dispatch.travel.maps import MapSilent, Table
from steadyhand.business.dispatch.travel.places import Place
from steadyhand.integrations.maps.asking import MapRefused
from steadyhand.integrations.maps.built import BuiltMap, built_map
from steadyhand.integrations.maps.valhalla import ATTRIBUTION, NO_ROAD_NEAR, TOO_FAR, drives

NOT_INSTALLED = (
    "Valhalla isn't installed beside Steadyhand: `make maps` installs it (88 MB; docs/operate/maps.md), or name a "
    "server in STEADYHAND_MAPS."
)
NOT_BUILT = "No map has been built yet: `steadyhand maps build FILE.osm.pbf` makes one (docs/operate/maps.md)."
# The far side of a dealership's country; a table of so many places is 300 MB of numbers while it is made.
_MOST_METRES, _MOST_PAIRS = 1_000_000, 16_000_000
# Each table is one walk through the roads and back; two at once in one engine would mix them up.
_one_at_a_time = threading.Lock()


def is_installed() -> bool:
    """Tell whether the optional package is there, without loading it."""
    return importlib.util.find_spec("valhalla") is not None


class EmbeddedMap:
    """The map of this home."""

    name = "the dealership's own map"
    attribution = ATTRIBUTION

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def key(self) -> str:
        """Return which map it is: one that is built anew answers for itself."""
        found = built_map(self._folder)
        return f"own:{found.id if found else ''}"

    def table(self, origins: Sequence[Place], targets: Sequence[Place]) -> Table:
        """Return the drives.

        Raises:
            MapSilent: nothing is installed or built, or what was built can't be read.
        """
        if not is_installed():
            raise MapSilent(NOT_INSTALLED)
        found = built_map(self._folder)
        if found is None:
            raise MapSilent(NOT_BUILT)
        if len(origins) * len(targets) > _MOST_PAIRS:
            raise MapSilent(
                f"{len(origins)} × {len(targets)} places at once are too many for it; plan branch by branch."
            )
        with _one_at_a_time:
            try:
                answer = drives(_engine(found).ask, origins, targets)
            except MapRefused as refused:
                raise MapSilent(f"Valhalla says: {refused}.") from refused
        if answer is None:
            raise MapSilent(
                "Valhalla answers in a way this version doesn't read; install the one in requirements/maps.txt."
            )
        return Table(*answer)


class _Engine:
    """Valhalla, loaded."""

    def __init__(self, built: BuiltMap) -> None:
        import valhalla  # noqa: PLC0415  # an optional package, 0.1 s to load

        at = built.folder / "valhalla.json"
        at.write_text(json.dumps(configuration(built.folder)), encoding="utf-8")
        self._services: dict[str, Any] = {}
        actor = valhalla.Actor(at)
        self._services = {"sources_to_targets": actor.matrix, "locate": actor.locate}

    def ask(self, service: str, body: dict[str, Any]) -> Any:
        try:
            return json.loads(self._services[service](json.dumps(body)))
        except RuntimeError as problem:
            # Within the program it tells words where a server tells a number.
            words = str(problem)
            code = NO_ROAD_NEAR if "No suitable edges" in words else TOO_FAR if "max distance" in words else ""
            raise MapRefused(code, words) from problem


@lru_cache(maxsize=2)
def _engine(built: BuiltMap) -> _Engine:
    try:
        return _Engine(built)
    except (OSError, RuntimeError, ImportError) as problem:
        raise MapSilent(
            f"The map in {built.folder} can't be read ({problem}): build it anew with `steadyhand maps build`."
        ) from problem


def configuration(folder: Path) -> dict[str, Any]:
    """Return Valhalla's settings for the tiles in a folder, which must be there."""
    import valhalla  # noqa: PLC0415  # see above

    settings: dict[str, Any] = valhalla.get_config(tile_extract="", tile_dir=str(folder / "tiles"))
    settings["mjolnir"]["tile_extract"] = ""
    settings["mjolnir"]["logging"] = {"type": ""}
    settings["loki"]["logging"] = settings["thor"]["logging"] = {"type": ""}
    # 2.5 s instead of 54 for 500 × 500 in a valley, and no pair left out (docs/benchmarks.md).
    settings["thor"]["source_to_target_algorithm"] = "timedistancematrix"
    settings["service_limits"]["auto"] |= {
        "max_matrix_distance": _MOST_METRES,
        "max_matrix_location_pairs": _MOST_PAIRS,
    }
    return settings
