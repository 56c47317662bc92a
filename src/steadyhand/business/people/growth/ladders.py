"""What do the levels of a skill mean here? The dealership's own sentences over the shipped ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from steadyhand.business.people.growth.models import Ladder
from steadyhand.business.people.growth.rules import SkillKind
from steadyhand.business.people.growth.shipped import shipped_ladders

# So many should be able to work alone in a skill, where nobody has said otherwise: one more than one.
WANTED = 2


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a skill's levels mean, under which heading it stands, and how many should be able to work alone in it."""

    kind: SkillKind
    rungs: tuple[str, ...]
    wanted: int
    is_own: bool


def ladders_of(tenant_id: UUID) -> "Ladders":
    """Return the ladders of a dealership. One query."""
    rows = Ladder.objects.of(tenant_id)
    own = {row.name.casefold(): Meaning(SkillKind(row.kind), tuple(row.rungs), row.wanted, is_own=True) for row in rows}
    return Ladders(own, {row.name.casefold(): row.name for row in rows})


@dataclass(frozen=True, slots=True)
class Ladders:
    """All ladders of a dealership, by the name of the skill in small letters."""

    own: Mapping[str, Meaning]
    names: Mapping[str, str]

    def of(self, skill: str) -> Meaning:
        """Return what the levels of a skill mean: own words, the shipped ones of its name, or those of a family."""
        name = skill.casefold()
        if name in self.own:
            return self.own[name]
        family, *others = shipped_ladders()
        found = next((each for each in others if name in each.names), family)
        return Meaning(found.kind, found.rungs, WANTED, is_own=False)
