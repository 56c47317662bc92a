"""Which parts has a visit used? Written as a whole, so that writing it twice changes nothing."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from steadyhand.business.calls.models import PartUsed, Visit
from steadyhand.business.calls.visit_in_hand import CannotMoveVisit
from steadyhand.business.machines.queries import parts_named
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change

# More of one item on one visit is a slip of the thumb: the largest boxes hold 50 screws or rollers.
MOST_OF_ONE = 200


def set_parts_used(visit: Visit, parts: Iterable[tuple[UUID, int]], *, by: Actor, now: datetime) -> None:
    """Make the visit's parts exactly these, with one entry of history if anything is different.

    Raises:
        CannotMoveVisit: no such part, or no possible quantity.
    """
    wanted = {part_id: quantity for part_id, quantity in parts if quantity}
    known = parts_named(by, wanted)
    for part_id, quantity in wanted.items():
        if part_id not in known:
            raise CannotMoveVisit("One of the parts is no longer in the catalogue; look for it again.")
        if not 0 < quantity <= MOST_OF_ONE:
            raise CannotMoveVisit(f"{quantity} × {known[part_id].name} can't be right; type 1 to {MOST_OF_ONE}.")
    rows = PartUsed.objects.of(visit.tenant_id).filter(visit_id=visit.id)
    had = dict(rows.order_by("id").values_list("part_id", "quantity"))
    if had == wanted:
        return
    rows.exclude(part_id__in=wanted).delete()
    for part_id, quantity in wanted.items():
        if part_id not in had:
            row = PartUsed(tenant_id=visit.tenant_id, visit_id=visit.id, part_id=part_id, quantity=quantity)
            # Only files bring a name of their own for it; ours is its id.
            row.ref = str(row.id)
            row.save(force_insert=True)
        elif had[part_id] != quantity:
            rows.filter(part_id=part_id).update(quantity=quantity)
    names = parts_named(by, had.keys() | wanted.keys())
    record_change(
        visit,
        by=by,
        at=now,
        verb="noted the parts used",
        was={names[part_id].number: quantity for part_id, quantity in had.items() if part_id in names},
        became={names[part_id].number: quantity for part_id, quantity in wanted.items()},
    )
