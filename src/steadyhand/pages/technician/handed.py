"""What colleagues have handed over for this customer: passed on by one tap, or it isn't so."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from steadyhand.business.calls.queries.day import DayVisit
from steadyhand.business.conversations.actions.mark_untrue import mark_untrue
from steadyhand.business.conversations.actions.pass_on_fact import pass_on_fact
from steadyhand.business.conversations.queries.handed import Handed, one_handed
from steadyhand.business.conversations.rules import CannotSay
from steadyhand.business.dealership.rules import Role
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.kept import is_late, tapped_at
from steadyhand.pages.common.leaving import see_other, turn_back
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.common.told.handing import NotSoForm, handed_said
from steadyhand.pages.technician.cards import card_of
from steadyhand.pages.technician.leaving import visit_or_404, way_back
from steadyhand.shared.once import do_once


class TapForm(forms.Form):
    """What a tap sends: a key of its own."""

    form_key = forms.UUIDField()


@open_to({Role.TECHNICIAN})
@require_POST
def passed_on(request: SignedInRequest, visit_id: UUID, handed_fact_id: UUID) -> HttpResponse:
    """Keep that the customer knows it now, in the giver's name."""
    _, fact = _handed_there(request, visit_id, handed_fact_id)
    back, form, now = way_back(request, visit_id), TapForm(request.POST), saying_for(request).now
    if not form.is_valid():
        return turn_back(request, back, said="That tap didn't come through whole. Look again, then tap once more.")

    def do() -> dict[str, Any]:
        pass_on_fact(by=request.actor, handed_id=fact.id, tapped_at=tapped_at(request, now), now=now)
        return {}

    try:
        key = str(form.cleaned_data["form_key"])
        do_once(tenant_id=request.actor.tenant_id, form_key=key, now=now, do=do)
    except CannotSay as refused:
        return turn_back(request, back, said=str(refused))
    if not is_late(request):
        messages.success(request, f"Kept: they know it now, with {fact.giver}'s word for it.")
    return see_other(back)


@open_to({Role.TECHNICIAN})
@require_http_methods(["GET", "POST"])
def not_so(request: SignedInRequest, visit_id: UUID, handed_fact_id: UUID) -> HttpResponse:
    """Ask what isn't so about it, and give it back to whoever said it."""
    visit, fact = _handed_there(request, visit_id, handed_fact_id)
    saying = saying_for(request)
    form = NotSoForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _mark_once(request, form, fact)
        except CannotSay as refused:
            form.add_error(None, str(refused))
        else:
            if not is_late(request):
                messages.success(request, f"Don't pass it on: {fact.giver} has it back and says how it is.")
            return see_other(way_back(request, visit_id))
    shown = {
        "form": form,
        "card": card_of(visit, saying),
        "each": handed_said(fact, saying, by=request.actor),
        "back": request.POST.get("back", "brief"),
    }
    return render(request, "technician/not_so.html", shown, status=422 if form.errors else 200)


def _mark_once(request: SignedInRequest, form: NotSoForm, fact: Handed) -> None:
    now = saying_for(request).now

    def do() -> dict[str, Any]:
        mark_untrue(by=request.actor, handed_id=fact.id, because=form.cleaned_data["because"], now=now)
        return {}

    key = str(form.cleaned_data["form_key"])
    do_once(tenant_id=request.actor.tenant_id, form_key=key, now=now, do=do)


def _handed_there(request: SignedInRequest, visit_id: UUID, handed_fact_id: UUID) -> tuple[DayVisit, Handed]:
    """Return the visit and what was handed over for its call."""
    visit = visit_or_404(request, visit_id)
    fact = one_handed(request.actor, handed_fact_id)
    if fact is None or fact.call_id != visit.call_id:
        raise Http404
    return visit, fact
