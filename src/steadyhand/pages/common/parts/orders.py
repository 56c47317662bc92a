"""What is on order? What hasn't left, with the minutes until its cut-off, what is on its way, late, and what came."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from steadyhand.business.machines.queries import find_parts
from steadyhand.business.stock.actions.hear_of_order import Heard, cancel_order, confirm_order, receive_order
from steadyhand.business.stock.actions.put_on_order import order_for_shelf, take_off_order
from steadyhand.business.stock.actions.send_order import order_as_file
from steadyhand.business.stock.ledger.rules import MOST_AT_ONCE
from steadyhand.business.stock.orders.rules import CannotOrder, OrderState, SentBy
from steadyhand.business.stock.queries.orders import (
    OrderRow,
    SupplierRow,
    order_called,
    orders_open,
    orders_over,
    suppliers,
)
from steadyhand.business.stock.queries.shelves import places
from steadyhand.flows.visit.order_parts import hear_of_order, put_on_order, send_order
from steadyhand.flows.visit.order_parts import take_off_order as take_off
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import new_key, see_other, turn_back
from steadyhand.pages.common.parts.one import lead_said
from steadyhand.pages.common.parts.roles import OFFICE_READERS, PARTS_DESK
from steadyhand.pages.common.parts.wording import cut_off_said, order_said
from steadyhand.pages.common.record.customers import uuid_or_none
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.record.forms import one_of
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.common.stock.finding import PartForm
from steadyhand.shared.actor import Actor
from steadyhand.shared.once import do_once

UNPROCESSABLE = 422
LONGEST_NUMBER = 60


class OrderForShelfForm(PartForm):
    """A part for the shelf: from whom, how many, to which parts room."""

    quantity = forms.IntegerField(
        label="How many",
        min_value=1,
        max_value=MOST_AT_ONCE,
        initial=1,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), f"Type a whole number from 1 to {MOST_AT_ONCE:,}."
        ),
    )
    supplier = one_of("Supplier", required=True)
    place = one_of("To which parts room", required=True)

    field_order = ("find", "part", "quantity", "supplier", "place")


@open_to(OFFICE_READERS)
@require_safe
def orders(request: SignedInRequest) -> HttpResponse:
    """Show the orders: what hasn't left, what is on its way and late, and what came last."""
    by, saying = request.actor, saying_for(request)
    rows = orders_open(by)
    known = {each.id: each for each in suppliers(by)}
    drafts = [row for row in rows if row.state is OrderState.DRAFT]
    on_way = [row for row in rows if row.state is not OrderState.DRAFT]
    may_order = by.is_one_of(*PARTS_DESK)
    return shown(
        request,
        "parts_desk/orders.html",
        {
            "drafts": [
                order_said(row, saying) | {"cut_off": _cut_off(known.get(row.supplier_id), row, saying)}
                for row in drafts
            ],
            "late": [order_said(row, saying) for row in on_way if row.is_late(saying.now)],
            "on_way": [order_said(row, saying) for row in on_way if not row.is_late(saying.now)],
            "over": [order_said(row, saying) for row in orders_over(by)],
            "may_order": may_order,
            "has_suppliers": bool(known),
        },
    )


@open_to(OFFICE_READERS)
@require_safe
def order(request: SignedInRequest, order_id: UUID) -> HttpResponse:
    """Show one order with its lines and what can be done with it."""
    by, saying = request.actor, saying_for(request)
    row = _order_or_404(request, order_id)
    supplier = next((each for each in suppliers(by, with_retired=True) if each.id == row.supplier_id), None)
    return shown(
        request,
        "parts_desk/order.html",
        {
            "each": order_said(row, saying),
            "supplier": supplier,
            "lead": lead_said(supplier) if supplier else "",
            "cut_off": _cut_off(supplier, row, saying) if row.state is OrderState.DRAFT else None,
            "ordered": f"{saying.when(row.ordered_at)} by {row.ordered_by}" if row.ordered_at else "",
            "is_draft": row.state is OrderState.DRAFT,
            "is_on_way": row.state.is_on_its_way,
            "may_order": by.is_one_of(*PARTS_DESK),
            "today": saying.today.isoformat(),
            "form_key": new_key(),
        },
    )


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of an order's page, with what was typed; `same` is what every action needs."""

    by: Actor
    row: OrderRow
    posted: QueryDict
    saying: Saying
    same: dict[str, Any]

    def hear(self, do: Callable[[], Heard]) -> None:
        hear_of_order(by=self.by, order_id=self.row.id, do=do, now=self.saying.now)


def _send(pressed: Pressed) -> str:
    how = SentBy(pressed.posted["how"]) if pressed.posted.get("how") in set(SentBy) else None
    if how is None:
        raise CannotOrder("Say how it is sent: press one of the buttons.")
    send_order(sent_by=how, **pressed.same)
    return f"Order {pressed.row.number} is sent {how.label}."


def _confirm(pressed: Pressed) -> str:
    on = _day(pressed.posted.get("confirmed_on", ""))
    number = pressed.posted.get("their_number", "")
    pressed.hear(lambda: confirm_order(confirmed_on=on, their_number=number[:LONGEST_NUMBER], **pressed.same))
    return f"{pressed.row.supplier} says {pressed.saying.day(on)}; whoever waits reads it."


def _receive(pressed: Pressed) -> str:
    row, posted = pressed.row, pressed.posted
    came = {line.id: _count(posted.get(f"came-{line.id}", "")) for line in row.lines if line.outstanding}
    if posted.get("all") == "yes":
        came = {line.id: line.outstanding for line in row.lines if line.outstanding}
    pressed.hear(lambda: receive_order(came=came, **pressed.same))
    return f"Received at {row.place}: {sum(came.values())} of order {row.number}."


