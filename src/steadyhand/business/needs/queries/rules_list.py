"""Which rules say who answers a need, in their order?"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from steadyhand.business.dealership.rules import Role
from steadyhand.business.needs.models import RoutingRule
from steadyhand.business.needs.rules import Sort
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in words."""

    id: UUID
    sort: str
    branch: str
    customer: str
    whose: str


def routing_rules(by: Actor) -> tuple[RuleLine, ...]:
    """Return the rules that count at the actor's branches, first one first. One query."""
    rows = RoutingRule.objects.of(by.tenant_id).select_related("branch", "customer", "user").order_by("place", "id")
    if by.branch_ids is not None:
        rows = rows.filter(Q(branch__isnull=True) | Q(branch_id__in=by.branch_ids))
    return tuple(
        RuleLine(
            id=row.id,
            sort=Sort(row.sort).label if row.sort else "Any need",
            branch=row.branch.name if row.branch else "",
            customer=row.customer.name if row.customer else "",
            whose=row.user.name if row.user else f"whoever of {Role(row.role).label} has least to do",
        )
        for row in rows
    )
