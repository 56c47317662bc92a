"""Which parts of a machine are nearly worn? Values in, values out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.machines.upkeep.running import Counts, run_since


@dataclass(frozen=True, slots=True)
class Fitted:
    """A part with a known life, put into a machine."""

    part_id: UUID
    number: str
    name: str
    life_pages: int
    fitted_at: datetime


@dataclass(frozen=True, slots=True)
class Worn:
    """A part that has printed most of what it is made for."""

    part_id: UUID
    number: str
    name: str
    pages: int
    life_pages: int

    @property
    def worn_share(self) -> float:
        return self.pages / self.life_pages


def nearly_worn(fitted: Iterable[Fitted], counts: Counts, *, from_share: float) -> tuple[Worn, ...]:
    """Return the parts past this share of their life, the most worn first; of each only its newest fitting counts."""
    newest: dict[UUID, Fitted] = {}
    for part in sorted(fitted, key=lambda part: part.fitted_at):
        newest[part.part_id] = part
    worn = []
    for part in newest.values():
        run = run_since(counts, part.fitted_at)
        # The meters may only tell from later on: then it has printed at least as much.
        if run is not None and run.pages >= from_share * part.life_pages:
            worn.append(Worn(part.part_id, part.number, part.name, run.pages, part.life_pages))
    return tuple(sorted(worn, key=lambda part: (-part.worn_share, part.name)))
