"""Why we do this: the principal's own module, in three answers; everybody reads it, and once a year it is confirmed."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.learning.actions.read_why import read_why
from steadyhand.business.learning.actions.write_why import LONGEST, Why, confirm_why, write_why
from steadyhand.business.learning.content.template import own_template
from steadyhand.business.learning.queries.kept import the_why
from steadyhand.business.learning.queries.why_read import has_read, read_by_department, wording_of
from steadyhand.business.learning.watching_why import HOLDS_FOR
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.learning.drill import DRAFT_DONE
from steadyhand.pages.common.learning.keeping import UNPROCESSABLE, TapForm, done_once
from steadyhand.pages.common.learning.roles import WRITERS
from steadyhand.pages.common.leaving import new_key, see_other, turn_back
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.common.without_signal import readable_today


def _answer(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": "Two sentences of your own are enough, and without them it isn't whole."},
    )


class ReadForm(TapForm):
    """That it was read, and in which wording."""

    wording = forms.IntegerField(min_value=1)


class WhyForm(TapForm):
    """The principal's three answers."""

    use_required_attribute = False

    why = _answer("Why we do this")
    for_whom = _answer("For whom")
    is_not = _answer("What it is not")


@open_to(EVERYBODY)
@require_safe
@readable_today
def why(request: SignedInRequest) -> HttpResponse:
    """Show the principal's words, or that they are still to come; to the principal also who has read them."""
    by, saying, found = request.actor, saying_for(request), the_why(request.actor.tenant_id)
    wording, writes = wording_of(by.tenant_id), by.is_one_of(*WRITERS)
    context = {
        "why": found,
        "when": saying.day(saying.on(found.at)) if found else "",
        "is_due": found is not None and found.at + HOLDS_FOR < saying.now,
        "writes": writes,
        "departments": read_by_department(by, wording=wording, now=saying.now) if found and writes else (),
        "wording": wording,
        "has_read": found is not None and not writes and has_read(by, wording=wording),
        "form_key": new_key(),
    }
    return shown(request, "learning/why.html", context)


@open_to(WRITERS)
@require_http_methods(["GET", "POST"])
def write(request: SignedInRequest) -> HttpResponse:
    """Write it, or write it anew; beside each answer stand the questions that help to find one."""
    by, saying = request.actor, saying_for(request)
    found = the_why(by.tenant_id)
    initial = {"why": found.why, "for_whom": found.for_whom, "is_not": found.is_not} if found else {}
    form = WhyForm(request.POST or None, initial=initial)
    if request.method == "POST":

        def do() -> dict[str, Any]:
            facts = form.cleaned_data
            told = Why(why=facts["why"], for_whom=facts["for_whom"], is_not=facts["is_not"])
            write_why(by=by, told=told, now=saying.now)
            return {}

        if done_once(request, form, do, now=saying.now) is not None:
            request.session[DRAFT_DONE] = request.path
            messages.success(request, "Everybody reads it from now on. In a year you are asked whether it still holds.")
            return see_other(reverse("learning-why"))
    template = own_template()
    parts = [{"field": form[name], "asks": template[name].asks, "example": template[name].example} for name in template]
    context = {"form": form, "parts": parts, "here": request.path}
    return shown(request, "learning/why_write.html", context, status=UNPROCESSABLE if form.errors else 200)


@open_to(EVERYBODY)
@require_POST
def read(request: SignedInRequest) -> HttpResponse:
    """Keep that whoever asks has read the words that they were shown."""
    form, saying, back = ReadForm(request.POST), saying_for(request), reverse("learning-why")

    def do() -> dict[str, Any]:
        read_why(by=request.actor, wording=form.cleaned_data["wording"], now=saying.now)
        return {}

    if done_once(request, form, do, now=saying.now) is None:
        return _turned_back(request, form, back)
    messages.success(request, "Kept. Your principal sees that you have read it.")
    return see_other(back)


@open_to(WRITERS)
@require_POST
def confirm(request: SignedInRequest) -> HttpResponse:
    """Say that it still holds."""
    form, saying, back = TapForm(request.POST), saying_for(request), reverse("learning-why")

    def do() -> dict[str, Any]:
        confirm_why(by=request.actor, now=saying.now)
        return {}

    if done_once(request, form, do, now=saying.now) is None:
        return _turned_back(request, form, back)
    messages.success(request, "Confirmed for another year.")
    return see_other(back)


def _turned_back(request: SignedInRequest, form: forms.Form, back: str) -> HttpResponse:
    refused = form.non_field_errors()
    said = str(refused[0]) if refused else "That tap didn't come through whole: press it once more."
    return turn_back(request, back, said=said)
