"""How likely is nothing missing from a truck that a call needs? Values in, values out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

# Said of no part that is less likely: it would be a list of everything.
WORTH_SAYING = 0.1


@dataclass(frozen=True, slots=True)
class Needed:
    """A part that a call may need, and the chance (0 to 1). `part_id` is None where the catalogue doesn't have it."""

    part_id: UUID | None
    name: str
    chance: float


@dataclass(frozen=True, slots=True)
class Packed:
    """`nothing_missing` (0 to 1), and the parts worth saying, likeliest first."""

    nothing_missing: float
    has: tuple[Needed, ...]
    lacks: tuple[Needed, ...]


def packed(needed: Iterable[Needed], aboard: Mapping[UUID, int]) -> Packed:
    """Return how well a truck is packed for a call, taking each part's need by itself.

    Parts of one repair often come together, so the true chance is rather higher where several are missing.
    """
    ordered = sorted(needed, key=lambda each: (-each.chance, each.name))
    lacks = [each for each in ordered if each.part_id is None or aboard.get(each.part_id, 0) < 1]
    missing = 1.0
    for each in lacks:
        missing *= 1 - each.chance
    worth = [each for each in ordered if each.chance >= WORTH_SAYING]
    return Packed(
        missing,
        tuple(each for each in worth if each not in lacks),
        tuple(each for each in worth if each in lacks),
    )
