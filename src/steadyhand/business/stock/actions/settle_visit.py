"""What a visit used leaves the truck of whoever was there: written again, nothing leaves twice."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from steadyhand.business.calls.queries.parts_of_visit import parts_of_visit
from steadyhand.business.stock.ledger.book import enter
from steadyhand.business.stock.ledger.rules import Kind, Line
from steadyhand.business.stock.models import Movement
from steadyhand.business.stock.places import truck_of
from steadyhand.shared.actor import Actor


@transaction.atomic
def settle_visit(*, by: Actor, visit_id: UUID, now: datetime) -> int:
    """Make the ledger agree with the parts that this visit used; return how many lines that took.

    What was noted and taken off again comes back to where it left. A technician of whose truck no stock is kept leaves
    no line.
    """
    # Two taps at once settle one after the other: the visit is locked.
    visit = parts_of_visit(by.tenant_id, visit_id)
    if visit is None or visit.technician_id is None:
        return 0
    written = Movement.objects.of(by.tenant_id).filter(visit_id=visit_id, kind__in=(Kind.USE, Kind.TAKEN_BACK))
    left = {
        (row["place_id"], row["part_id"]): -row["sum"]
        for row in written.values("place_id", "part_id").annotate(sum=Sum("quantity"))
    }
    truck = truck_of(by.tenant_id, visit.technician_id)
    lines: list[Line] = []
    for part_id in visit.used.keys() | {part_id for _, part_id in left}:
        taken = {place_id: quantity for (place_id, each), quantity in left.items() if each == part_id and quantity}
        more = visit.used.get(part_id, 0) - sum(taken.values())
        if more > 0 and truck is not None:
            lines.append(Line(truck.id, part_id, -more))
        for place_id, quantity in taken.items():
            if more < 0 and quantity > 0:
                back = min(quantity, -more)
                lines.append(Line(place_id, part_id, back))
                more += back
    for kind, sign in ((Kind.USE, -1), (Kind.TAKEN_BACK, 1)):
        of_kind = [line for line in lines if line.quantity * sign > 0]
        if of_kind:
            enter(kind, of_kind, by=by, at=now, visit_id=visit_id)
    return len(lines)
