"""One of one's own: a case from this week, written down for a module; nobody else reads it unless it is shared."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.learning.actions.bring_case import LONGEST_CASE, bring_case, take_back_case
from steadyhand.business.learning.content.modules import module
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.learning.drill import DRAFT_DONE
from steadyhand.pages.common.learning.keeping import UNPROCESSABLE, TapForm, done_once, moment_of
from steadyhand.pages.common.leaving import see_other, turn_back
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.common.without_signal import readable_today


class CaseForm(TapForm):
    """What happened, and whether others may learn from it."""

    use_required_attribute = False

    words = forms.CharField(
        label="What happened, and what you would say now",
        max_length=LONGEST_CASE,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": "Write what happened: who said what, and what you would say now."},
    )
    is_shared = forms.BooleanField(
        label="Share it with my colleagues",
        required=False,
        help_text="They hear it with your name in a huddle. Leave the customer's name out.",
    )


class BackForm(TapForm):
    """Which case is taken back."""

    case = forms.UUIDField()


@open_to(EVERYBODY)
@require_http_methods(["GET", "POST"])
@readable_today
def bring(request: SignedInRequest, module_code: str) -> HttpResponse:
    """Write a case down."""
    found, saying = module(module_code), saying_for(request)
    if found is None:
        raise Http404
    form = CaseForm(request.POST or None)
    if request.method == "POST":

        def do() -> dict[str, Any]:
            facts, at = form.cleaned_data, moment_of(request, saying.now)
            case_id = bring_case(
                by=request.actor, code=found.code, words=facts["words"], is_shared=facts["is_shared"], now=at
            )
            return {"case": case_id.hex}

        if done_once(request, form, do, now=saying.now) is not None:
            request.session[DRAFT_DONE] = request.path
            messages.success(request, "Kept, under “What you brought from your week”.")
            return see_other(reverse("learning"))
    context = {"form": form, "module": found, "here": request.path}
    return shown(request, "learning/case.html", context, status=UNPROCESSABLE if form.errors else 200)


@open_to(EVERYBODY)
@require_POST
def take_back(request: SignedInRequest) -> HttpResponse:
    """Take one's own case back."""
    form, saying, back = BackForm(request.POST), saying_for(request), reverse("learning")

    def do() -> dict[str, Any]:
        take_back_case(by=request.actor, case_id=form.cleaned_data["case"], now=saying.now)
        return {}

    if done_once(request, form, do, now=saying.now) is None:
        refused = form.non_field_errors()
        said = str(refused[0]) if refused else "That tap didn't come through whole: press “Take it back” once more."
        return turn_back(request, back, said=said)
    messages.success(request, "Taken back: nobody reads it any more.")
    return see_other(back)
