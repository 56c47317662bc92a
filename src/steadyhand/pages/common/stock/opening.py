"""A truck or a parts room is kept track of from now on."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_POST

from steadyhand.business.dealership.branches import branches_of
from steadyhand.business.people.queries import technicians_of
from steadyhand.business.stock.actions.open_place import open_shelves, open_truck
from steadyhand.business.stock.ledger.rules import CannotMove
from steadyhand.business.stock.queries.shelves import PlaceRow, places
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other, turn_back
from steadyhand.pages.common.record.editing import OnceForm
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.common.stock.roles import WRITERS
from steadyhand.shared.actor import Actor
from steadyhand.shared.once import do_once


class OpenPlaceForm(OnceForm):
    """Whose truck, or which branch's parts room: `truck:ID` or `branch:ID`."""

    place = forms.ChoiceField(
        label="Keep track of",
        error_messages={"required": "Choose a truck or a parts room.", "invalid_choice": "Choose one from the list."},
    )

    def __init__(self, data: QueryDict | None = None, *, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field: Any = self.fields["place"]
        field.choices = [("", "Choose …"), *offered]


def to_open(by: Actor, known: Collection[PlaceRow], today: date) -> OpenPlaceForm | None:
    """Return the form with the trucks and parts rooms that nobody keeps track of yet; None where all are."""
    offered = _offered(by, known, today)
    return OpenPlaceForm(offered=offered) if offered else None


def _offered(by: Actor, known: Collection[PlaceRow], today: date) -> list[tuple[str, str]]:
    trucks = {place.technician_id for place in known if place.technician_id}
    rooms = {place.branch_id for place in known if place.technician_id is None}
    here = [branch for branch in branches_of(by) if branch.id not in rooms]
    drivers = [each for each in technicians_of(by, on=today) if each.id not in trucks]
    return [
        *((f"branch:{branch.id}", f"{branch.name} parts room") for branch in here),
        *((f"truck:{each.id}", f"{each.name}’s truck") for each in drivers),
    ]


@open_to(WRITERS)
@require_POST
def open_place(request: SignedInRequest) -> HttpResponse:
    """Open a place, once, and go to its empty shelf."""
    by, saying = request.actor, saying_for(request)
    # Somebody else may have opened it a moment ago: it is offered all the same, and is then the one there is.
    form = OpenPlaceForm(request.POST, offered=_offered(by, (), saying.today))
    if not form.is_valid():
        said = "Nothing was opened: choose a truck or a parts room from the list."
        return turn_back(request, reverse("stock"), said=said)
    sort, _, row_id = form.cleaned_data["place"].partition(":")

    def do() -> dict[str, Any]:
        if sort == "truck":
            return {"id": open_truck(by=by, technician_id=UUID(row_id), on=saying.today, now=saying.now).hex}
        return {"id": open_shelves(by=by, branch_id=UUID(row_id), now=saying.now).hex}

    try:
        done = do_once(tenant_id=by.tenant_id, form_key=str(form.cleaned_data["form_key"]), now=saying.now, do=do)
    except CannotMove as refused:
        return turn_back(request, reverse("stock"), said=str(refused))
    place_id = UUID(str(done["id"]))
    name = next((place.name for place in places(by) if place.id == place_id), "The place")
    messages.success(request, f"{name} is kept track of from now on. Receive what lies there, or count it.")
    return see_other(reverse("stock-place", args=[place_id]))
