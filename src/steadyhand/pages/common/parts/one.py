"""One part that somebody asked for: all that bears on it, and every answer in one press."""

from collections.abc import Callable
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from steadyhand.business.dealership.branches import branch_of
from steadyhand.business.people.queries import technician_of_user
from steadyhand.business.promises.queries.promises import open_promises_of_calls
from steadyhand.business.stock.actions import answer_request as answers
from steadyhand.business.stock.actions.put_on_order import order_for_request
from steadyhand.business.stock.actions.take_answer_back import take_answer_back
from steadyhand.business.stock.orders.rules import CannotOrder
from steadyhand.business.stock.queries.orders import SupplierRow, suggested_supplier, suppliers
from steadyhand.business.stock.queries.requests import RequestRow, request_called
from steadyhand.business.stock.queries.shelves import PlaceRow, ShelfRow, places, where_is
from steadyhand.business.stock.requests.keeping import Answered
from steadyhand.business.stock.requests.rules import UNDOABLE, CannotAnswer, RequestState, WhyRefused
from steadyhand.flows.visit.answer_part import answer_part
from steadyhand.flows.visit.order_parts import put_on_order
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import new_key, see_other, turn_back
from steadyhand.pages.common.parts.roles import ASKERS, OFFICE_READERS, PARTS_DESK, READERS
from steadyhand.pages.common.parts.undoing import offer_undo, undo_offered
from steadyhand.pages.common.parts.wording import cut_off_said, promises_said, request_said
from steadyhand.pages.common.record.customers import uuid_or_none
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.shared.actor import Actor
from steadyhand.shared.once import do_once

NOT_FOR_YOU = "Only the parts desk answers this, or whoever asked for it."


@open_to(READERS)
@require_safe
def one(request: SignedInRequest, part_request_id: UUID) -> HttpResponse:
    """Show a request with where the part lies, what is promised of it, and what can be done."""
    by, saying = request.actor, saying_for(request)
    row = request_called(by, part_request_id, now=saying.now)
    if row is None:
        raise Http404
    is_desk = by.is_one_of(*PARTS_DESK)
    promised = open_promises_of_calls(by, [row.call_id]).get(row.call_id, ()) if row.call_id else ()
    lies = where_is(by, [row.part_id], now=saying.now)[row.part_id]
    known = places(by)
    to_answer = is_desk and row.state in (RequestState.ASKED, RequestState.QUESTION)
    return shown(
        request,
        "parts_desk/one.html",
        {
            "each": request_said(row, saying),
            "promised": promises_said(promised, saying),
            "lies": _lies(row, lies, known),
            "to_answer": to_answer,
            "orders": _orders(by, row, known, saying) if to_answer else None,
            "why_refused": [(why.value, why.label) for why in WhyRefused],
            "is_mine": _is_mine(by, row),
            "may_hand_over": row.state is RequestState.COMING and (is_desk or _is_party(by, row)),
            "may_fetch": _may_fetch(by, row, is_desk=is_desk),
            "may_give_up": row.state.is_open and (is_desk or _is_mine(by, row)),
            "may_answer_back": row.state is RequestState.QUESTION and (is_desk or _is_mine(by, row)),
            "form_key": new_key(),
            "undo": undo_offered(request),
            "back": _back(by),
        },
    )


@open_to(ASKERS)
@require_POST
def answer(request: SignedInRequest, part_request_id: UUID) -> HttpResponse:
    """Do one answer, once, with all that goes along; or say why nothing was done."""
    by, saying, posted = request.actor, saying_for(request), request.POST
    here = reverse("part-request", args=[part_request_id])
    row = request_called(by, part_request_id, now=saying.now)
    if row is None:
        raise Http404
    asked, key = posted.get("do", ""), uuid_or_none(posted.get("form_key", ""))
    version = int(posted["version"]) if posted.get("version", "").isdecimal() else -1
    do = _doing(request, row, asked, version, saying)
    if do is None or key is None:
        said = NOT_FOR_YOU if do is None and asked in (*_DESK, *_PARTIES) else "Press one of the buttons of this page."
        return turn_back(request, here, said=said)

    def done() -> dict[str, Any]:
        step = do()
        return {"said": f"{step.part}: {step.said}", "undo": step.step in UNDOABLE, "step": step.step.value}

    try:
        kept = do_once(tenant_id=by.tenant_id, form_key=str(key), now=saying.now, do=done)
    except (CannotAnswer, CannotOrder) as refused:
        return turn_back(request, here, said=str(refused))
    if kept["undo"]:
        fresh = request_called(by, part_request_id, now=saying.now)
        if fresh is not None and fresh.can_undo:
            offer_undo(request, request_id=part_request_id, version=fresh.version, said=str(kept["said"]))
            return see_other(_back(by)[0])
    messages.success(request, str(kept["said"]))
    return see_other(here if asked in ("undo", "back") else _back(by)[0])


