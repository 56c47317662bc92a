"""The forms that write the ledger's lines: receive, move, send back, count, put right."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.machines.queries import find_parts
from steadyhand.business.stock.actions.count_part import count_part
from steadyhand.business.stock.actions.move_parts import receive_parts, send_back, transfer_parts
from steadyhand.business.stock.actions.name_bin import name_bin
from steadyhand.business.stock.actions.put_right import put_right
from steadyhand.business.stock.actions.set_level import set_level
from steadyhand.business.stock.ledger.rules import MOST_AT_ONCE, CannotMove
from steadyhand.business.stock.par.rules import MOST_LEVEL
from steadyhand.business.stock.queries.shelves import PlaceRow
from steadyhand.business.stock.queries.summing import shelf_of
from steadyhand.pages.common.doors import SignedInRequest, ViewFunction, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.customers import uuid_or_none
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.record.forms import text
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.common.stock.finding import PartForm
from steadyhand.pages.common.stock.overview import shelf_said
from steadyhand.pages.common.stock.place import place_or_404
from steadyhand.pages.common.stock.roles import WRITERS
from steadyhand.pages.common.stock.wording import plain, signed
from steadyhand.shared.once import do_once

UNPROCESSABLE = 422
LONGEST = 500


def _how_many(label: str, *, least: int, initial: int | None = 1, help_text: str = "") -> forms.IntegerField:
    problem = f"Type a whole number from {plain(least)} to {MOST_AT_ONCE:,}."
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=MOST_AT_ONCE,
        initial=initial,
        help_text=help_text,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), problem),
    )


class MoveForm(PartForm):
    """Receive or send back."""

    quantity = _how_many("How many", least=1)
    why = text("Note", LONGEST, help_text="Such as the number of the delivery. It stands in the place’s lines.")


class OverForm(MoveForm):
    to = forms.TypedChoiceField(label="To", coerce=UUID, error_messages={"required": "Where to? Choose a place."})

    field_order = ("find", "part", "quantity", "to", "why")


class CountForm(PartForm):
    found_there = _how_many("How many are there", least=0, initial=None, help_text="All of them; 0 if there are none.")
    bin = text("Bin", 40, help_text="Where on the shelf or in the truck. Empty leaves it as it is.")


class RightForm(PartForm):
    quantity = _how_many(
        "How many more, or fewer",
        least=-MOST_AT_ONCE,
        initial=None,
        help_text="Such as 2, or -2 for fewer. Where somebody can look, count instead.",
    )
    why = text("Why", LONGEST, required=True, help_text="Whoever counts next reads it.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].error_messages["required"] = "Why is it put right? Whoever counts next has to know."

    def clean_quantity(self) -> int:
        quantity: int = self.cleaned_data["quantity"]
        if quantity == 0:
            raise forms.ValidationError("0 changes nothing; type how many more, or -1 and so on for fewer.")
        return quantity


class LevelForm(PartForm):
    level = forms.IntegerField(
        label="How many it is to hold",
        min_value=0,
        max_value=MOST_LEVEL,
        help_text="After restocking. 0: not carried here, on purpose.",
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), f"Type a whole number from 0 to {MOST_LEVEL}."
        ),
    )
    why = text("Why", LONGEST, required=True, help_text="Whoever reckons levels next reads it.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].error_messages["required"] = "Why this level? Whoever reckons levels next has to know."


# Asks who, where, what was filled in and the moment; returns what is said when it is done.
Doing = Callable[[Any, PlaceRow, dict[str, Any], Any], str]


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a shelf changes: its form, its words and what it does."""

    title: str
    button: str
    form: type[PartForm]
    do: Doing


def _receive(by: Any, place: PlaceRow, facts: dict[str, Any], now: Any) -> str:
    receive_parts(by=by, place_id=place.id, parts={facts["part"]: facts["quantity"]}, why=facts["why"], now=now)
    return f"Received: {facts['quantity']} × {facts['name']}."


def _back(by: Any, place: PlaceRow, facts: dict[str, Any], now: Any) -> str:
    send_back(by=by, place_id=place.id, parts={facts["part"]: facts["quantity"]}, why=facts["why"], now=now)
    return f"Sent back: {facts['quantity']} × {facts['name']}."


