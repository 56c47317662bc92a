"""Which maps are asked, in which order? As STEADYHAND_MAPS says; without it the map of this home, if one was built."""

from collections.abc import Callable, Sequence
from pathlib import Path

from django.conf import settings

from steadyhand.business.dispatch.travel.maps import MapSilent, Table, TravelMap
from steadyhand.business.dispatch.travel.places import Place
from steadyhand.integrations.maps.asking import SET_IT
from steadyhand.integrations.maps.built import built_map
from steadyhand.integrations.maps.embedded import EmbeddedMap
from steadyhand.integrations.maps.osrm import OsrmServer
from steadyhand.integrations.maps.valhalla import ValhallaServer

OWN, NONE = "own", "none"
_SERVERS: dict[str, Callable[[str], TravelMap]] = {"osrm": OsrmServer, "valhalla": ValhallaServer}
# The column that keeps a map's key is not longer.
_LONGEST_ADDRESS = 80


class _Misspelt:
    """Stands where a map should: planning goes on, and its answer says what is wrong."""

    attribution = ""

    def __init__(self, said: str, why: str) -> None:
        self.key, self.name, self._why = "misspelt", f"“{said}”", why

    def table(self, origins: Sequence[Place], targets: Sequence[Place]) -> Table:  # noqa: ARG002  # as every map
        """Never answers.

        Raises:
            MapSilent: always.
        """
        raise MapSilent(self._why)


def chosen_maps() -> Sequence[TravelMap]:
    """Return the maps to ask, the first foremost."""
    said = [each.strip() for each in settings.MAPS.split(",") if each.strip()]
    if not said:
        return (EmbeddedMap(maps_folder()),) if built_map(maps_folder()) else ()
    return [_map(each) for each in said if each != NONE]


def maps_folder() -> Path:
    """Return where this home keeps its maps."""
    return Path(settings.HOME) / "maps"


def _map(said: str) -> TravelMap:
    if said == OWN:
        return EmbeddedMap(maps_folder())
    kind, _, address = said.partition(":")
    # A password may stand in an address: it is said without.
    shown = said.rpartition("@")[2][:_LONGEST_ADDRESS]
    if kind not in _SERVERS or "://" not in address:
        return _Misspelt(shown, f"it is neither {OWN}, nor osrm: or valhalla: with a server's address. {SET_IT}")
    if "@" in address:
        return _Misspelt(
            shown, f"no name or password is sent to a map's server: leave out what stands before the @. {SET_IT}"
        )
    if len(address) > _LONGEST_ADDRESS:
        return _Misspelt(shown, f"the address is longer than {_LONGEST_ADDRESS} characters. {SET_IT}")
    return _SERVERS[kind](address)
