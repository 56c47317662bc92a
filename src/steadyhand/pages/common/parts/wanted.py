"""What is asked for? The parts desk's list: what it must answer first, what waits for others, what ended last."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from steadyhand.business.calls.queries.waiting import calls_waiting
from steadyhand.business.calls.rules import WaitingFor
from steadyhand.business.dealership.branches import branches_of
from steadyhand.business.promises.queries.promises import open_promises_of_calls
from steadyhand.business.stock.queries.orders import orders_open, suppliers
from steadyhand.business.stock.queries.requests import RequestRow, requests_open, requests_over, waits_of_calls
from steadyhand.business.stock.queries.shelves import where_is
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.parts.roles import OFFICE_READERS, PARTS_DESK
from steadyhand.pages.common.parts.undoing import undo_offered
from steadyhand.pages.common.parts.wording import cut_off_said, order_said, request_said
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.shared.actor import Actor


@open_to(OFFICE_READERS)
@require_safe
def wanted(request: SignedInRequest) -> HttpResponse:
    """Show every part that is asked for, with where some lie and what is promised of it."""
    by, saying = request.actor, saying_for(request)
    rows = requests_open(by, now=saying.now)
    promises = open_promises_of_calls(by, {row.call_id for row in rows if row.call_id})
    places = where_is(by, {row.part_id for row in rows}, now=saying.now) if rows else {}

    def said(row: RequestRow) -> dict[str, Any]:
        mine = promises.get(row.call_id, ()) if row.call_id else ()
        lies = [each for each in places.get(row.part_id, ()) if each.on_hand >= row.quantity]
        words = request_said(row, saying, promise=mine[0] if mine else None)
        # Once it is answered, where else some lie is no matter.
        lying = ", ".join(f"{each.on_hand} at {each.place_name}" for each in lies[:3])
        return words | {"lies": lying if row.state.waits_for_desk else ""}

    to_answer = [said(row) for row in rows if row.state.waits_for_desk]
    may_answer = by.is_one_of(*PARTS_DESK)
    return shown(
        request,
        "parts_desk/wanted.html",
        {
            "to_answer": to_answer,
            "under_way": [said(row) for row in rows if not row.state.waits_for_desk],
            "over": [request_said(row, saying) for row in requests_over(by, now=saying.now)],
            "unnamed": _unnamed(by, saying),
            "drafts": _drafts(by, saying),
            "may_answer": may_answer,
            "first": to_answer[0]["url"] if to_answer else "",
            "undo": undo_offered(request) if may_answer else None,
        },
    )


def _unnamed(by: Actor, saying: Saying) -> list[dict[str, Any]]:
    """Return the calls that wait for a part that nobody has named: ask which one."""
    waiting = calls_waiting(by, waiting_for=WaitingFor.PARTS)
    named = waits_of_calls(by.tenant_id, [call.id for call in waiting])
    return [
        {
            "call": call,
            "since": saying.when(call.waits_since) if call.waits_since else saying.when(call.taken_at),
            "url": reverse("part-ask-call", args=[call.id]),
        }
        for call in waiting
        if call.id not in named
    ]


def _drafts(by: Actor, saying: Saying) -> list[dict[str, Any]]:
    """Return the orders that haven't left, with how long there still is today."""
    known = {each.id: each for each in suppliers(by)}
    zones = {branch.id: branch.zone for branch in branches_of(by)}
    drafts = []
    for order in orders_open(by):
        if order.state.value != "draft":
            continue
        supplier = known.get(order.supplier_id)
        zone = zones.get(order.branch_id, saying.zone)
        here = saying.there(str(ZoneInfo(zone)))
        cut_off = supplier.cut_off(zone=zone, now=saying.now) if supplier else None
        drafts.append(order_said(order, saying) | {"cut_off": cut_off_said(cut_off, here)})
    return drafts