def _over(by: Any, place: PlaceRow, facts: dict[str, Any], now: Any) -> str:
    parts = {facts["part"]: facts["quantity"]}
    transfer_parts(by=by, from_id=place.id, to_id=facts["to"], parts=parts, why=facts["why"], now=now)
    return f"Moved: {facts['quantity']} × {facts['name']}."


def _count(by: Any, place: PlaceRow, facts: dict[str, Any], now: Any) -> str:
    found = facts["found_there"]
    difference = count_part(by=by, place_id=place.id, part_id=facts["part"], found=found, now=now)
    if facts["bin"]:
        name_bin(by=by, place_id=place.id, part_id=facts["part"], bin_name=facts["bin"], now=now)
    if not difference:
        return f"Counted: {found} × {facts['name']}, as the ledger had it."
    return f"Counted: {found} × {facts['name']}. The ledger had {plain(found - difference)}, and follows."


def _right(by: Any, place: PlaceRow, facts: dict[str, Any], now: Any) -> str:
    quantity = facts["quantity"]
    put_right(by=by, place_id=place.id, part_id=facts["part"], quantity=quantity, why=facts["why"], now=now)
    return f"Put right: {signed(quantity)} × {facts['name']}."


def _level(by: Any, place: PlaceRow, facts: dict[str, Any], now: Any) -> str:
    level = facts["level"]
    changed = set_level(by=by, place_id=place.id, part_id=facts["part"], level=level, why=facts["why"], now=now)
    if not changed:
        return f"The level of {facts['name']} was {level} already; nothing changed."
    return f"Level set: {level} × {facts['name']}."


def _page(way: Way, request: SignedInRequest, place_id: UUID) -> HttpResponse:
    place, known = place_or_404(request, place_id)
    by, saying = request.actor, saying_for(request)
    if request.headers.get("HX-Request") == "true" and request.method == "GET":
        typed = request.GET.get("find", "").strip()
        return render(request, "stock/_parts_found.html", {"found": find_parts(by, typed), "typed": typed})
    is_sent = request.method == "POST"
    form = way.form(request.POST, by=by) if is_sent else way.form(by=by, initial=_asked(request))
    if isinstance(form, OverForm):
        where: Any = form.fields["to"]
        where.choices = [("", "Choose …"), *((str(each.id), each.name) for each in known if each.id != place.id)]
    if is_sent and form.is_valid() and form.chosen is not None:
        facts = form.facts() | {"name": f"{form.chosen.name} {form.chosen.number}"}
        try:
            done = do_once(
                tenant_id=by.tenant_id,
                form_key=str(form.cleaned_data["form_key"]),
                now=saying.now,
                do=lambda: {"said": way.do(by, place, facts, saying.now)},
            )
        except CannotMove as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, str(done["said"]))
            # The next one of the same delivery, or of the same shelf, follows at once.
            return see_other(request.path)
    row = shelf_of(by, place.id, form.chosen.id, now=saying.now) if form.chosen else None
    context = {
        "place": place,
        "way": way,
        "form": form,
        "found": form.found or ((form.chosen,) if form.chosen else ()),
        "chosen": form.chosen,
        "shelf": shelf_said(row, saying) if row else None,
        "back": reverse("stock-place", args=[place.id]),
    }
    return shown(request, "stock/move.html", context, status=UNPROCESSABLE if form.errors else 200)


def _asked(request: SignedInRequest) -> dict[str, Any]:
    """Return what a link or a look for a part fills in beforehand."""
    asked = request.GET
    filled: dict[str, Any] = {"part": uuid_or_none(asked.get("part", "")), "find": asked.get("find", "").strip()}
    if to := uuid_or_none(asked.get("to", "")):
        filled["to"] = str(to)
    if asked.get("quantity", "").isdecimal():
        filled["quantity"] = asked["quantity"]
    return {name: value for name, value in filled.items() if value}


def _view(way: Way) -> ViewFunction:
    @open_to(WRITERS)
    @require_http_methods(["GET", "POST"])
    def view(request: SignedInRequest, place_id: UUID) -> HttpResponse:
        return _page(way, request, place_id)

    return view


receive = _view(Way("Receive parts", "Receive", MoveForm, _receive))
over = _view(Way("Move to another place", "Move", OverForm, _over))
back = _view(Way("Send back to the supplier", "Send back", MoveForm, _back))
count = _view(Way("Count", "Counted", CountForm, _count))
right = _view(Way("Put the ledger right", "Put right", RightForm, _right))
level = _view(Way("Set a level", "Keep", LevelForm, _level))