def _cancel(pressed: Pressed) -> str:
    pressed.hear(lambda: cancel_order(because=pressed.posted.get("because", ""), **pressed.same))
    return f"What was missing of order {pressed.row.number} is cancelled."


def _take_off(pressed: Pressed) -> str:
    line_id = uuid_or_none(pressed.posted.get("line", "")) or UUID(int=0)
    do = lambda: take_off_order(line_id=line_id, **pressed.same)  # noqa: E731  # the flow calls it in its transaction
    take_off(by=pressed.by, do=do, now=pressed.saying.now)
    return "Taken off the order; whoever asked for it waits for another answer."


_DOING: dict[str, Callable[[Pressed], str]] = {
    "send": _send,
    "confirm": _confirm,
    "receive": _receive,
    "cancel": _cancel,
    "take_off": _take_off,
}


@open_to(PARTS_DESK)
@require_POST
def change(request: SignedInRequest, order_id: UUID) -> HttpResponse:
    """Do one thing with an order, once, with all that waits for it; or say why nothing was done."""
    by, saying, posted = request.actor, saying_for(request), request.POST
    row = _order_or_404(request, order_id)
    here = reverse("supplier-order", args=[order_id])
    key, do = uuid_or_none(posted.get("form_key", "")), _DOING.get(posted.get("do", ""))
    if do is None or key is None:
        return turn_back(request, here, said="Press one of the buttons of this page.")
    version = int(posted["version"]) if posted.get("version", "").isdecimal() else -1
    same = {"by": by, "order_id": order_id, "version": version, "now": saying.now}
    pressed = Pressed(by, row, posted, saying, same)
    try:
        kept = do_once(tenant_id=by.tenant_id, form_key=str(key), now=saying.now, do=lambda: {"said": do(pressed)})
    except CannotOrder as refused:
        return turn_back(request, here, said=str(refused))
    messages.success(request, str(kept["said"]))
    return see_other(here)


@open_to(OFFICE_READERS)
@require_safe
def order_file(request: SignedInRequest, order_id: UUID) -> HttpResponse:
    """Hand over an order as a file, as the supplier gets it."""
    _order_or_404(request, order_id)
    file = order_as_file(by=request.actor, order_id=order_id, now=saying_for(request).now)
    response = HttpResponse(file.text, content_type=f"{file.media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


@open_to(PARTS_DESK)
@require_http_methods(["GET", "POST"])
def order_more(request: SignedInRequest) -> HttpResponse:
    """Put a part on a supplier's next order, for the shelf; the next one follows at once."""
    by, saying = request.actor, saying_for(request)
    if request.headers.get("HX-Request") == "true" and request.method == "GET":
        typed = request.GET.get("find", "").strip()
        return render(request, "stock/_parts_found.html", {"found": find_parts(by, typed), "typed": typed})
    form = _shelf_form(request)
    if request.method == "POST" and form.is_valid() and form.chosen is not None:
        facts, name = form.cleaned_data, form.chosen.name

        def do() -> dict[str, Any]:
            done = put_on_order(
                by=by,
                do=lambda: order_for_shelf(
                    by=by,
                    supplier_id=facts["supplier"],
                    place_id=facts["place"],
                    part_id=facts["part"],
                    quantity=facts["quantity"],
                    now=saying.now,
                ),
                now=saying.now,
            )
            return {"said": f"{facts['quantity']} × {name} stand on order {done.number}; it hasn’t left yet."}

        try:
            kept = do_once(tenant_id=by.tenant_id, form_key=str(facts["form_key"]), now=saying.now, do=do)
        except CannotOrder as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, str(kept["said"]))
            return see_other(request.path)
    context = {
        "form": form,
        "found": form.found or ((form.chosen,) if form.chosen else ()),
        "chosen": form.chosen,
        "has_suppliers": len(form.fields["supplier"].choices) > 1,  # type: ignore[attr-defined]
    }
    return shown(request, "parts_desk/order_more.html", context, status=UNPROCESSABLE if form.errors else 200)


def _shelf_form(request: SignedInRequest) -> OrderForShelfForm:
    by, asked = request.actor, request.GET
    rooms = [place for place in places(by) if place.technician_id is None]
    initial: dict[str, Any] = {"part": uuid_or_none(asked.get("part", "")), "find": asked.get("find", "").strip()}
    if len(rooms) == 1:
        initial["place"] = str(rooms[0].id)
    data = request.POST if request.method == "POST" else None
    form = OrderForShelfForm(data, by=by, initial={name: value for name, value in initial.items() if value})
    supplier: Any = form.fields["supplier"]
    supplier.choices = [("", "Choose …"), *((each.id, each.name) for each in suppliers(by))]
    place: Any = form.fields["place"]
    place.choices = [("", "Choose …"), *((room.id, room.name) for room in rooms)]
    return form


def _order_or_404(request: SignedInRequest, order_id: UUID) -> OrderRow:
    row = order_called(request.actor, order_id)
    if row is None:
        raise Http404
    return row


def _cut_off(supplier: SupplierRow | None, row: OrderRow, saying: Saying) -> dict[str, str] | None:
    """Return how long there still is today, by the clock where the order is brought."""
    return cut_off_said(supplier.cut_off(zone=row.zone, now=saying.now), saying.there(row.zone)) if supplier else None


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise CannotOrder("Write the day on which it will come.") from None


def _count(typed: str) -> int:
    if not typed.strip():
        return 0
    if not typed.strip().isdecimal() or len(typed.strip()) > len(str(MOST_AT_ONCE)):
        raise CannotOrder(f"“{typed}” is no number of pieces; type a whole number, or nothing where none came.")
    return int(typed)
