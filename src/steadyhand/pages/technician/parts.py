"""Which parts did the visit use? Looked for in the catalogue, and noted at once."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.calls.parts_used import MOST_OF_ONE
from steadyhand.business.calls.queries.closing import ClosingFacts, PartLine, closing_of
from steadyhand.business.calls.queries.day import is_for
from steadyhand.business.calls.visit_in_hand import CannotMoveVisit
from steadyhand.business.machines.queries import PartFound, find_parts, part_numbered
from steadyhand.flows.visit.use_part import use_part
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other, turn_back
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.technician.closing_form import ClosingForm
from steadyhand.pages.technician.leaving import visit_or_404
from steadyhand.pages.technician.steps import FIELD
from steadyhand.shared.clock import read_clock
from steadyhand.shared.once import do_once

# What history keeps when the desk notes parts for a technician.
WHY = "noted while closing for them"


class PartForm(forms.Form):
    """One part and how many of it there are now, so that sending it twice changes nothing; 0 takes it off."""

    part = forms.UUIDField()
    # A phone that kept it sends one, so that an answer lost on the way undoes nothing that was noted since.
    form_key = forms.UUIDField(required=False)
    quantity = forms.IntegerField(min_value=0, max_value=MOST_OF_ONE)


@open_to(FIELD)
@require_http_methods(["GET", "POST"])
def parts(request: SignedInRequest, visit_id: UUID) -> HttpResponse:
    """Find parts (GET), or note one (POST). htmx gets the fragment, everybody else the closing page."""
    visit_or_404(request, visit_id)
    if request.method == "POST":
        return _noted(request, visit_id)
    if not _is_htmx(request):
        return see_other(reverse("visit-close", args=[visit_id]) + f"?{request.GET.urlencode()}")
    typed, facts = request.GET.get("part", ""), _closing(request, visit_id)
    found = with_next_quantity(find_parts(request.actor, typed, family=facts.model_family), facts.parts)
    return render(
        request, "technician/_parts_found.html", {"parts_found": found, "part_typed": typed, "visit_id": visit_id}
    )


def with_next_quantity(found: Iterable[PartFound], used: Iterable[PartLine]) -> list[tuple[PartFound, int]]:
    """Return each part found with how many there will be after one more."""
    have = {line.part.id: line.quantity for line in used}
    return [(part, min(have.get(part.id, 0) + 1, MOST_OF_ONE)) for part in found]


def _noted(request: SignedInRequest, visit_id: UUID) -> HttpResponse:
    back = reverse("visit-close", args=[visit_id])
    number, by_number = request.POST.get("number", "").strip(), None
    if number:
        by_number = part_numbered(request.actor, number)
    form = PartForm(_as_posted(request, by_number))
    if number and by_number is None:
        problem = f"No part has the number “{number}”: look at it again, or find the part by its name."
    elif form.is_valid():
        problem = _note(request, visit_id, form.cleaned_data)
    else:
        problem = f"Nothing noted: choose a part from the list, and a quantity from 0 to {MOST_OF_ONE}."
    if _is_htmx(request):
        return _used(request, visit_id, problem)
    return turn_back(request, back, said=problem) if problem else see_other(back)


def _as_posted(request: SignedInRequest, by_number: PartFound | None) -> dict[str, Any]:
    """Return part and quantity: `add` holds both for one button, a stepper names its part in its own name."""
    form_key = request.POST.get("form_key", "") if "HX-Request" not in request.headers else ""
    if by_number is not None:
        return {"part": by_number.id, "quantity": request.POST.get("quantity", ""), "form_key": form_key}
    if add := request.POST.get("add"):
        part, _, quantity = add.partition(":")
        return {"part": part, "quantity": quantity}
    part = request.POST.get("part", "")
    return {"part": part, "quantity": request.POST.get(f"quantity-{part}", ""), "form_key": form_key}


def _note(request: SignedInRequest, visit_id: UUID, facts: dict[str, Any]) -> str:
    """Note the part; return what is wrong, or nothing."""
    now, key = read_clock(), facts["form_key"]

    def do() -> dict[str, Any]:
        part_id, quantity = facts["part"], facts["quantity"]
        use_part(by=request.actor, visit_id=visit_id, part_id=part_id, quantity=quantity, why=WHY, now=now)
        return {}

    try:
        if key:
            do_once(tenant_id=request.actor.tenant_id, form_key=str(key), now=now, do=do)
        else:
            do()
    except CannotMoveVisit as refused:
        return str(refused)
    return ""


def _used(request: SignedInRequest, visit_id: UUID, problem: str) -> HttpResponse:
    mine = is_for(request.actor, visit_id)
    form = ClosingForm(_closing(request, visit_id), (), (), saying_for(request), is_mine=mine)
    shown = {"form": form, "visit_id": visit_id, "problem": problem, "is_answer": True}
    return render(request, "technician/_parts_used.html", shown, status=422 if problem else 200)


def _closing(request: SignedInRequest, visit_id: UUID) -> ClosingFacts:
    facts = closing_of(request.actor, visit_id, with_fixes=False)
    if facts is None:
        raise Http404
    return facts


def _is_htmx(request: SignedInRequest) -> bool:
    return request.headers.get("HX-Request") == "true"
