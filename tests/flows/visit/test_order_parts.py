"""An order goes to a supplier, is confirmed, comes or is late; whoever waits for a part of it goes along."""

from datetime import date, timedelta

import pytest
from tests.builders.kept import row_of
from tests.builders.parts import PartsDesk, a_parts_desk, a_sent_order, a_supplier
from tests.builders.promises import DAY, NOW, promise

from steadyhand.business.followups.models import FollowUp
from steadyhand.business.promises.rules import PromiseKind
from steadyhand.business.stock.actions.hear_of_order import cancel_order, confirm_order, receive_order
from steadyhand.business.stock.actions.put_on_order import order_for_request
from steadyhand.business.stock.models import PartRequest, SupplierOrder, SupplierOrderLine
from steadyhand.business.stock.orders.rules import CannotOrder, SentBy
from steadyhand.business.stock.queries.orders import expected_for_calls, suppliers
from steadyhand.business.stock.requests.rules import RequestState
from steadyhand.flows.visit.order_parts import hear_of_order, put_on_order, send_order, watch_orders
from steadyhand.shared.actor import the_system
from steadyhand.shared.models import OutgoingMessage

pytestmark = pytest.mark.django_db
# Ordered on Monday at ten, two working days.
DUE_ON = date(2026, 3, 11)


def comes(desk: PartsDesk, order: SupplierOrder, *, now: object, only: int | None = None) -> None:
    lines = SupplierOrderLine.objects.filter(order=order).order_by("ref")
    came = {line.id: only if only is not None else line.quantity for line in lines}
    hear_of_order(
        by=desk.priya,
        order_id=order.id,
        do=lambda: receive_order(by=desk.priya, order_id=order.id, version=order.version, came=came, now=now),  # type: ignore[arg-type]
        now=now,  # type: ignore[arg-type]
    )


def test_requests_share_the_suppliers_next_order_and_wait_until_its_day() -> None:
    desk = a_parts_desk()
    fuser, belt = desk.wants(), desk.wants("BELT")

    order = a_sent_order(desk, fuser, belt)

    assert order.expected_on == DUE_ON
    assert SupplierOrderLine.objects.filter(order=order).count() == 2
    assert expected_for_calls(order.tenant_id) == {desk.clinic.call.id: DUE_ON}
    assert row_of(fuser.followup_id).due_clock == "resolution"
    message = OutgoingMessage.objects.get(recipient="orders@midwest.example")
    assert message.attached[0]["name"] == "order-PO-1001.csv"
    assert "FUSER" in message.attached[0]["text"]
    assert "Chen" not in message.body + message.attached[0]["text"]


def test_what_comes_is_received_in_the_ledger_and_keeps_the_promise() -> None:
    desk = a_parts_desk()
    given = desk.clinic.gives(kind=PromiseKind.PART, by_at=NOW + 40 * DAY)
    wanted = desk.wants(quantity=2)
    order = a_sent_order(desk, wanted)

    comes(desk, order, now=NOW + DAY, only=1)
    assert PartRequest.objects.get(id=wanted.id).state == RequestState.ORDERED
    order.refresh_from_db()
    comes(desk, order, now=NOW + 2 * DAY, only=1)

    assert PartRequest.objects.get(id=wanted.id).state == RequestState.HERE
    assert desk.on_hand(desk.room) == 4
    assert SupplierOrder.objects.get().state == "arrived"
    assert promise(given.id).state == "kept"
    assert row_of(wanted.followup_id).outcome == "arrived"
    assert suppliers(desk.priya)[0].lead.arrivals == 1


def test_more_than_was_ordered_is_not_received() -> None:
    desk = a_parts_desk()
    order = a_sent_order(desk, desk.wants())

    with pytest.raises(CannotOrder, match="receive at the shelf"):
        comes(desk, order, now=NOW + DAY, only=2)


def test_a_late_order_is_asked_after_once_and_ends_with_a_new_day() -> None:
    desk = a_parts_desk()
    order = a_sent_order(desk, desk.wants())
    program = the_system(order.tenant_id, "Steadyhand")
    too_late = NOW + timedelta(days=3)

    assert [watch_orders(by=program, now=NOW), watch_orders(by=program, now=too_late)] == [0, 1]
    assert watch_orders(by=program, now=too_late) == 0
    order.refresh_from_db()
    hear_of_order(
        by=desk.priya,
        order_id=order.id,
        do=lambda: confirm_order(
            by=desk.priya, order_id=order.id, version=order.version, confirmed_on=date(2026, 3, 16), now=too_late
        ),
        now=too_late,
    )

    assert FollowUp.objects.get(kind="late_order").outcome == "new_day"
    assert expected_for_calls(order.tenant_id) == {desk.clinic.call.id: date(2026, 3, 16)}


def test_a_cancelled_order_leaves_the_part_to_the_desk_again() -> None:
    desk = a_parts_desk()
    wanted = desk.wants()
    order = a_sent_order(desk, wanted)

    hear_of_order(
        by=desk.priya,
        order_id=order.id,
        do=lambda: cancel_order(
            by=desk.priya, order_id=order.id, version=order.version, because="Not made any more", now=NOW
        ),
        now=NOW,
    )

    assert PartRequest.objects.get(id=wanted.id).state == RequestState.ASKED
    assert SupplierOrder.objects.get().state == "cancelled"


def test_without_an_address_it_says_so_and_nothing_leaves() -> None:
    desk = a_parts_desk()
    supplier_id = a_supplier(desk.priya, email="")
    wanted = desk.wants()
    put_on_order(
        by=desk.priya,
        do=lambda: order_for_request(
            by=desk.priya,
            request_id=wanted.id,
            version=wanted.version,
            supplier_id=supplier_id,
            place_id=desk.room,
            now=NOW,
        ),
        now=NOW,
    )
    order = SupplierOrder.objects.get()

    with pytest.raises(CannotOrder, match="no e-mail address"):
        send_order(by=desk.priya, order_id=order.id, version=order.version, sent_by=SentBy.EMAIL, now=NOW)
    assert SupplierOrder.objects.get().state == "draft"
