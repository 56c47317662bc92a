"""What goes onto a truck and comes off it: a list to print, and to be tapped off while it is done."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.business.dealership.rules import Role
from steadyhand.business.machines.queries import parts_named
from steadyhand.business.people.queries import technician_of_user
from steadyhand.business.stock.actions.load_truck import load_truck
from steadyhand.business.stock.ledger.rules import MOST_AT_ONCE, CannotMove
from steadyhand.business.stock.par.loading import Carry
from steadyhand.business.stock.queries.loads import Load, loads_of, rooms_below
from steadyhand.business.stock.queries.shelves import PlaceRow, bins_at, places
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import new_key, see_other, turn_back
from steadyhand.pages.common.record.customers import uuid_or_none
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.common.stock.roles import READERS, WRITERS
from steadyhand.pages.common.without_signal import readable_today
from steadyhand.shared.actor import Actor
from steadyhand.shared.once import do_once

# A list of more lines is a mistake, or no list of ours.
MOST_LINES = 500
SAID = "Nothing was written: choose how many, from 1 to as many as the list says."


class CarryForm(forms.Form):
    """What of the list was done: `place` is where from, or where to; `off` comes off the truck.

    One line has its part and how many; several at once stand in `line` (PART:QUANTITY), as they were shown.
    """

    form_key = forms.UUIDField()
    place = forms.UUIDField()
    part = forms.UUIDField(required=False)
    quantity = forms.IntegerField(required=False, min_value=1, max_value=MOST_AT_ONCE)
    off = forms.BooleanField(required=False)

    def parts(self, lines: Sequence[str]) -> dict[UUID, int]:
        """Return units by part; empty where none can be read."""
        part_id, quantity = self.cleaned_data["part"], self.cleaned_data["quantity"]
        if part_id and quantity:
            return {part_id: quantity}
        found: dict[UUID, int] = {}
        for line in lines[:MOST_LINES]:
            said, _, units = line.partition(":")
            each = uuid_or_none(said)
            if each is None or not units.isdecimal() or not 1 <= int(units[:6]) <= MOST_AT_ONCE:
                return {}
            found[each] = int(units[:6])
        return found


@open_to(READERS)
@require_http_methods(["GET", "POST"])
def load(request: SignedInRequest, place_id: UUID) -> HttpResponse:
    """Show a truck's list to the desk, and write down what was carried."""
    mine = next((each for each in loads_of(request.actor) if each.truck.id == place_id), None)
    if mine is None:
        place = next((each for each in places(request.actor) if each.id == place_id), None)
        if place is None:
            raise Http404
        return see_other(reverse("stock-place", args=[place_id]))
    may_write = request.actor.is_one_of(*WRITERS)
    if request.method == "POST":
        if not may_write:
            return turn_back(request, request.path, said="Only the parts clerk and the service manager write here.")
        return _carried(request, mine)
    return _list(request, mine, may_write=may_write, is_own=False)


@open_to(READERS)
@require_safe
def load_all(request: SignedInRequest) -> HttpResponse:
    """Show in one list what every truck wants from its parts room today, and what is to be ordered for them."""
    by = request.actor
    loads = loads_of(by)
    known = {place.id: place for place in places(by)}
    below = rooms_below(by)
    wanted_ids = {carry.part_id for load in loads for carry in load.carries} | {each.part_id for each in below}
    parts = parts_named(by, wanted_ids)
    rooms = [place_id for place_id, place in known.items() if place.technician_id is None]
    bins = bins_at(by, rooms)
    picks: dict[UUID, list[dict[str, Any]]] = {}
    orders: dict[UUID, list[tuple[int, str]]] = {}
    for load in loads:
        for carry in load.carries:
            if carry.place_id in rooms and carry.quantity > 0:
                picks.setdefault(carry.place_id, []).append(
                    _row(carry, parts, bins, carry.place_id) | {"truck": load.truck.name, "truck_id": load.truck.id}
                )
            elif carry.place_id is None:
                orders.setdefault(carry.part_id, []).append((carry.quantity, load.truck.name))
    for each in below:
        # A shelf below nothing asks for its level only: the rest is a question of its own.
        orders.setdefault(each.part_id, []).append((each.level - max(0, each.on_hand), each.room.name))
    picked: list[dict[str, Any]] = [
        {"name": known[place_id].name, "rows": sorted(rows, key=_as_bins_stand)} for place_id, rows in picks.items()
    ]
    context = {
        "rooms": picked,
        "orders": [
            {
                "part_id": part_id,
                "name": parts[part_id].name,
                "number": parts[part_id].number,
                "units": sum(units for units, _ in wanted),
                "trucks": ", ".join(f"{units} for {name}" for units, name in wanted),
            }
            for part_id, wanted in orders.items()
            if part_id in parts
        ],
        "has_levels": any(load.has_levels for load in loads) or bool(below),
        "may_write": by.is_one_of(*WRITERS),
    }
    return shown(request, "stock/load_all.html", context)


def _as_bins_stand(row: dict[str, Any]) -> tuple[bool, str, str, str]:
    # What has no bin is looked for last.
    return not row["bin"], row["bin"], row["number"], row["truck"]


