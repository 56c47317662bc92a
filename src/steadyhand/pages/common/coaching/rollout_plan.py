"""A roll-out is planned: what is to be seen more often, who takes part, in how many waves."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.learning.actions.rollouts import (
    MOST_WEEKS,
    CannotRollOut,
    Planned,
    plan_rollout,
)
from steadyhand.business.learning.coaching.cadence import WEEK, monday_of
from steadyhand.business.learning.content.behaviours import behaviours
from steadyhand.business.people.queries import technicians_of
from steadyhand.pages.common.coaching.roles import LEADS, UNPROCESSABLE
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import DayInput, OnceForm, forget_draft, shown
from steadyhand.pages.common.saying import saying_for
from steadyhand.shared.once import do_once


def _weeks(label: str, initial: int, *, least: int, help_text: str) -> forms.IntegerField:
    problem = f"Type a whole number from {least} to {MOST_WEEKS}."
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=MOST_WEEKS,
        initial=initial,
        help_text=help_text,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), problem),
    )


class RolloutForm(OnceForm):
    use_required_attribute = False

    title = forms.CharField(
        label="Name", max_length=200, error_messages={"required": "Give it a name by which you will know it."}
    )
    behaviours = forms.MultipleChoiceField(
        label="What is to be seen more often",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose one behaviour at least."},
    )
    technicians = forms.MultipleChoiceField(
        label="Who takes part",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose who takes part: six or more, or nothing can be told from it."},
    )
    starts_on = forms.DateField(
        label="Counting begins in the week of",
        widget=DayInput,
        error_messages={"required": "Say in which week counting begins."},
    )
    baseline_weeks = _weeks(
        "Weeks before the first training", 4, least=2, help_text="How it is now. Four are better than two."
    )
    waves = _weeks("Waves", 3, least=2, help_text="Each begins later than the one before; who is in which is drawn.")
    weeks_a_wave = _weeks(
        "Weeks from one wave to the next", 4, least=1, help_text="Coaching of a wave has begun by then."
    )

    def __init__(self, technicians: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["technicians"].choices = technicians  # type: ignore[attr-defined]  # a choice field
        codes = [(each.code, each.label) for each in behaviours()]
        self.fields["behaviours"].choices = codes  # type: ignore[attr-defined]  # likewise

    def planned(self) -> Planned:
        facts = self.cleaned_data
        taught = {each.code: each.module for each in behaviours()}
        return Planned(
            title=facts["title"],
            module=taught[facts["behaviours"][0]],
            behaviours=facts["behaviours"],
            technicians=[UUID(each) for each in facts["technicians"]],
            starts_on=facts["starts_on"],
            baseline_weeks=facts["baseline_weeks"],
            waves=facts["waves"],
            weeks_a_wave=facts["weeks_a_wave"],
        )


@open_to(LEADS)
@require_http_methods(["GET", "POST"])
def plan(request: SignedInRequest) -> HttpResponse:
    """Show the form, or keep a plan that isn't drawn yet."""
    saying, by = saying_for(request), request.actor
    people = [(str(each.id), each.name) for each in technicians_of(by, on=saying.today)]
    initial = {"starts_on": monday_of(saying.today) + WEEK, "technicians": [key for key, _ in people]}
    form = RolloutForm(people, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():

        def do() -> dict[str, Any]:
            return {"rollout": plan_rollout(by=by, planned=form.planned(), now=saying.now).hex}

        try:
            key = str(form.cleaned_data["form_key"])
            answer = do_once(tenant_id=by.tenant_id, form_key=key, now=saying.now, do=do)
        except CannotRollOut as refused:
            form.add_error(None, str(refused))
        else:
            forget_draft(request)
            return see_other(reverse("rollout", args=[UUID(answer["rollout"])]))
    fields = [form[name] for name in form.fields if name != "form_key"]
    return shown(
        request,
        "coaching/rollout_plan.html",
        {"form": form, "fields": fields},
        status=UNPROCESSABLE if form.errors else 200,
    )
