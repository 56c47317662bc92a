"""Parts and where they lie: a parts room, trucks, and what is on them."""

from datetime import timedelta
from uuid import UUID

from tests.builders.record import MONDAY, a_branch, a_call, a_machine, a_visit, an_actor

from steadyhand.business.calls.models import PartUsed
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.business.dealership.rules import Role
from steadyhand.business.machines.models import Part
from steadyhand.business.people.models import Technician
from steadyhand.business.stock.actions.move_parts import receive_parts
from steadyhand.business.stock.actions.open_place import open_shelves, open_truck
from steadyhand.shared.actor import Actor


def the_parts_clerk() -> Actor:
    return an_actor(Role.PARTS, name="Priya Raman")


def a_parts_room(**parts: int) -> UUID:
    """Return the parts room of Columbus with these on its shelves, item number → how many (_ for -)."""
    place_id = open_shelves(by=the_parts_clerk(), branch_id=a_branch().id, now=MONDAY)
    return _filled(place_id, parts)


def a_truck_of(technician: Technician, **parts: int) -> UUID:
    """Return a technician's truck with these on it, item number → how many (_ for -)."""
    place_id = open_truck(by=the_parts_clerk(), technician_id=technician.id, on=MONDAY.date(), now=MONDAY)
    return _filled(place_id, parts)


def an_item(number: str) -> Part:
    """Return the part of this number, made at first asking."""
    tenant_id = a_branch().tenant_id
    part, _ = Part.objects.get_or_create(tenant_id=tenant_id, ref=number, defaults={"name": f"part {number}"})
    return part


def _filled(place_id: UUID, parts: dict[str, int]) -> UUID:
    wanted = {an_item(number.replace("_", "-")).id: quantity for number, quantity in parts.items()}
    if wanted:
        receive_parts(by=the_parts_clerk(), place_id=place_id, parts=wanted, now=MONDAY)
    return place_id


def past_repairs(technician: Technician, number: str, *, count: int, every_days: int = 10) -> None:
    """Write down so many repairs that are over, each with one of a part, the last a day before MONDAY."""
    part, machine = an_item(number), a_machine()
    for place in range(count):
        at = MONDAY - timedelta(days=1 + every_days * place)
        call = a_call(machine=machine, state=CallState.CLOSED, taken_at=at, closed_at=at)
        visit = a_visit(call=call, technician=technician, state=VisitState.DONE, planned_for=at, finished_at=at)
        PartUsed.objects.create(tenant_id=call.tenant_id, ref=f"{call.ref}/{number}", visit=visit, part=part)
