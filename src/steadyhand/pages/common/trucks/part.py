"""One part of my truck: where it lies, how sure that is, its lines, and everything that can happen to it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from steadyhand.business.calls.queries.day import day_of
from steadyhand.business.machines.queries import PartFound
from steadyhand.business.stock.actions.begin_handover import begin_handover
from steadyhand.business.stock.actions.confirm_handover import confirm_handover
from steadyhand.business.stock.actions.move_parts import receive_parts
from steadyhand.business.stock.actions.name_bin import name_bin
from steadyhand.business.stock.actions.put_right import put_right
from steadyhand.business.stock.actions.use_up import use_up
from steadyhand.business.stock.ledger.rules import MOST_AT_ONCE
from steadyhand.business.stock.queries.shelves import PlaceRow, movements_at, places, where_is
from steadyhand.business.stock.queries.summing import shelf_of
from steadyhand.business.stock.queries.truck import own_truck
from steadyhand.pages.common.doors import SignedInRequest, ViewFunction, open_to
from steadyhand.pages.common.leaving import new_key, see_other
from steadyhand.pages.common.record.editing import OnceForm, shown
from steadyhand.pages.common.record.forms import text
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.common.stock.overview import shelf_said
from steadyhand.pages.common.stock.wording import line_said, signed
from steadyhand.pages.common.trucks.counting import ONE_TAP
from steadyhand.pages.common.trucks.doing import answered, entry_said, part_or_404, truck_or_404, undo_offered
from steadyhand.pages.common.trucks.roles import TECHNICIAN
from steadyhand.pages.common.trucks.wording import many
from steadyhand.pages.common.without_signal import readable_today

LONGEST = 500
NEWEST = 10
FROM_ROOM, FROM_ELSEWHERE = "room", "elsewhere"


def _how_many(label: str, *, least: int = 1, initial: int | None = 1) -> forms.IntegerField:
    problem = f"How many? Type a whole number from {least:,} to {MOST_AT_ONCE:,}.".replace("-", "\N{MINUS SIGN}")
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=MOST_AT_ONCE,
        initial=initial,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), problem),
    )


class AddForm(OnceForm):
    """So many came aboard."""

    quantity = _how_many("How many came aboard")
    source = forms.ChoiceField(
        label="From where",
        choices=[(FROM_ROOM, "the parts room"), (FROM_ELSEWHERE, "elsewhere: a supplier, a customer, found")],
        widget=forms.RadioSelect,
        initial=FROM_ROOM,
        error_messages={"required": "Where did it come from? Tap one."},
    )
    why = text("Note", LONGEST)


class UsedForm(OnceForm):
    """So many are gone, and not on a visit."""

    quantity = _how_many("How many are gone")
    why = text("What became of it", LONGEST, required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].error_messages["required"] = "What became of it? A word is enough."


class CorrectForm(OnceForm):
    """The book is wrong by so many, and nobody can look now."""

    quantity = _how_many("How many more, or fewer (such as -1)", least=-MOST_AT_ONCE, initial=None)
    why = text("Why", LONGEST, required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].error_messages["required"] = "Why is it put right? Whoever counts next has to know."

    def clean_quantity(self) -> int:
        quantity: int = self.cleaned_data["quantity"]
        if quantity == 0:
            raise forms.ValidationError("0 changes nothing; type how many more, or -1 and so on for fewer.")
        return quantity


class BinForm(OnceForm):
    """Where in the truck it lies."""

    bin = text("Bin", 40, help_text="Such as Drawer 3. Empty if it has none.")


@open_to(TECHNICIAN)
@require_safe
@readable_today
def part(request: SignedInRequest, part_id: UUID) -> HttpResponse:
    """Show one part of the own truck, also one that isn't aboard yet."""
    truck, found = own_truck(request.actor), part_or_404(request, part_id)
    if truck is None:
        return see_other(reverse("my-truck"))
    by, saying = request.actor, saying_for(request)
    row = shelf_of(by, truck.id, part_id, now=saying.now)
    today = day_of(by, saying.today, today=saying.today, zone=saying.zone, days_ahead=0)
    elsewhere = [each for each in where_is(by, [part_id], now=saying.now)[part_id] if each.place_id != truck.id]
    context = {
        "truck": truck,
        "part": found,
        "shelf": shelf_said(row, saying) if row else None,
        "numbers": ONE_TAP,
        "count_key": new_key(),
        "visits": [visit for visit in today.visits if visit.finished_at is None],
        "add": AddForm(auto_id="add-%s"),
        "used": UsedForm(auto_id="used-%s"),
        "correct": CorrectForm(auto_id="correct-%s"),
        "bin": BinForm(initial={"bin": row.bin if row else ""}, auto_id="bin-%s"),
        "elsewhere": [shelf_said(each, saying) for each in elsewhere],
        "lines": [line_said(each, saying) for each in movements_at(by, truck.id, part_id=part_id, most=NEWEST)],
        "undo": undo_offered(request),
    }
    return shown(request, "trucks/part.html", context)


