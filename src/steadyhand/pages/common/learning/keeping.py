"""How does a form of learning become a change, once, with what was typed kept where it can't be?"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms

from steadyhand.business.learning.refusing import CannotLearn
from steadyhand.pages.common.doors import SignedInRequest
from steadyhand.pages.common.kept import tapped_at
from steadyhand.pages.common.leaving import new_key
from steadyhand.shared.once import do_once

UNPROCESSABLE = 422


class TapForm(forms.Form):
    """What a button sends: a key of its own."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)


def done_once(
    request: SignedInRequest, form: forms.Form, do: Callable[[], dict[str, Any]], *, now: datetime
) -> dict[str, Any] | None:
    """Do what a valid form says, once however often it is sent; None where the form then says why not."""
    if not form.is_valid():
        return None
    try:
        key = str(form.cleaned_data["form_key"])
        return do_once(tenant_id=request.actor.tenant_id, form_key=key, now=now, do=do)
    except CannotLearn as refused:
        form.add_error(None, str(refused))
        return None


def moment_of(request: SignedInRequest, now: datetime) -> datetime:
    """Return when it was tapped, if a phone kept it for a while and says so; never a moment to come."""
    return min(tapped_at(request, now) or now, now)
