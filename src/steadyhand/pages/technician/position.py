"""A technician lets the desk see where they are, or doesn't; and their phone says where, while their day is open."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from steadyhand.business.dealership.rules import Role
from steadyhand.business.dispatch.actions.share_position import (
    CannotSharePosition,
    share_position,
    stop_sharing_position,
    tell_position,
)
from steadyhand.business.dispatch.positions.queries import my_position
from steadyhand.business.dispatch.positions.rules import EVERY, NoPosition
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.kept import is_late
from steadyhand.pages.common.leaving import new_key, see_other, turn_back
from steadyhand.pages.common.saying import Saying, saying_for

# The browser asks for places on this page alone: everywhere else the header forbids it.
MAY_ASK = "geolocation=(self), camera=(self), microphone=(self)"
UNPROCESSABLE = 422
OVER = "Off. The desk doesn't see where you are."


class PositionForm(forms.Form):
    """Where a phone is: degrees north and east, and within how many metres."""

    latitude = forms.FloatField()
    longitude = forms.FloatField()
    metres = forms.FloatField()


@open_to({Role.TECHNICIAN})
@require_POST
def switch(request: SignedInRequest) -> HttpResponse:
    """Switch it on until the shift is over, or off."""
    here, saying = reverse("technician-day"), saying_for(request)
    if request.POST.get("shares") != "yes":
        stop_sharing_position(by=request.actor, now=saying.now)
        messages.success(request, "Off: where you were is deleted, and the desk sees it no more.")
        return see_other(here)
    if is_late(request):
        # Tapped without a signal: by now it may be evening, and nobody looks at the phone.
        said = "Your position wasn't switched on: there was no signal. Switch it on again."
        return turn_back(request, here, said=said)
    try:
        until_at = share_position(by=request.actor, now=saying.now)
    except CannotSharePosition as problem:
        return turn_back(request, here, said=str(problem))
    messages.success(request, f"On until {saying.hour(until_at)}: the desk sees where you are while this page is open.")
    return see_other(here)


@open_to({Role.TECHNICIAN})
@require_POST
def tell(request: SignedInRequest) -> HttpResponse:
    """Take where the phone is, and say what the page shows of that."""
    saying, form = saying_for(request), PositionForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"is": "refused", "said": "Your phone sent no place."}, status=UNPROCESSABLE)
    try:
        is_on = tell_position(by=request.actor, **form.cleaned_data, now=saying.now)
    except NoPosition:
        said = "Your phone doesn't know well enough where it is; nothing was sent on."
        return JsonResponse({"is": "refused", "said": said}, status=UNPROCESSABLE)
    if not is_on:
        return JsonResponse({"is": "off", "said": OVER})
    return JsonResponse({"is": "on", "said": f"Last sent {saying.hour(saying.now)}."})


def position_switch(request: SignedInRequest, saying: Saying) -> dict[str, Any]:
    """Return what the day says of it: whether it is on, until when, and what was sent last."""
    mine = my_position(request.actor, now=saying.now)
    return {
        "is_on": mine is not None,
        "until": saying.hour(mine.until_at) if mine else "",
        "sent": f"Last sent {saying.hour(mine.at)}." if mine and mine.at else "",
        "every_ms": int(EVERY.total_seconds() * 1000),
        "key": new_key(),
    }
