"""Parts that are asked for on a clinic's call, and a supplier who has them."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from uuid import UUID

from tests.builders.promises import NOW, Clinic, a_clinic
from tests.builders.stock import a_parts_room, a_truck_of, an_item, the_parts_clerk

from steadyhand.business.calls.models import Visit
from steadyhand.business.stock.actions.keep_supplier import SupplierFacts, keep_supplier
from steadyhand.business.stock.actions.put_on_order import order_for_request
from steadyhand.business.stock.models import Balance, PartRequest, SupplierOrder
from steadyhand.business.stock.orders.rules import SentBy
from steadyhand.flows.visit.order_parts import put_on_order, send_order
from steadyhand.flows.visit.request_part import request_part
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class PartsDesk:
    """Priya has the parts, Bruno's truck goes to the clinic; two fusers lie on the shelf unless said otherwise."""

    clinic: Clinic
    visit: Visit
    room: UUID
    truck: UUID
    priya: Actor = field(default_factory=the_parts_clerk)

    @property
    def bruno(self) -> Actor:
        return self.clinic.house.by("Bruno")

    def wants(self, number: str = "FUSER", quantity: int = 1, *, now: datetime = NOW) -> PartRequest:
        """Return what Bruno asks for on his visit."""
        parts = {an_item(number).id: quantity}
        (request_id,) = request_part(by=self.bruno, parts=parts, visit_id=self.visit.id, reason="Worn out", now=now)
        return PartRequest.objects.get(id=request_id)

    def on_hand(self, place_id: UUID, number: str = "FUSER") -> int:
        row = Balance.objects.filter(place_id=place_id, part=an_item(number)).first()
        return row.on_hand if row else 0


def a_parts_desk(**shelf: int) -> PartsDesk:
    clinic = a_clinic()
    visit = clinic.visit()
    assert visit.technician is not None
    room, truck = a_parts_room(**(shelf or {"FUSER": 2})), a_truck_of(visit.technician)
    return PartsDesk(clinic, visit, room, truck)


def a_supplier(by: Actor, **facts: object) -> UUID:
    """Return a supplier whose cut-off is half past three, two working days away by its own word."""
    known = {"ref": "S1", "name": "Midwest Parts", "email": "orders@midwest.example", "cut_off_minutes": 15 * 60 + 30}
    return keep_supplier(by=by, supplier_id=None, facts=SupplierFacts(**(known | facts)), now=NOW)  # type: ignore[arg-type]


def an_order(desk: PartsDesk, *wanted: PartRequest) -> SupplierOrder:
    """Return the supplier's next order with these requests on it; it hasn't left."""
    supplier_id = a_supplier(desk.priya)
    for each in wanted:
        same = {"request_id": each.id, "version": each.version, "supplier_id": supplier_id, "place_id": desk.room}
        put_on_order(by=desk.priya, do=partial(order_for_request, by=desk.priya, now=NOW, **same), now=NOW)  # type: ignore[arg-type]
    return SupplierOrder.objects.get()


def a_sent_order(desk: PartsDesk, *wanted: PartRequest) -> SupplierOrder:
    """Return an order that left by e-mail on Monday at ten: two working days."""
    order = an_order(desk, *wanted)
    send_order(by=desk.priya, order_id=order.id, version=order.version, sent_by=SentBy.EMAIL, now=NOW)
    order.refresh_from_db()
    return order