def _doing(
    request: SignedInRequest, row: RequestRow, asked: str, version: int, saying: Saying
) -> Callable[[], Answered] | None:
    """Return what a button does; None where there is no such button for this person."""
    by, posted, now = request.actor, request.POST, saying.now
    is_desk = by.is_one_of(*PARTS_DESK)
    words = posted.get("words", "")
    place_id = uuid_or_none(posted.get("place", "")) or UUID(int=0)
    same: dict[str, Any] = {"by": by, "request_id": row.id, "version": version, "now": now}

    def plain(act: Callable[[], Answered]) -> Callable[[], Answered]:
        return lambda: answer_part(by=by, do=act, now=now)

    if asked == "order" and is_desk:
        supplier_id = uuid_or_none(posted.get("supplier", "")) or UUID(int=0)

        def order() -> Answered:
            done = put_on_order(
                by=by, do=lambda: order_for_request(supplier_id=supplier_id, place_id=place_id, **same), now=now
            )
            assert done.request is not None  # noqa: S101  # mypy: it was for a request
            return done.request

        return order
    by_desk: dict[str, Callable[[], Answered]] = {
        "shelf": lambda: answers.give_from_shelf(place_id=place_id, **same),
        "truck": lambda: answers.find_on_truck(place_id=place_id, **same),
        "ask": lambda: answers.ask_back(words=words, **same),
        "refuse": lambda: answers.refuse_part(why=_why(posted.get("why", "")), words=words, **same),
    }
    by_party: dict[str, Callable[[], Answered]] = {
        "handed": lambda: answers.hand_over(**same),
        "not_there": lambda: answers.was_not_there(words=words, **same),
        "fetched": lambda: answers.fetch(**same),
        "give_up": lambda: answers.need_no_more(words=words, **same),
        "back": lambda: answers.answer_back(words=words, **same),
        "undo": lambda: take_answer_back(**same),
    }
    if asked in by_desk and is_desk:
        return plain(by_desk[asked])
    if asked in by_party and (is_desk or _is_mine(by, row) or _is_party(by, row)):
        return plain(by_party[asked])
    return None


_DESK = ("shelf", "truck", "ask", "refuse", "order")
_PARTIES = ("handed", "not_there", "fetched", "give_up", "back", "undo")


def _why(said: str) -> WhyRefused:
    try:
        return WhyRefused(said)
    except ValueError:
        raise CannotAnswer("Choose why it is refused: it becomes an obstacle, and somebody has to solve it.") from None


def _is_mine(by: Actor, row: RequestRow) -> bool:
    """Tell whether somebody asked for it, or gets it."""
    if by.user_id is None:
        return False
    own = technician_of_user(by.tenant_id, by.user_id)
    return row.asked_by_id == by.user_id or (own is not None and row.technician_id == own)


def _is_party(by: Actor, row: RequestRow) -> bool:
    """Tell whether somebody gets it, or hands it over from their own truck."""
    if _is_mine(by, row):
        return True
    own = technician_of_user(by.tenant_id, by.user_id) if by.user_id else None
    return own is not None and row.source_technician_id == own


def _may_fetch(by: Actor, row: RequestRow, *, is_desk: bool) -> bool:
    lies_there = row.state is RequestState.HERE and not row.is_aboard and bool(row.source)
    return lies_there and row.technician_id is not None and (is_desk or _is_mine(by, row))


def _lies(row: RequestRow, lies: tuple[ShelfRow, ...], known: tuple[PlaceRow, ...]) -> list[dict[str, Any]]:
    """Return where the part lies, parts rooms first, and whether there are enough."""
    sorts = {place.id: place for place in known}
    found = []
    for each in lies:
        place = sorts.get(each.place_id)
        if place is None:
            continue
        found.append(
            {
                "place": each,
                "is_room": place.technician_id is None,
                "is_enough": each.on_hand >= row.quantity,
                "is_own": place.technician_id is not None and place.technician_id == row.technician_id,
            }
        )
    return sorted(found, key=lambda each: (not each["is_room"], -each["place"].on_hand))


def _orders(by: Actor, row: RequestRow, known: tuple[PlaceRow, ...], saying: Saying) -> dict[str, Any]:
    """Return who could be ordered from, the most fitting first, and where it would come to."""
    every: tuple[SupplierRow, ...] = suppliers(by)
    likely = suggested_supplier(by, every, [row.part_id]).get(row.part_id)
    branch = branch_of(by, row.branch_id)
    zone = branch.zone if branch else saying.zone
    here = saying.there(str(ZoneInfo(zone)))
    rooms = [place for place in known if place.technician_id is None]
    return {
        "suppliers": [
            {
                "row": each,
                "is_likely": each.id == likely,
                "lead": lead_said(each),
                "cut_off": cut_off_said(each.cut_off(zone=zone, now=saying.now), here),
            }
            for each in sorted(every, key=lambda each: (each.id != likely, each.name))
        ],
        "rooms": sorted(rooms, key=lambda place: (place.branch_id != row.branch_id, place.name)),
    }


def lead_said(supplier: SupplierRow) -> str:
    """Return `2 working days, from 14 arrivals`."""
    days = supplier.lead.days
    said = f"{days} working day{'s' if days != 1 else ''}" if days else "the same day"
    arrivals = supplier.lead.arrivals
    if not arrivals:
        return f"{said}, by their own word"
    return f"{said}, from {arrivals} arrival{'s' if arrivals != 1 else ''}"


def _back(by: Actor) -> tuple[str, str]:
    if by.is_one_of(*OFFICE_READERS):
        return reverse("part-requests"), "Parts asked for"
    return reverse("my-parts"), "Parts I asked for"
