"""A day as it was planned: frozen values, in and out."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit in a technician's day; `is_late` says that a promised window could not be kept."""

    visit: str
    arrives: int
    begins: int
    ends: int
    drive_seconds: int
    is_late: bool = False
    # Parts and tools are fetched at the store on the way here; the drive goes by it.
    via_store: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """A break as it will be taken."""

    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class Route:
    """A technician's day."""

    technician: str
    leaves: int
    returns: int
    stops: tuple[Stop, ...]
    pauses: tuple[Pause, ...] = ()
    drive_seconds: int = 0
    overtime_seconds: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """Everybody's day, what nobody does, and what it costs: by name, in minutes."""

    routes: tuple[Route, ...]
    undone: tuple[str, ...]
    costs: dict[str, float] = field(default_factory=dict)

    @property
    def cost_minutes(self) -> float:
        """Return all costs together."""
        return sum(self.costs.values())

    def where(self) -> dict[str, tuple[str, int]]:
        """Return by visit the first technician's key and when it begins."""
        found: dict[str, tuple[str, int]] = {}
        for route in self.routes:
            for stop in route.stops:
                found.setdefault(stop.visit, (route.technician, stop.begins))
        return found
