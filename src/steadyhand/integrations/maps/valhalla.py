"""Drives as Valhalla says them, from a server or within this program (its API sources_to_targets and locate)."""

from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Any

import numpy as np
from numpy.typing import NDArray

from steadyhand.business.dispatch.travel.maps import MapSilent, Table
from steadyhand.business.dispatch.travel.places import Place
from steadyhand.integrations.maps.asking import MapRefused, MapServer, in_blocks
from steadyhand.integrations.maps.reading import columns_of

ATTRIBUTION = "© OpenStreetMap contributors, openstreetmap.org/copyright"
# A place that lies farther from any road isn't on this map; without it Valhalla looks 35 km around.
OFF_THE_MAP_METRES = 2_000
# "No suitable edges near location", "Path distance exceeds the max distance limit": one place is off the map or on
# another continent, and it refuses the whole table.
NO_ROAD_NEAR, TOO_FAR = "171", "154"
Ask = Callable[[str, dict[str, Any]], Any]


class ValhallaServer:
    """A server of Valhalla at an address."""

    def __init__(self, address: str) -> None:
        self._server = MapServer("Valhalla", address)
        self.key = f"valhalla:{address}"
        self.name = f"Valhalla at {self._server.host}"
        self.attribution = ATTRIBUTION

    def table(self, origins: Sequence[Place], targets: Sequence[Place]) -> Table:
        """Return the drives, asked for in blocks of 50 × 50.

        Raises:
            MapSilent: it can't be reached, refuses, or is no server of Valhalla.
        """
        seconds, metres = np.full((2, len(origins), len(targets)), np.nan)
        with closing(self._server.open()) as connection:

            def ask(service: str, body: dict[str, Any]) -> Any:
                return self._server.ask(connection, f"/{service}", body)

            for rows, columns in in_blocks(origins, targets):
                try:
                    some = drives(ask, origins[rows], targets[columns])
                except MapRefused as refused:
                    raise MapSilent(f"{refused}. Its operator sets what it allows.") from refused
                if some is None:
                    self._server.unreadable()
                seconds[rows, columns], metres[rows, columns] = some
        return Table(seconds, metres)


def drives(
    ask: Ask, origins: Sequence[Place], targets: Sequence[Place]
) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """Return seconds and metres; None if the answer isn't Valhalla's. Places off the map are found, and left out.

    Raises:
        MapRefused: as `ask` says.
    """
    shape = (len(origins), len(targets))
    try:
        return _read(ask("sources_to_targets", _body(origins, targets)), shape)
    except MapRefused as refused:
        if refused.code not in (NO_ROAD_NEAR, TOO_FAR):
            raise
    rows, columns = (_on_the_map(ask, places) for places in (origins, targets))
    seconds, metres = np.full((2, *shape), np.nan)
    if rows is None or columns is None:
        return None
    if len(rows) and len(columns):
        some_origins, some_targets = [origins[row] for row in rows], [targets[column] for column in columns]
        body = _body(some_origins, some_targets)
        found = _read(ask("sources_to_targets", body), (len(rows), len(columns)))
        if found is None:
            return None
        seconds[np.ix_(rows, columns)], metres[np.ix_(rows, columns)] = found
    return seconds, metres


def _body(origins: Sequence[Place], targets: Sequence[Place]) -> dict[str, Any]:
    return {
        "sources": _points(origins),
        "targets": _points(targets),
        "costing": "auto",
        "units": "kilometers",
        # Two tables of numbers instead of an object a drive: a tenth of the text.
        "verbose": False,
    }


def _points(places: Sequence[Place]) -> list[dict[str, float]]:
    return [{"lat": place.latitude, "lon": place.longitude, "search_cutoff": OFF_THE_MAP_METRES} for place in places]


def _on_the_map(ask: Ask, places: Sequence[Place]) -> list[int] | None:
    said = ask("locate", {"locations": _points(places), "costing": "auto", "verbose": False})
    if not isinstance(said, list) or len(said) != len(places):
        return None
    return [number for number, each in enumerate(said) if isinstance(each, dict) and each.get("edges")]


def _read(said: Any, shape: tuple[int, int]) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    table = said.get("sources_to_targets") if isinstance(said, dict) else None
    if isinstance(table, list):
        # Versions before 3.4 know no short form.
        table = {name: _column(table, key) for name, key in (("durations", "time"), ("distances", "distance"))}
    if not isinstance(table, dict):
        return None
    seconds, km = columns_of(table.get("durations"), shape), columns_of(table.get("distances"), shape)
    return None if seconds is None or km is None else (seconds, km * 1000)


def _column(table: list[Any], key: str) -> list[Any] | None:
    try:
        return [[each.get(key) for each in row] for row in table]
    except (AttributeError, TypeError):
        return None
