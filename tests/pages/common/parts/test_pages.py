"""A part is asked for, answered and ordered on pages: by whom, once, and with every step to be read."""

from typing import Any

import pytest
from django.urls import reverse
from tests.builders.desk import a_form, signed_in
from tests.builders.parts import a_parts_desk, a_supplier
from tests.builders.stock import an_item

from steadyhand.business.dealership.rules import Role
from steadyhand.business.stock.models import PartRequest, SupplierOrder
from steadyhand.shared.models import OutgoingMessage

pytestmark = pytest.mark.django_db
OK, SEE_OTHER, REFUSED, UNPROCESSABLE = 200, 303, 403, 422


def pressed(name: str, row_id: Any, client: Any, *, version: int, **typed: Any) -> Any:
    return client.post(reverse(name, args=[row_id]), a_form(version=str(version), **typed))


def test_asked_for_twice_by_one_form_it_is_one_request_and_whoever_asked_reads_where_it_stands() -> None:
    desk = a_parts_desk()
    an_item("BELT")
    client = signed_in(Role.DISPATCHER)
    form = a_form(find="belt", quantity="2", reason="Torn")
    url = reverse("part-ask-visit", args=[desk.visit.id])

    answers = [client.post(url, form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [SEE_OTHER] * 2
    wanted = PartRequest.objects.get()
    assert (wanted.quantity, wanted.reason, wanted.technician_id) == (2, "Torn", desk.visit.technician_id)
    assert "The parts desk has it" in client.get(url).content.decode()
    assert client.post(url, a_form(find="no such part", quantity="0")).status_code == UNPROCESSABLE


def test_only_the_parts_desk_answers_and_its_slip_is_taken_back_from_the_next_page() -> None:
    desk = a_parts_desk()
    wanted = desk.wants()
    typed = {"do": "shelf", "place": str(desk.room)}
    assert pressed("part-answer", wanted.id, signed_in(Role.DISPATCHER), version=1, **typed).status_code == SEE_OTHER
    assert PartRequest.objects.get().state == "asked"
    client = signed_in(Role.PARTS)

    pressed("part-answer", wanted.id, client, version=1, **typed)
    page = client.get(reverse("part-requests")).content.decode()

    assert (PartRequest.objects.get().state, desk.on_hand(desk.truck)) == ("here", 1)
    assert "Undo" in page
    pressed("part-answer", wanted.id, client, version=PartRequest.objects.get().version, do="undo")
    assert (PartRequest.objects.get().state, desk.on_hand(desk.truck)) == ("asked", 0)


def test_what_is_put_on_an_order_leaves_with_it_and_comes() -> None:
    desk = a_parts_desk()
    wanted = desk.wants()
    supplier = a_supplier(desk.priya)
    client = signed_in(Role.PARTS)
    pressed("part-answer", wanted.id, client, version=1, do="order", supplier=str(supplier), place=str(desk.room))
    order = SupplierOrder.objects.get()

    pressed("supplier-order-change", order.id, client, version=order.version, do="send", how="email")
    order.refresh_from_db()
    refused = pressed("supplier-order-change", order.id, client, version=order.version - 1, do="receive", all="yes")
    pressed("supplier-order-change", order.id, client, version=order.version, do="receive", all="yes")

    assert refused.status_code == SEE_OTHER
    assert OutgoingMessage.objects.filter(about_id=order.id).count() == 1
    assert (PartRequest.objects.get().state, desk.on_hand(desk.room)) == ("here", 3)
    file = client.get(reverse("supplier-order-file", args=[order.id]))
    assert file.content.decode().splitlines()[1].startswith("PO-1001,,FUSER,part FUSER,1,")
    assert signed_in(Role.DISPATCHER).get(reverse("order-more")).status_code == REFUSED
