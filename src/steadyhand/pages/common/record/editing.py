"""How does a form of the record become a change, once, with what was typed kept until it is one?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.rules import DESK, OFFICE, STEWARDS
from steadyhand.pages.common.doors import SignedInRequest
from steadyhand.pages.common.leaving import new_key
from steadyhand.pages.common.leaving import see_other as see_other  # noqa: PLC0414  # administration goes on by it too
from steadyhand.shared.clock import read_clock
from steadyhand.shared.once import do_once

UNPROCESSABLE = 422
# Who may change the record.
EDITORS = DESK | STEWARDS
_DRAFT_DONE = "record-draft-done"


class OnceForm(forms.Form):
    """A form that does what it does once, however often it is sent."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)

    def facts(self) -> dict[str, Any]:
        """Return what was filled in, apart from the key."""
        return {name: value for name, value in self.cleaned_data.items() if name != "form_key"}


class DayInput(forms.DateInput):
    """A date by the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPage:
    """One page with one form: what it says, and what its form does."""

    title: str
    # Where "Cancel" leads, and its words.
    back_url: str
    back_said: str
    # Does the change and returns where to go next.
    save: Callable[[], str]
    said: str
    button: str = "Save"
    intro: str = ""
    template: str = "record/form.html"
    extra: Mapping[str, Any] | None = None


def edit(request: SignedInRequest, form: OnceForm, page: EditPage) -> HttpResponse:
    """Show the form, or do what it says: a form with errors comes back with status 422 and all that was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            answer = do_once(
                tenant_id=request.actor.tenant_id,
                form_key=str(form.cleaned_data["form_key"]),
                now=read_clock(),
                do=lambda: {"to": page.save()},
            )
        except (CannotKeep, CannotRunItSo) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, page.said)
            request.session[_DRAFT_DONE] = request.path
            return see_other(str(answer["to"]))
    return shown(
        request,
        page.template,
        {"page": page, "form": form, **(page.extra or {})},
        status=UNPROCESSABLE if form.errors else 200,
    )


def shown(request: SignedInRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Return a page in the layout of whoever asks, forgetting the draft of the form sent before."""
    actor = request.actor
    is_office = actor.is_one_of(*OFFICE)
    context = {
        "layout": "base.html" if is_office else "phone.html",
        "is_office": is_office,
        "is_desk": actor.is_one_of(*DESK),
        "can_edit": actor.is_one_of(*EDITORS),
        "draft_done": request.session.pop(_DRAFT_DONE, ""),
        **context,
    }
    return render(request, template, context, status=status)


def date_said(on: date | None) -> str:
    """Return `12 May 2027`; nothing for no date."""
    return f"{on.day} {on:%B %Y}" if on else ""
