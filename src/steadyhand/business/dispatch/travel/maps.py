"""What must a map offer to answer? Whoever can is joined here by config/wiring; the business knows no network."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from steadyhand.business.dispatch.travel.places import Place


class MapSilent(Exception):
    """The map didn't answer: a sentence that says why and what to do about it."""


@dataclass(frozen=True, eq=False)
class Table:
    """Seconds and metres of driving, a row an origin; not a number where the map knows no way or no such place.

    Of free roads: what the hour does to it, the dealership's own visits say.
    """

    seconds: NDArray[np.float64]
    metres: NDArray[np.float64]


class TravelMap(Protocol):
    """A map that knows roads. `key` changes whenever its answers may; `attribution` is shown beside what it says."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def attribution(self) -> str: ...

    def table(self, origins: Sequence[Place], targets: Sequence[Place]) -> Table:
        """Return the drives from each origin to each target.

        Raises:
            MapSilent: it can't.
        """


def _none() -> Sequence[TravelMap]:
    return ()


_joined: list[Callable[[], Sequence[TravelMap]]] = [_none]


def register_maps(maps: Callable[[], Sequence[TravelMap]]) -> None:
    """Say which maps there are, the one to ask first foremost; asked anew each time, for settings and files change."""
    _joined[0] = maps


def maps_in_use() -> Sequence[TravelMap]:
    """Return the maps to ask, in this order."""
    return _joined[0]()
