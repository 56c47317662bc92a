"""Which kinds of machines stand in the field, what does a visit to each need, and how many customers have them?"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from steadyhand.business.machines.models import Machine
from steadyhand.shared.actor import Actor

_KIND = ("model__maker", "model__family", "model__certificate_line", "model__skill_name", "model__skill_level")


@dataclass(frozen=True, slots=True)
class FieldNeed:
    """Machines whose visits need the same: of one family, by one certificate and skill (empty: none was written down).

    Without a family in the catalogue its models stand under their maker's name.
    """

    maker: str
    family: str
    certificate_line: str
    skill_name: str
    skill_level: int
    machines: int
    customers: int

    @property
    def title(self) -> str:
        return self.family or self.maker or "no family"


def field_needs(by: Actor, *, branch_id: UUID | None = None) -> tuple[FieldNeed, ...]:
    """Return what stands at the actor's branches, or at one, the most machines first. One query."""
    rows = Machine.objects.visible_to(by).filter(removed_on__isnull=True, model__isnull=False)
    if branch_id is not None:
        rows = rows.filter(customer__branch_id=branch_id)
    grouped = rows.values_list(*_KIND).annotate(machines=Count("id"), customers=Count("customer_id", distinct=True))
    return tuple(FieldNeed(*row) for row in grouped.order_by("-machines", "model__family", "model__maker"))


def customers_with(
    by: Actor, families: Collection[str], *, branch_id: UUID | None = None, most: int = 5
) -> dict[str, tuple[tuple[UUID, str, int], ...]]:
    """Return by family the customers with the most of its machines: id, name, how many. One query."""
    rows = Machine.objects.visible_to(by).filter(removed_on__isnull=True, model__family__in=set(families))
    if branch_id is not None:
        rows = rows.filter(customer__branch_id=branch_id)
    found: dict[str, list[tuple[UUID, str, int]]] = {}
    grouped = rows.values_list("model__family", "customer_id", "customer__name").annotate(machines=Count("id"))
    for family, customer_id, name, machines in grouped.order_by("-machines", "customer__name"):
        found.setdefault(family, []).append((customer_id, name, machines))
    return {family: tuple(customers[:most]) for family, customers in found.items()}
