"""A training is over: who was there, and what is looked for from now on? Their coaching opens by itself."""

from collections import Counter
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.learning.actions.open_plans import CannotCoach, Trained, open_plans
from steadyhand.business.learning.content.behaviours import behaviours
from steadyhand.business.learning.queries.coaching import plans_at, short
from steadyhand.business.people.queries import technicians_of
from steadyhand.pages.common.coaching.roles import LEADS, UNPROCESSABLE
from steadyhand.pages.common.coaching.wording import hours_said, week_said
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import DayInput, OnceForm, forget_draft, shown
from steadyhand.pages.common.saying import saying_for
from steadyhand.shared.once import do_once


class TrainedForm(OnceForm):
    """What, who, when."""

    use_required_attribute = False

    title = forms.CharField(
        label="What the training was about",
        max_length=200,
        error_messages={"required": "Say what it was about: its technicians read it above their plan."},
    )
    ended_on = forms.DateField(
        label="Its last day", widget=DayInput, error_messages={"required": "Say on which day it ended."}
    )
    technicians = forms.MultipleChoiceField(
        label="Who was there",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose who was there: one technician at least."},
    )
    behaviours = forms.MultipleChoiceField(
        label="What is looked for from now on",
        widget=forms.CheckboxSelectMultiple,
        help_text="Three to six; each is something that whoever rides along can see or hear.",
        error_messages={"required": "Choose what to look for: one at least."},
    )

    def __init__(self, technicians: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["technicians"].choices = technicians  # type: ignore[attr-defined]  # a choice field
        codes = [(each.code, each.label) for each in behaviours()]
        self.fields["behaviours"].choices = codes  # type: ignore[attr-defined]  # likewise


@open_to(LEADS)
@require_http_methods(["GET", "POST"])
def trained(request: SignedInRequest) -> HttpResponse:
    saying, by = saying_for(request), request.actor
    people = [(str(each.id), each.name) for each in technicians_of(by, on=saying.today)]
    form = TrainedForm(people, request.POST or None, initial={"ended_on": saying.today})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data

        def do() -> dict[str, Any]:
            opened = open_plans(
                by=by,
                technicians=[UUID(each) for each in facts["technicians"]],
                trained=Trained(
                    training=f"by-hand:{facts['form_key']}",
                    title=facts["title"],
                    ended_on=facts["ended_on"],
                    behaviours=facts["behaviours"],
                ),
                now=saying.now,
            )
            return {"plans": [each.hex for each in opened]}

        try:
            answer = do_once(tenant_id=by.tenant_id, form_key=str(facts["form_key"]), now=saying.now, do=do)
        except CannotCoach as refused:
            form.add_error(None, str(refused))
        else:
            forget_draft(request)
            _say(request, {UUID(each) for each in answer["plans"]})
            return see_other(reverse("coaching"))
    context = {"form": form, "fields": [form[name] for name in ("title", "ended_on", "technicians", "behaviours")]}
    return shown(request, "coaching/trained.html", context, status=UNPROCESSABLE if form.errors else 200)


def _say(request: SignedInRequest, opened: set[UUID]) -> None:
    """Say what opened, and what gives way."""
    plans = [plan for plan in plans_at(request.actor, now=saying_for(request).now) if plan.id in opened]
    many = len(plans)
    begin = Counter(plan.starts_on for plan in plans)
    saying = saying_for(request)
    when = ", ".join(
        f"{count} from {week_said(on, saying)} on" if len(begin) > 1 else f"from {week_said(on, saying)} on"
        for on, count in sorted(begin.items())
    )
    # More than four at once nobody can ride along with: the next four begin a week later.
    messages.success(request, f"Coaching is open for {many} technician{'' if many == 1 else 's'}, {when}.")
    missing = short([step for plan in plans for step in plan.steps])
    if missing.is_anything:
        messages.warning(
            request,
            f"{missing.talks} of {missing.of_talks} talks and {missing.rides} of {missing.of_rides} ride-alongs give "
            f"way: the fullest week lacks {hours_said(missing.minutes_more)}. Say who else has time.",
        )
