"""This month's huddle: a quarter of an hour over one module, its kit for paper, and that it was held."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.dealership.branches import branches_of
from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.learning.actions.hold_huddle import hold_huddle
from steadyhand.business.learning.content.behaviours import behaviours_of
from steadyhand.business.learning.content.drills import drills_of
from steadyhand.business.learning.content.huddles import MINUTES, module_of_month
from steadyhand.business.learning.content.modules import module, modules
from steadyhand.business.learning.queries.team import SharedCase, huddles_held, learners_of, shared_cases
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.learning.drill import DRAFT_DONE
from steadyhand.pages.common.learning.keeping import UNPROCESSABLE, TapForm, done_once
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import DayInput, shown
from steadyhand.pages.common.saying import Saying, saying_for

A_YEAR = timedelta(days=365)
# Where nobody brought a case for the month's module, the newest of the last weeks are told: they are from this team.
NEWEST, OF_THE_LAST = 2, timedelta(days=60)


class HeldForm(TapForm):
    """When and where it was held, and what people took from it."""

    use_required_attribute = False

    branch = forms.TypedChoiceField(
        label="Branch", coerce=UUID, error_messages={"required": "Choose the branch that stood together."}
    )
    held_on = forms.DateField(
        label="Held on", widget=DayInput(), error_messages={"required": "Choose the day on which it was held."}
    )
    present = forms.TypedMultipleChoiceField(
        label="Who was there",
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        error_messages={"invalid_choice": "Somebody you ticked isn't among your people any more: tick again."},
    )
    words = forms.CharField(
        label="What people took from it", max_length=1_000, required=False, widget=forms.Textarea({"rows": 2})
    )


@open_to(EVERYBODY)
@require_http_methods(["GET", "POST"])
def huddle(request: SignedInRequest) -> HttpResponse:
    """Show the kit of this month's module, or of another one, and keep that it was held. Anybody may lead it."""
    by, saying = request.actor, saying_for(request)
    found = module(request.GET.get("module", "")) or module_of_month(saying.today)
    branches = branches_of(by)
    form = HeldForm(
        request.POST or None, initial={"held_on": saying.today, "branch": branches[0].id if branches else None}
    )
    people = learners_of(by, now=saying.now)
    field: Any = form.fields["branch"]
    field.choices = [(str(each.id), each.name) for each in branches]
    field = form.fields["present"]
    field.choices = [(str(each.id), each.name) for each in people]
    if request.method == "POST":

        def do() -> dict[str, Any]:
            facts = form.cleaned_data
            held_id = hold_huddle(
                by=by, branch_id=facts["branch"], code=found.code, held_on=facts["held_on"],
                words=facts["words"], present=facts["present"], now=saying.now,
            )  # fmt: skip
            return {"huddle": held_id.hex}

        if done_once(request, form, do, now=saying.now) is not None:
            request.session[DRAFT_DONE] = request.path
            messages.success(request, "Kept that it was held.")
            return see_other(f"{reverse('learning-huddle')}?module={found.code}")
    cases = shared_cases(by, [each.id for each in people])
    own = [each for each in cases if each.module == found.code] or _newest(cases, saying)
    titles = {each.code: each.title for each in modules()}
    context = {
        "module": found,
        "modules": modules(),
        "minutes": MINUTES,
        "is_of_month": found == module_of_month(saying.today),
        "month": f"{saying.today:%B %Y}",
        "drill": next((each for each in drills_of(found.code) if each.task), drills_of(found.code)[0]),
        "behaviours": behaviours_of(found.code),
        "cases": [
            {
                "case": each,
                "when": saying.day(saying.on(each.at)),
                "about": titles.get(each.module, "") if each.module != found.code else "",
            }
            for each in own
        ],
        "held": [
            {"held": each, "title": titles.get(each.module, each.module), "on": saying.day(each.held_on)}
            for each in huddles_held(by, since=saying.today - A_YEAR)
        ],
        "form": form,
        "here": request.get_full_path(),
    }
    return shown(request, "learning/huddle.html", context, status=UNPROCESSABLE if form.errors else 200)


def _newest(cases: tuple[SharedCase, ...], saying: Saying) -> list[SharedCase]:
    return [each for each in cases if saying.now - each.at <= OF_THE_LAST][:NEWEST]