@open_to({Role.TECHNICIAN})
@require_http_methods(["GET", "POST"])
@readable_today
def to_load(request: SignedInRequest) -> HttpResponse:
    """Show a technician the list of their own truck, and write down what they carried."""
    by = request.actor
    me = technician_of_user(by.tenant_id, by.user_id) if by.user_id else None
    mine = next((each for each in loads_of(by) if me and each.truck.technician_id == me), None)
    if mine is None:
        if request.method == "POST":
            return turn_back(request, reverse("to-load"), said="No truck of yours is kept track of; ask the desk.")
        return shown(request, "stock/load.html", {"is_own": True, "is_nobody": True})
    if request.method == "POST":
        return _carried(request, mine)
    return _list(request, mine, may_write=True, is_own=True)


def _carried(request: SignedInRequest, mine: Load) -> HttpResponse:
    by, saying, form = request.actor, saying_for(request), CarryForm(request.POST)
    if not form.is_valid():
        return turn_back(request, request.path, said=SAID)
    facts, parts = form.cleaned_data, form.parts(request.POST.getlist("line"))
    if not parts:
        return turn_back(request, request.path, said=SAID)

    def do() -> dict[str, Any]:
        load_truck(
            by=by, truck_id=mine.truck.id, place_id=facts["place"], parts=parts, is_off=facts["off"], now=saying.now
        )
        return {}

    try:
        do_once(tenant_id=by.tenant_id, form_key=str(facts["form_key"]), now=saying.now, do=do)
    except CannotMove as refused:
        return turn_back(request, request.path, said=str(refused))
    messages.success(request, f"{'Off the truck' if facts['off'] else 'Aboard'}: {_said(by, parts)}.")
    return see_other(request.path)


def _said(by: Actor, parts: dict[UUID, int]) -> str:
    """Return `2 × Fuser unit`, or how many pieces of how many parts."""
    if len(parts) > 1:
        return f"{sum(parts.values())} pieces of {len(parts)} parts"
    ((part_id, units),) = parts.items()
    found = parts_named(by, [part_id]).get(part_id)
    return f"{units} × {found.name if found else 'a part'}"


def _list(request: SignedInRequest, mine: Load, *, may_write: bool, is_own: bool) -> HttpResponse:
    by = request.actor
    known = {place.id: place for place in places(by)}
    parts = parts_named(by, {carry.part_id for carry in mine.carries})
    bins = bins_at(by, [mine.truck.id, *{carry.place_id for carry in mine.carries if carry.place_id}])
    context = {
        "is_own": is_own,
        "is_nobody": False,
        "place": mine.truck,
        "has_levels": mine.has_levels,
        "sections": [
            section
            for section in (
                *_from_places(mine.carries, known, parts, bins),
                _off(mine, known, parts, bins),
                _nowhere(mine.carries, parts),
            )
            if section["rows"]
        ],
        "may_write": may_write,
        "here": request.path,
    }
    return shown(request, "stock/load.html", context)


def _from_places(carries: Sequence[Carry], known: dict[UUID, PlaceRow], parts: Any, bins: Any) -> list[dict[str, Any]]:
    on = [carry for carry in carries if carry.quantity > 0 and carry.place_id]
    rooms_first = sorted(
        {carry.place_id for carry in on if carry.place_id},
        key=lambda each: (known[each].technician_id is not None, known[each].name),
    )
    return [
        {
            "title": f"Fetch from {known[place_id].name}",
            "about": "",
            "button": "Aboard",
            "form_key": new_key(),
            "place_id": place_id,
            "rows": [_row(carry, parts, bins, place_id) for carry in on if carry.place_id == place_id],
        }
        for place_id in rooms_first
    ]


def _off(mine: Load, known: dict[UUID, PlaceRow], parts: Any, bins: Any) -> dict[str, Any]:
    off = [carry for carry in mine.carries if carry.quantity < 0 and carry.place_id]
    to = known[off[0].place_id].name if off and off[0].place_id else ""
    return {
        "title": f"Take off, to {to}",
        "about": "More than the levels say; others may need them.",
        "button": "Taken off",
        "is_off": True,
        "form_key": new_key(),
        "place_id": off[0].place_id if off else None,
        "rows": [_row(carry, parts, bins, mine.truck.id) for carry in off],
    }


def _nowhere(carries: Sequence[Carry], parts: Any) -> dict[str, Any]:
    return {
        "title": "Nowhere at hand",
        "about": "Neither in the parts room nor too many on another truck: these are to be ordered.",
        "rows": [_row(carry, parts, {}, None) for carry in carries if carry.place_id is None],
    }


def _row(carry: Carry, parts: Any, bins: dict[tuple[UUID, UUID], str], at: UUID | None) -> dict[str, Any]:
    part = parts.get(carry.part_id)
    return {
        "carry": carry,
        "units": abs(carry.quantity),
        "name": part.name if part else "a part that the catalogue no longer has",
        "number": part.number if part else "",
        "bin": bins.get((at, carry.part_id), "") if at else "",
        "form_key": new_key(),
    }
