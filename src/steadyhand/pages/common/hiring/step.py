"""A line of somebody's development path, on its day: it is there, or it gets another day."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.learning.actions.hiring.check_step import check_step
from steadyhand.business.learning.queries.decided import path_line
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.hiring.keeping import LEADS, UNPROCESSABLE, TapForm, done_once
from steadyhand.pages.common.hiring.wording import due_said
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import DayInput, OnceForm, shown
from steadyhand.pages.common.saying import saying_for


class LaterForm(OnceForm):
    use_required_attribute = False

    due_on = forms.DateField(
        label="Another day", widget=DayInput, error_messages={"required": "Say on which day it will be looked at."}
    )


@open_to(LEADS)
@require_http_methods(["GET", "POST"])
def step(request: SignedInRequest, path_step_id: UUID) -> HttpResponse:
    """Show a line; POST says that it is there, or gives it another day."""
    saying, by = saying_for(request), request.actor
    found = path_line(by, path_step_id, on=saying.today)
    if found is None:
        raise Http404
    puts_off = request.POST.get("do") == "later"
    data = request.POST or None
    later = LaterForm(data if puts_off else None, auto_id="later_%s")
    there = TapForm(None if puts_off else data, auto_id="there_%s")
    form: OnceForm = later if puts_off else there

    def do() -> None:
        day = later.cleaned_data["due_on"] if puts_off else None
        check_step(by=by, step_id=path_step_id, due_on=day, now=saying.now)

    if request.method == "POST" and done_once(request, form, do):
        messages.success(request, "It has another day." if puts_off else "Checked, and there.")
        return see_other(reverse("hiring-candidate", args=[found.candidate_id]))
    context = {
        "found": found,
        "due": due_said(found.step.weeks, found.step.due_on),
        "checked": saying.when(found.step.checked_at) if found.step.checked_at else "",
        "later": later,
        "there": there,
        "form": form,
    }
    return shown(request, "hiring/step.html", context, status=UNPROCESSABLE if form.errors else 200)
