"""Which parts has a visit used, and whose truck did they come off?"""

from dataclasses import dataclass
from uuid import UUID

from steadyhand.business.calls.models import PartUsed, Visit


@dataclass(frozen=True, slots=True)
class PartsOfVisit:
    """`used`: part id → how many. `technician_id` is None where nobody went yet."""

    technician_id: UUID | None
    used: dict[UUID, int]


def parts_of_visit(tenant_id: UUID, visit_id: UUID) -> PartsOfVisit | None:
    """Return them with the visit locked until the transaction ends, so that two who write them take turns."""
    visit = Visit.objects.of(tenant_id).select_for_update(of=("self",)).filter(id=visit_id).first()
    if visit is None:
        return None
    rows = PartUsed.objects.of(tenant_id).filter(visit_id=visit_id).order_by("id")
    return PartsOfVisit(visit.technician_id, dict(rows.values_list("part_id", "quantity")))
