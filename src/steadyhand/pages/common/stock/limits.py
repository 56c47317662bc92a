"""What can a truck take, how large is a part? Typed as people say it: kilograms, litres, money."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.machines.queries import parts_named
from steadyhand.business.stock.actions.limit_truck import limit_truck
from steadyhand.business.stock.actions.size_part import size_part
from steadyhand.business.stock.ledger.rules import CannotMove
from steadyhand.business.stock.queries.levels import Room, SizeRow, levels_now, limits_of, on_hand, sizes_of
from steadyhand.business.stock.queries.shelves import places
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.catalogue import MoneyField
from steadyhand.pages.common.record.editing import EditPage, OnceForm, edit, shown
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.common.stock.place import place_or_404
from steadyhand.pages.common.stock.roles import READERS, WRITERS
from steadyhand.pages.common.stock.wording import kilograms, litres

MOST_UNITS = 1_000_000


class ThousandthField(forms.DecimalField):
    """Kilograms kept as grams, or litres kept as millilitres; empty: nobody said."""

    def __init__(self, label: str, *, help_text: str = "") -> None:
        super().__init__(
            label=label, required=False, min_value=0, max_value=MOST_UNITS // 100, decimal_places=3, help_text=help_text
        )

    def clean(self, value: Any) -> Any:
        amount = super().clean(value)
        return None if amount is None else int(amount * 1000)

    def prepare_value(self, value: Any) -> Any:
        """Show kept grams as kilograms; what somebody typed stays as typed."""
        return f"{value / 1000:g}" if isinstance(value, int) else value


class LimitsForm(OnceForm):
    most_cents = MoneyField("Money")
    most_weight_g = ThousandthField("Weight, in kg", help_text="What the springs or the law allow for parts.")
    most_volume_ml = ThousandthField("Volume, in litres", help_text="Of shelves and boxes, not of the whole van.")
    most_slots = forms.IntegerField(
        label="Slots", required=False, min_value=1, max_value=9999, help_text="Bins or drawers for parts."
    )
    restock_days = forms.IntegerField(
        label="Restocked every so many working days",
        min_value=1,
        max_value=60,
        help_text="1 if the truck is filled up every day.",
    )

    def __init__(self, data: QueryDict | None = None, *, changes: Mapping[str, Any]) -> None:
        super().__init__(data, changes=changes)
        self.fields["most_cents"].help_text = "At cost. Empty: it shares the branch’s money with the other trucks."


class SizeForm(OnceForm):
    weight_g = ThousandthField("Weight, in kg", help_text="Of one, with its box if it travels in one.")
    volume_ml = ThousandthField("Volume, in litres", help_text="A box of 30 × 20 × 10 cm has 6.")
    units_a_slot = forms.IntegerField(label="So many share a slot", required=False, min_value=1, max_value=999)
    lead_days = forms.IntegerField(
        label="Comes within so many working days",
        required=False,
        min_value=0,
        max_value=250,
        help_text="From the supplier. Empty: as the settings say.",
    )


@open_to(WRITERS)
@require_http_methods(["GET", "POST"])
def limits(request: SignedInRequest, place_id: UUID) -> HttpResponse:
    """Say what a truck can take."""
    place, _ = place_or_404(request, place_id)
    if place.technician_id is None:
        return see_other(reverse("stock-place", args=[place_id]))
    by, saying = request.actor, saying_for(request)
    known = limits_of(by, [place_id]).get(place_id, Room())
    form = LimitsForm(request.POST if request.method == "POST" else None, changes=_facts(known))
    back = reverse("stock-truck", args=[place_id])

    def save() -> str:
        _kept(lambda: limit_truck(by=by, place_id=place_id, facts=form.facts(), opened=form.opened(), now=saying.now))
        return back

    page = EditPage(
        title=f"What {place.name} can take",
        back_url=back,
        back_said=place.name,
        save=save,
        said="Kept. The next reckoning keeps within it.",
        intro="Whatever is empty limits nothing. Levels are found within all of them together.",
    )
    return edit(request, form, page)


@open_to(READERS)
@require_safe
def sizes(request: SignedInRequest) -> HttpResponse:
    """Show the parts that trucks are to hold or have, with what is known of their sizes; what nobody knows first."""
    by = request.actor
    trucks = [place.id for place in places(by) if place.technician_id is not None]
    levels, aboard = levels_now(by, trucks), on_hand(by, trucks)
    carried: dict[UUID, int] = {}
    for truck_id in trucks:
        # What has no level yet lies there all the same.
        kept = aboard[truck_id] | {row.part_id: row.level for row in levels.get(truck_id, ())}
        for part_id, units in kept.items():
            carried[part_id] = carried.get(part_id, 0) + max(0, units)
    parts = parts_named(by, list(carried))
    known = sizes_of(by, list(carried))
    may_write = by.is_one_of(*WRITERS)
    ordered = sorted(parts.values(), key=lambda part: (part.id in known, -carried[part.id], part.number))
    rows = [
        {
            "url": reverse("stock-size", args=[part.id]) if may_write else "",
            "name": part.name,
            "cells": [(part.number, ""), (carried[part.id], "number"), *_cells(known.get(part.id))],
        }
        for part in ordered
    ]
    columns = [
        ("Part", ""),
        ("Number", ""),
        ("On trucks", "number"),
        ("Weight", "number"),
        ("Volume", "number"),
        ("Share a slot", "number"),
        ("Comes within", "number"),
    ]
    context = {"rows": rows, "columns": columns, "unknown": sum(part_id not in known for part_id in parts)}
    return shown(request, "stock/sizes.html", context)


@open_to(WRITERS)
@require_http_methods(["GET", "POST"])
def size(request: SignedInRequest, part_id: UUID) -> HttpResponse:
    """Say how much room a part takes."""
    by, saying = request.actor, saying_for(request)
    part = parts_named(by, [part_id]).get(part_id)
    if part is None:
        raise Http404
    known = sizes_of(by, [part_id]).get(part_id, SizeRow(None, None, None, None))
    form = SizeForm(request.POST if request.method == "POST" else None, changes=_facts(known))
    back = reverse("stock-sizes")

    def save() -> str:
        _kept(lambda: size_part(by=by, part_id=part_id, facts=form.facts(), opened=form.opened(), now=saying.now))
        return back

    page = EditPage(
        title=f"Size of {part.name}",
        back_url=back,
        back_said="Sizes of parts",
        save=save,
        said=f"Kept: {part.name}.",
        intro=f"{part.number}. What is empty takes no room in the reckoning.",
    )
    return edit(request, form, page)


def _kept(do: Callable[[], None]) -> None:
    try:
        do()
    except CannotMove as refused:
        raise CannotKeep(str(refused)) from refused


def _facts(row: Room | SizeRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__slots__}


def _cells(row: SizeRow | None) -> list[tuple[str, str]]:
    if row is None:
        return [({"word": "not known", "kind": "waiting"}, ""), ("", ""), ("", ""), ("", "")]  # type: ignore[list-item]  # a state is a cell too
    return [
        (kilograms(row.weight_g) if row.weight_g is not None else "", "number"),
        (litres(row.volume_ml) if row.volume_ml is not None else "", "number"),
        (str(row.units_a_slot or ""), "number"),
        (f"{row.lead_days} working days" if row.lead_days is not None else "", "number"),
    ]
