"""A step at the desk: one small form, beside the page it starts from or on a page of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from steadyhand.pages.common.doors import SignedInRequest
from steadyhand.pages.common.leaving import turn_back
from steadyhand.pages.common.saying import Saying
from steadyhand.pages.dispatcher.forms import KeyedForm
from steadyhand.pages.dispatcher.leaving import way_back
from steadyhand.shared.once import do_once


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody is about to do to a call or visit, as its form says it."""

    title: str
    about: str
    action: str
    button: str
    draft: str
    respond_by: datetime | None = None
    # When the customer was promised that somebody is there, in words.
    promised: str = ""
    is_bad: bool = False
    # What to say to the customer, and what stays inside.
    says: str = ""
    inside: tuple[str, ...] = ()
    # What it would break and cost, where that is to be read before it is done.
    does: tuple[str, ...] = ()
    # Where "leave it as it is" leads, if nobody said where they came from.
    otherwise: str = ""
    # The link that led here, by its id: whoever leaves it as it is goes on from there.
    beside: str = ""


def once(request: SignedInRequest, saying: Saying, form: KeyedForm, do: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Do what the form asks, or return what its first sending led to."""
    return do_once(tenant_id=request.actor.tenant_id, form_key=form.key, now=saying.now, do=do)


def step_refused(
    request: SignedInRequest, form: KeyedForm, step: Step, saying: Saying, reason: str, *, is_stale: bool
) -> HttpResponse:
    """Say why not: beside the form, or, when it speaks of things long changed, on a fresh page."""
    if is_stale:
        return turn_back(request, way_back(request, step.otherwise), said=reason)
    form.add_error(None, reason)
    return step_page(request, form, step, saying)


def step_page(request: SignedInRequest, form: KeyedForm, step: Step, saying: Saying) -> HttpResponse:
    """Show the form: to htmx alone, otherwise within a page."""
    is_fragment = bool(request.headers.get("HX-Request")) and request.method == "GET"
    template = "dispatcher/_step_form.html" if is_fragment else "dispatcher/step.html"
    if step.does:
        form.begin_at("weight")
    elif not form.errors:  # otherwise the summary of what is wrong has the focus
        form.begin_at(form.visible_fields()[0].name)
    back_url = way_back(request, step.otherwise) + (f"#{step.beside}" if step.beside else "")
    context = {"form": form, "step": step, "saying": saying, "back_url": back_url}
    return render(request, template, context, status=422 if form.errors or step.does else 200)
