"""How does a form of a truck become a change, once, and what is said of it?"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse

from steadyhand.business.machines.queries import PartFound, parts_named
from steadyhand.business.stock.ledger.rules import CannotMove
from steadyhand.business.stock.queries.shelves import PlaceRow
from steadyhand.business.stock.queries.truck import own_truck
from steadyhand.pages.common.doors import SignedInRequest
from steadyhand.pages.common.kept import is_ahead
from steadyhand.pages.common.leaving import new_key, see_other, turn_back
from steadyhand.pages.common.record.editing import OnceForm
from steadyhand.pages.common.saying import saying_for
from steadyhand.shared.once import do_once

_UNDO = "truck-undo"


def truck_or_404(request: SignedInRequest) -> PlaceRow:
    """Return the truck of whoever is signed in."""
    truck = own_truck(request.actor)
    if truck is None:
        raise Http404
    return truck


def part_or_404(request: SignedInRequest, part_id: UUID) -> PartFound:
    """Return an item of the catalogue."""
    found = parts_named(request.actor, [part_id]).get(part_id)
    if found is None:
        raise Http404
    return found


def done_once(request: SignedInRequest, form: OnceForm, do: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Do what a valid form says, once however often it is sent, and return its answer.

    Raises:
        CannotMove: it can't be done; the message is for the person.
    """
    return do_once(
        tenant_id=request.actor.tenant_id,
        form_key=str(form.cleaned_data["form_key"]),
        now=saying_for(request).now,
        do=do,
    )


def answered(
    request: SignedInRequest, form: OnceForm, do: Callable[[], dict[str, Any]], *, to: str, back: str = ""
) -> HttpResponse:
    """Do what a form says and go on to `to`, or to the page before with the reason why nothing was done.

    `do` returns what is `said`, and the `entry` that may be taken back.
    """
    back = back or to
    if not form.is_valid():
        problems = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return turn_back(request, back, said=problems)
    try:
        done = done_once(request, form, do)
    except CannotMove as refused:
        return turn_back(request, back, said=str(refused))
    if entry := done.get("entry"):
        request.session[_UNDO] = {
            "said": str(done["said"]),
            "url": reverse("my-truck-take-back"),
            "fields": {"entry": str(entry), "form_key": new_key(), "back": to},
        }
    else:
        messages.success(request, str(done["said"]))
    return see_other(to)


def undo_offered(request: SignedInRequest) -> dict[str, Any] | None:
    """Return, once, what the form before may take back."""
    if is_ahead(request):
        return None
    offered: dict[str, Any] | None = request.session.pop(_UNDO, None)
    return offered


def entry_said(entry: UUID, said: str) -> dict[str, Any]:
    """Return an answer with an entry that may be taken back."""
    return {"said": said, "entry": entry.hex}
