"""Drives from a server of OSRM: its table service (project-osrm.org, API version 1)."""

from collections.abc import Sequence
from contextlib import closing
from http.client import HTTPConnection
from typing import Any

import numpy as np
from numpy.typing import NDArray

from steadyhand.business.dispatch.travel.maps import MapSilent, Table
from steadyhand.business.dispatch.travel.places import Place
from steadyhand.integrations.maps.asking import MapRefused, MapServer, in_blocks
from steadyhand.integrations.maps.reading import columns_of

ATTRIBUTION = "© OpenStreetMap contributors, openstreetmap.org/copyright"
# OSRM takes the nearest road however far: a place that lies so far from any isn't on this map.
OFF_THE_MAP_METRES = 2_000


class OsrmServer:
    """A server of OSRM at an address."""

    def __init__(self, address: str) -> None:
        self._server = MapServer("OSRM", address)
        self.key = f"osrm:{address}"
        self.name = f"OSRM at {self._server.host}"
        self.attribution = ATTRIBUTION

    def table(self, origins: Sequence[Place], targets: Sequence[Place]) -> Table:
        """Return the drives, asked for in blocks of 50 × 50.

        Raises:
            MapSilent: it can't be reached, refuses, or is no server of OSRM.
        """
        seconds, metres = np.full((2, len(origins), len(targets)), np.nan)
        with closing(self._server.open()) as connection:
            for rows, columns in in_blocks(origins, targets):
                some = self._block(connection, origins[rows], targets[columns])
                if some is not None:
                    seconds[rows, columns], metres[rows, columns] = some
        return Table(seconds, metres)

    def _block(
        self, connection: HTTPConnection, origins: Sequence[Place], targets: Sequence[Place]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
        points = ";".join(f"{place.longitude:.6f},{place.latitude:.6f}" for place in (*origins, *targets))
        sources = ";".join(map(str, range(len(origins))))
        ends = ";".join(map(str, range(len(origins), len(origins) + len(targets))))
        path = f"/table/v1/driving/{points}?sources={sources}&destinations={ends}&annotations=duration,distance"
        try:
            said = self._server.ask(connection, path)
        except MapRefused as refused:
            if refused.code == "NoSegment":
                return None
            raise MapSilent(f"{refused}. Its operator sets what it allows.") from refused
        if not isinstance(said, dict) or said.get("code") != "Ok":
            self._server.unreadable()
        shape = (len(origins), len(targets))
        seconds = columns_of(said.get("durations"), shape)
        if seconds is None:
            self._server.unreadable()
        # Servers before 5.18 tell no lengths.
        lengths = columns_of(said.get("distances"), shape)
        metres = np.full(shape, np.nan) if lengths is None else lengths
        off = (_off(said.get("sources"), len(origins))[:, None]) | _off(said.get("destinations"), len(targets))
        seconds[off] = metres[off] = np.nan
        return seconds, metres


def _off(points: Any, count: int) -> NDArray[np.bool_]:
    """Tell which places lie far from any road of the map."""
    off = np.zeros(count, dtype=bool)
    if isinstance(points, list) and len(points) == count:
        for number, point in enumerate(points):
            distance = point.get("distance") if isinstance(point, dict) else None
            off[number] = isinstance(distance, int | float) and distance > OFF_THE_MAP_METRES
    return off
