"""One tap, one step: on my way, I'm here, and back."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from steadyhand.business.calls.actions.start_travel import start_travel
from steadyhand.business.calls.visit_in_hand import CannotMoveVisit
from steadyhand.business.dealership.rules import DESK, Role
from steadyhand.flows.visit.arrive import arrive
from steadyhand.flows.visit.step_back import step_back
from steadyhand.flows.visit.take_back_closing import take_back_closing
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.kept import is_late, tapped_at, tell_phone
from steadyhand.pages.common.leaving import see_other, turn_back
from steadyhand.pages.technician.leaving import offer_undo, visit_or_404, way_back
from steadyhand.shared.clock import read_clock
from steadyhand.shared.once import do_once

# The desk acts for a technician whose phone is dead; the actions ask it for a reason.
FIELD = frozenset({Role.TECHNICIAN}) | DESK


class StepForm(forms.Form):
    """What every step sends: the visit as it was seen, and a key of its own."""

    version = forms.IntegerField(min_value=1)
    form_key = forms.UUIDField()
    why = forms.CharField(required=False, max_length=500)


@open_to(FIELD)
@require_POST
def on_my_way(request: SignedInRequest, visit_id: UUID) -> HttpResponse:
    visit = visit_or_404(request, visit_id)
    return _step(request, visit_id, tapped(request, start_travel), said=f"On the way to {visit.customer}.")


@open_to(FIELD)
@require_POST
def arrived(request: SignedInRequest, visit_id: UUID) -> HttpResponse:
    visit = visit_or_404(request, visit_id)
    return _step(request, visit_id, tapped(request, arrive), said=f"You're at {visit.customer}.")


@open_to(FIELD)
@require_POST
def back_again(request: SignedInRequest, visit_id: UUID) -> HttpResponse:
    visit_or_404(request, visit_id)
    return _step(request, visit_id, step_back, done="Taken back.")


@open_to({Role.TECHNICIAN})
@require_POST
def reopened(request: SignedInRequest, visit_id: UUID) -> HttpResponse:
    visit_or_404(request, visit_id)

    def reopen(*, why: str, **facts: Any) -> None:  # noqa: ARG001  # the technician's own visit needs no reason
        take_back_closing(**facts)

    response = _step(request, visit_id, reopen, done="The visit is open again, with all you wrote.")
    # Where it goes on, whether it was opened or somebody was faster.
    response["Location"] = reverse("visit-close", args=[visit_id])
    return response


def tapped(request: SignedInRequest, act: Callable[..., int]) -> Callable[..., int]:
    """Return the step with the moment that a phone without a signal tells of its tap."""

    def act_as_tapped(*, now: datetime, **facts: Any) -> int:
        return act(now=now, tapped_at=tapped_at(request, now), **facts)

    return act_as_tapped


def _step(
    request: SignedInRequest, visit_id: UUID, act: Callable[..., int | None], *, said: str = "", done: str = ""
) -> HttpResponse:
    """Do one step once; `said` offers to take it back, `done` only says so."""
    back = way_back(request, visit_id)
    form = StepForm(request.POST)
    if not form.is_valid():
        return turn_back(request, back, said="That tap didn't come through whole. Look again, then tap once more.")
    facts, now = form.cleaned_data, read_clock()

    def do() -> dict[str, Any]:
        version = act(by=request.actor, visit_id=visit_id, version=facts["version"], why=facts["why"], now=now)
        return {"version": version or facts["version"] + 1}

    try:
        answer = do_once(tenant_id=request.actor.tenant_id, form_key=str(facts["form_key"]), now=now, do=do)
    except CannotMoveVisit as refused:
        return turn_back(request, back, said=str(refused))
    # What the phone keeps of this visit after this step was written on what this step leads to.
    tell_phone(request, was=answer["version"] - 1, version=answer["version"])
    if is_late(request):
        return see_other(back)
    if said:
        undo_url = reverse("visit-step-back", args=[visit_id])
        stood_on = request.POST.get("back", "day")
        offer_undo(request, said=said, url=undo_url, version=answer["version"], back=stood_on)
    else:
        messages.success(request, done)
    return see_other(back)
