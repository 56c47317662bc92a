"""The day after a fix on the phone: does it still work? One tap on the board."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from steadyhand.business.calls.actions.check_phone_fix import CannotCheckPhoneFix
from steadyhand.business.calls.queries.call import taken_at_of
from steadyhand.business.calls.standing import CallNotThere
from steadyhand.business.dealership.rules import DESK
from steadyhand.flows.visit.reopen_call import check_phone_fix
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import turn_back
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.dispatcher.forms import KeyedForm
from steadyhand.pages.dispatcher.leaving import leave, way_back
from steadyhand.pages.dispatcher.steps import once

HELD = "Good: it still works."
NOT_HELD = "The call is open again as a corrective one; it stands among those to plan."


class CheckForm(KeyedForm):
    """What they say."""

    held = forms.ChoiceField(choices=[("yes", "Still fine"), ("no", "Not fixed")])


@open_to(DESK)
@require_POST
def check_back(request: SignedInRequest, call_id: UUID) -> HttpResponse:
    """Keep whether it still works; if not, the call is to be planned."""
    saying = saying_for(request)
    try:
        taken_at_of(request.actor, call_id)
    except CallNotThere as problem:
        raise Http404 from problem
    form = CheckForm(request.POST)
    if not form.is_valid():
        return turn_back(request, way_back(request), said="Say whether it still works: still fine, or not fixed.")
    has_held = form.cleaned_data["held"] == "yes"

    def keep() -> dict[str, Any]:
        check_phone_fix(by=request.actor, call_id=call_id, has_held=has_held, now=saying.now)
        return {"held": has_held}

    try:
        once(request, saying, form, keep)
    except CannotCheckPhoneFix as reason:
        return turn_back(request, way_back(request), said=str(reason))
    return leave(request, way_back(request), said=HELD if has_held else NOT_HELD)
