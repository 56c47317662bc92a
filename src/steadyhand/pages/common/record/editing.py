"""How does a form of the record become a change, once, with what was typed kept until it is one?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.rules import DESK, OFFICE, STEWARDS
from steadyhand.business.people.described import CannotBeSo
from steadyhand.pages.common.composing.fields import CustomerWords
from steadyhand.pages.common.doors import SignedInRequest
from steadyhand.pages.common.leaving import new_key
from steadyhand.pages.common.leaving import see_other as see_other  # noqa: PLC0414  # administration goes on by it too
from steadyhand.pages.common.record.meanwhile import OPENED, opened_field, show_both, with_theirs
from steadyhand.pages.common.saying import date_said as date_said  # noqa: PLC0414  # the record's pages all say dates
from steadyhand.pages.common.saying import saying_for
from steadyhand.shared.changing import ChangedMeanwhile
from steadyhand.shared.clock import read_clock
from steadyhand.shared.once import do_once

CONFLICT = 409
UNPROCESSABLE = 422
# Who may change the record.
EDITORS = DESK | STEWARDS
_DRAFT_DONE = "record-draft-done"


class OnceForm(forms.Form):
    """A form that does what it does once, however often it is sent.

    `changes` is what it changes, by field; it then knows when somebody else changed the same meanwhile.
    """

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)

    def __init__(
        self, data: QueryDict | None = None, *, changes: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        if changes is not None:
            kwargs = {"initial": changes, **kwargs}
        opened = opened_field(changes) if changes is not None else None
        super().__init__(with_theirs(data, opened, self.base_fields) if data and opened else data, **kwargs)
        if opened is not None:
            self.fields[OPENED] = opened

    @property
    def reads_customer(self) -> bool:
        """Tell whether it holds words that a customer reads."""
        return any(isinstance(field, CustomerWords) for field in self.fields.values())

    def facts(self) -> dict[str, Any]:
        """Return what was filled in, apart from what the form itself needs."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("form_key", OPENED)}

    def opened(self) -> dict[str, Any] | None:
        """Return what the form said when it was opened; None if it adds something new."""
        opened: dict[str, Any] | None = self.cleaned_data.get(OPENED)
        return opened


class DayInput(forms.DateInput):
    """A date by the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


@dataclass(frozen=True, slots=True)
class Onward:
    """Where to go next, where what has happened isn't what the page says: with what is said instead."""

    to: str
    warning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPage:
    """One page with one form: what it says, and what its form does."""

    title: str
    # Where "Cancel" leads, and its words.
    back_url: str
    back_said: str
    # Does the change and returns where to go next.
    save: Callable[[], str | Onward]
    said: str
    button: str = "Save"
    intro: str = ""
    template: str = "record/form.html"
    extra: Mapping[str, Any] | None = None


def edit(request: SignedInRequest, form: OnceForm, page: EditPage) -> HttpResponse:
    """Show the form, or do what it says.

    A form with errors comes back with status 422 and all that was typed; with 409 and both words if somebody else
    changed the same since it was opened.
    """
    status = UNPROCESSABLE
    if request.method == "POST" and form.is_valid():
        try:
            answer = do_once(
                tenant_id=request.actor.tenant_id,
                form_key=str(form.cleaned_data["form_key"]),
                now=read_clock(),
                do=lambda: _saved(page),
            )
        except ChangedMeanwhile as changed:
            show_both(form, changed, saying_for(request))
            status = CONFLICT
        except (CannotKeep, CannotRunItSo, CannotBeSo) as refused:
            form.add_error(None, str(refused))
        else:
            if warning := answer.get("warning"):
                messages.warning(request, str(warning))
            else:
                messages.success(request, page.said)
            forget_draft(request)
            return see_other(str(answer["to"]))
    return shown(
        request,
        page.template,
        {"page": page, "form": form, **(page.extra or {})},
        status=status if form.errors else 200,
    )


def _saved(page: EditPage) -> dict[str, Any]:
    """Save, and return what a second press of the same button is answered with, too."""
    onward = page.save()
    return {"to": onward} if isinstance(onward, str) else {"to": onward.to, "warning": onward.warning}


def forget_draft(request: SignedInRequest, *, of: str = "") -> None:
    """Have the next page forget what the device kept of this page's form: it has been sent.

    `of`: which of several drafts, where a page keeps them apart by a word behind its address.
    """
    request.session[_DRAFT_DONE] = request.path + of


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
