"""Which customers does a technician know from visits, and who else knows them?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max

from steadyhand.business.calls.models import Visit
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How

# A defaulted time stands in for nobody's word.
_KNOWN = (How.OBSERVED, How.ENTERED)
# As many of the others as one reads; who was there most often first.
MOST_OTHERS = 3


@dataclass(frozen=True, slots=True)
class Relation:
    """A customer that somebody has visited: how often and when last, and who else was there, the most often first."""

    customer_id: UUID
    customer: str
    visits: int
    last_at: datetime
    # Names, with how often they were there.
    others: tuple[tuple[str, int], ...]

    @property
    def is_theirs_alone(self) -> bool:
        return not self.others


def relations_of(by: Actor, technician_id: UUID, *, since: datetime, most: int) -> tuple[Relation, ...]:
    """Return the customers visited most often since then. Two queries."""
    known = Visit.objects.visible_to(by).filter(
        arrived_at__gte=since, arrived_at_how__in=_KNOWN, call__customer_id__isnull=False
    )
    mine = known.filter(technician_id=technician_id).values_list("call__customer_id", "call__customer__name")
    rows = list(mine.annotate(visits=Count("id"), last_at=Max("arrived_at")).order_by("-visits", "-last_at")[:most])
    theirs: dict[UUID, list[tuple[str, int]]] = {}
    others = known.filter(call__customer_id__in=[customer_id for customer_id, *_ in rows])
    others = others.exclude(technician_id=technician_id).exclude(technician__left_on__isnull=False)
    named = others.values_list("call__customer_id", "technician__name").annotate(visits=Count("id"))
    for customer_id, name, visits in named.order_by("-visits", "technician__name"):
        if name:
            theirs.setdefault(customer_id, []).append((name, visits))
    return tuple(
        Relation(customer_id, name, visits, last_at, tuple(theirs.get(customer_id, ())[:MOST_OTHERS]))
        for customer_id, name, visits, last_at in rows
    )
