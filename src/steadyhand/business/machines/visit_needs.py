"""Whom does a visit to a machine need, by its model?"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from steadyhand.business.machines.models import Machine

# Databases take only so many values in one condition.
CHUNK = 500
_COLUMNS = ("certificate_line", "skill_name", "skill_level", "needs_two")


@dataclass(frozen=True, slots=True)
class VisitNeeds:
    """A certificate and a skill in small letters (empty: none), and whether two have to come."""

    certificate_line: str
    skill_name: str
    skill_level: int
    needs_two: bool


def visit_needs(tenant_id: UUID, machine_ids: Collection[UUID]) -> dict[UUID, VisitNeeds]:
    """Return what visits to machines need; those without a model are left out. A query for 500 machines."""
    ids = sorted(machine_ids)
    return {
        machine_id: VisitNeeds(line.casefold(), skill.casefold(), level, needs_two)
        for start in range(0, len(ids), CHUNK)
        for machine_id, line, skill, level, needs_two in Machine.objects.of(tenant_id)
        .filter(id__in=ids[start : start + CHUNK], model__isnull=False)
        .values_list("id", *(f"model__{name}" for name in _COLUMNS))
    }
