"""Parts are given to a colleague or the parts room, or asked for."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.machines.queries import find_parts
from steadyhand.business.stock.actions.begin_handover import begin_handover
from steadyhand.business.stock.ledger.rules import CannotMove
from steadyhand.business.stock.queries.shelves import PlaceRow, places, where_is
from steadyhand.business.stock.queries.truck import own_truck
from steadyhand.business.stock.trucks.rules import MOST_HANDED
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.customers import uuid_or_none
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.record.forms import text
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.common.stock.finding import PartForm
from steadyhand.pages.common.trucks.doing import done_once
from steadyhand.pages.common.trucks.roles import HANDERS
from steadyhand.pages.common.without_signal import readable_today
from steadyhand.shared.actor import Actor

UNPROCESSABLE = 422
LONGEST = 500
Way = tuple[UUID, UUID]


class HandForm(PartForm):
    """What goes from where to where."""

    way = forms.ChoiceField(
        label="From whom to whom",
        error_messages={
            "required": "From whom to whom? Choose one.",
            "invalid_choice": "That place isn’t kept track of any more; choose another one.",
        },
    )
    quantity = forms.IntegerField(
        label="How many",
        min_value=1,
        max_value=MOST_HANDED,
        initial=1,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), f"Type a whole number from 1 to {MOST_HANDED}."
        ),
    )
    why = text("Note", LONGEST, help_text="The other side reads it.")
    call = forms.UUIDField(required=False, widget=forms.HiddenInput)

    field_order = ("find", "part", "way", "quantity", "why")

    def __init__(self, data: QueryDict | None = None, *, ways: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field: Any = self.fields["way"]
        field.choices = [("", "Choose …"), *ways]


def ways_of(by: Actor, have: dict[UUID, int]) -> list[tuple[str, Any]]:
    """Return between which places the reader may hand parts over, giving first; `have`: what lies where, if known."""
    known = places(by)
    mine = own_truck(by)
    own = [mine] if mine else [each for each in known if each.technician_id is None]
    gives: list[tuple[str, str]] = []
    asks: list[tuple[str, str]] = []
    for place in own:
        others = [each for each in known if each.id != place.id and each.branch_id == place.branch_id]
        if mine is None:
            others = [each for each in others if each.technician_id is not None]
        for other in others:
            gives.append((f"{place.id}:{other.id}", f"Give to {_said(other, mine, place)}"))
            asks.append((f"{other.id}:{place.id}", f"Ask from {_said(other, mine, place)}{_has(other, have)}"))
    return [("Give", gives), ("Ask", asks)] if gives else []


def _said(other: PlaceRow, mine: PlaceRow | None, place: PlaceRow) -> str:
    return other.name if mine else f"{other.name} ({place.name})"


def _has(place: PlaceRow, have: dict[UUID, int]) -> str:
    return f" (has {have[place.id]})" if place.id in have else ""


@open_to(HANDERS)
@require_http_methods(["GET", "POST"])
@readable_today
def hand_over(request: SignedInRequest) -> HttpResponse:
    """Begin a handover."""
    by, saying = request.actor, saying_for(request)
    if request.headers.get("HX-Request") == "true" and request.method == "GET":
        typed = request.GET.get("find", "").strip()
        return render(request, "stock/_parts_found.html", {"found": find_parts(by, typed), "typed": typed})
    asked = uuid_or_none(request.GET.get("part", ""))
    have = {row.place_id: row.on_hand for row in where_is(by, [asked], now=saying.now)[asked]} if asked else {}
    ways = ways_of(by, have)
    is_sent = request.method == "POST"
    form = HandForm(request.POST, by=by, ways=ways) if is_sent else HandForm(by=by, ways=ways, initial=_asked(request))
    if is_sent and form.is_valid():
        facts = form.cleaned_data
        source, _, target = facts["way"].partition(":")

        def do() -> dict[str, Any]:
            handover_id = begin_handover(
                by=by,
                from_id=UUID(source),
                to_id=UUID(target),
                part_id=facts["part"],
                quantity=facts["quantity"],
                call_id=facts["call"],
                why=facts["why"],
                now=saying.now,
            )
            return {"id": handover_id.hex}

        try:
            done = done_once(request, form, do)
        except CannotMove as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The other side is told. You see here what they say.")
            return see_other(reverse("handover", args=[UUID(str(done["id"]))]))
    context = {
        "form": form,
        "ways": ways,
        "found": form.found or ((form.chosen,) if form.chosen else ()),
        "chosen": form.chosen,
        "back": reverse("handovers"),
    }
    return shown(request, "trucks/hand_over.html", context, status=UNPROCESSABLE if form.errors else 200)


def _asked(request: SignedInRequest) -> dict[str, Any]:
    """Return what a link or a look for a part fills in beforehand."""
    asked = request.GET
    filled: dict[str, Any] = {
        "part": uuid_or_none(asked.get("part", "")),
        "find": asked.get("find", "").strip(),
        "call": uuid_or_none(asked.get("call", "")),
        "way": asked.get("way", ""),
        "quantity": asked["quantity"] if asked.get("quantity", "").isdecimal() else None,
    }
    return {name: value for name, value in filled.items() if value}
