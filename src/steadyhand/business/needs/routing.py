"""Whose is a need? The first rule that fits names somebody, or a role; without one, whoever sells."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from steadyhand.business.needs.models import RoutingRule
from steadyhand.business.needs.rules import Sort


@dataclass(frozen=True, slots=True)
class Routed:
    """Who it is meant for: a person, or a role, or neither (then the kind itself says)."""

    user_id: UUID | None = None
    role: str = ""


def route(tenant_id: UUID, *, sort: Sort, branch_id: UUID, customer_id: UUID) -> Routed:
    """Return who the first fitting rule names. One query.

    A customer's own rule (their rep) goes before any other, whatever its place.
    """
    fitting = RoutingRule.objects.of(tenant_id).filter(
        Q(sort="") | Q(sort=sort), Q(branch__isnull=True) | Q(branch_id=branch_id),
        Q(customer__isnull=True) | Q(customer_id=customer_id),
    )  # fmt: skip
    rows = sorted(fitting, key=lambda rule: (rule.customer_id is None, rule.place, rule.id))
    return Routed(rows[0].user_id, rows[0].role) if rows else Routed()
