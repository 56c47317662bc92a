"""Which parts has a visit used, and whose truck did they come off? Which did visits use lately?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.calls.models import PartUsed, Visit
from steadyhand.shared.actor import Actor


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


@dataclass(frozen=True, slots=True)
class UsedPart:
    """So many of a part went into a machine on a visit that is over."""

    visit_id: UUID
    technician_id: UUID
    branch_id: UUID
    part_id: UUID
    quantity: int
    finished_at: datetime


def parts_used_since(by: Actor, since: datetime) -> tuple[UsedPart, ...]:
    """Return what finished visits of their branches used since then, oldest first. One query."""
    used = PartUsed.objects.visible_to(by).filter(visit__finished_at__gte=since, quantity__gt=0)
    rows = used.filter(visit__technician__isnull=False).order_by("visit__finished_at", "id")
    whose = ("visit_id", "visit__technician_id", "visit__call__branch_id")
    return tuple(UsedPart(*row) for row in rows.values_list(*whose, "part_id", "quantity", "visit__finished_at"))