@dataclass(frozen=True, slots=True)
class Happened:
    """What somebody says happened to a part of their truck."""

    request: SignedInRequest
    truck: PlaceRow
    part: PartFound
    facts: dict[str, Any]
    now: Any

    @property
    def here(self) -> dict[str, Any]:
        return {"by": self.request.actor, "place_id": self.truck.id, "part_id": self.part.id, "now": self.now}


Doing = Callable[[Happened], dict[str, Any]]


def _add(what: Happened) -> dict[str, Any]:
    quantity, name = what.facts["quantity"], what.part.name
    room = _room(what) if what.facts["source"] == FROM_ROOM else None
    if room is None:
        parts = {what.part.id: quantity}
        entry = receive_parts(
            by=what.request.actor, place_id=what.truck.id, parts=parts, why=what.facts["why"], now=what.now
        )
        return entry_said(entry, f"Aboard: {many(quantity, name)}.")
    by = what.request.actor
    handover_id = begin_handover(
        by=by, from_id=room.id, to_id=what.truck.id, part_id=what.part.id, quantity=quantity, why=what.facts["why"],
        now=what.now,
    )  # fmt: skip
    confirm_handover(by=by, handover_id=handover_id, quantity=quantity, now=what.now)
    return {"said": f"Aboard: {many(quantity, name)}, from {room.name}. The parts desk says how many left its shelf."}


def _room(what: Happened) -> PlaceRow | None:
    every = places(what.request.actor)
    return next((each for each in every if each.technician_id is None and each.branch_id == what.truck.branch_id), None)


def _used(what: Happened) -> dict[str, Any]:
    quantity = what.facts["quantity"]
    entry = use_up(**what.here, quantity=quantity, why=what.facts["why"])
    return entry_said(entry, f"Gone: {many(quantity, what.part.name)}.")


def _correct(what: Happened) -> dict[str, Any]:
    quantity = what.facts["quantity"]
    entry = put_right(**what.here, quantity=quantity, why=what.facts["why"])
    return entry_said(entry, f"Put right: {signed(quantity)} × {what.part.name}.")


def _bin(what: Happened) -> dict[str, Any]:
    named = what.facts["bin"]
    name_bin(**what.here, bin_name=named)
    return {"said": f"{what.part.name} lies in {named}." if named else f"{what.part.name} has no bin any more."}


def _view(form_class: type[OnceForm], do: Doing) -> ViewFunction:
    @open_to(TECHNICIAN)
    @require_POST
    def view(request: SignedInRequest, part_id: UUID) -> HttpResponse:
        truck, found, saying = truck_or_404(request), part_or_404(request, part_id), saying_for(request)
        form = form_class(request.POST)
        to = reverse("my-truck-part", args=[part_id])
        return answered(request, form, lambda: do(Happened(request, truck, found, form.facts(), saying.now)), to=to)

    return view


add = _view(AddForm, _add)
used = _view(UsedForm, _used)
correct = _view(CorrectForm, _correct)
named_bin = _view(BinForm, _bin)
