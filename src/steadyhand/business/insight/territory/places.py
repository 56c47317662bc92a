"""Which machines stand at these customers? And how are long lists of ids asked for?"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from steadyhand.business.machines.models import Machine
from steadyhand.shared.actor import Actor

# Databases take only so many values in one condition.
CHUNK = 500
# As many rows as a list keeps; a page shows the worst of them.
MOST = 200


@dataclass(frozen=True, slots=True)
class MachineAt:
    """A machine in the field, and where."""

    id: UUID
    customer_id: UUID
    customer: str
    machine: str
    serial: str
    place: str
    stands_where: str
    installed_on: date | None
    site_id: UUID | None
    model_id: UUID | None


def machines_at(by: Actor, customer_ids: Collection[UUID]) -> dict[UUID, MachineAt]:
    """Return the machines of these customers by id. A query for 500 customers."""
    found: dict[UUID, MachineAt] = {}
    for ids in chunks(customer_ids):
        rows = Machine.objects.visible_to(by).filter(customer_id__in=ids, removed_on__isnull=True)
        for row in rows.select_related("customer", "model", "site"):
            found[row.id] = MachineAt(
                id=row.id,
                customer_id=row.customer_id,
                customer=row.customer.name,
                machine=str(row.model or row),
                serial=row.serial,
                place=str(row.site) if row.site else "",
                stands_where=row.stands_where,
                installed_on=row.installed_on,
                site_id=row.site_id,
                model_id=row.model_id,
            )
    return found


def chunks(ids: Collection[UUID]) -> Iterator[list[UUID]]:
    """Yield ids in lists that a database takes."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]
