"""How many minutes a week does each of us have for talks and ride-alongs? Plans are fitted to what stands here."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.learning.actions.set_coach_time import MOST_MINUTES, CannotHaveTime, set_coach_time
from steadyhand.business.learning.queries.coaches import CoachLine, coach_lines
from steadyhand.pages.common.coaching.roles import LEADS, UNPROCESSABLE
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import OnceForm, forget_draft, shown
from steadyhand.pages.common.saying import saying_for
from steadyhand.shared.once import do_once


class HoursForm(OnceForm):
    """A number of minutes for everybody who could observe."""

    use_required_attribute = False

    def __init__(self, coaches: tuple[CoachLine, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        problem = f"Type a whole number of minutes, 0 to {MOST_MINUTES}."
        for coach in coaches:
            self.fields[f"minutes-{coach.user_id}"] = forms.IntegerField(
                label=coach.name,
                min_value=0,
                max_value=MOST_MINUTES,
                initial=coach.minutes_a_week or 0,
                error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), problem),
            )

    def minutes(self) -> dict[UUID, int]:
        """Return what each has, by user."""
        return {
            UUID(name.removeprefix("minutes-")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("minutes-")
        }


@open_to(LEADS)
@require_http_methods(["GET", "POST"])
def hours(request: SignedInRequest) -> HttpResponse:
    """Show the list, or keep it and fit every open plan to it."""
    saying, by = saying_for(request), request.actor
    coaches = coach_lines(by, now=saying.now)
    form = HoursForm(coaches, request.POST or None)
    if request.method == "POST" and form.is_valid():

        def do() -> dict[str, Any]:
            return {"changed": set_coach_time(by=by, minutes=form.minutes(), now=saying.now)}

        try:
            answer = do_once(tenant_id=by.tenant_id, form_key=str(form.cleaned_data["form_key"]), now=saying.now, do=do)
        except CannotHaveTime as refused:
            form.add_error(None, str(refused))
        else:
            said = "Kept; every plan is fitted to it." if answer["changed"] else "Nothing was different."
            forget_draft(request)
            messages.success(request, said)
            return see_other(reverse("coaching"))
    leads = {f"minutes-{coach.user_id}" for coach in coaches if coach.leads}
    fields = [form[name] for name in form.fields if name.startswith("minutes-")]
    context = {
        "form": form,
        "leading": [field for field in fields if field.name in leads],
        "others": [field for field in fields if field.name not in leads],
    }
    return shown(request, "coaching/hours.html", context, status=UNPROCESSABLE if form.errors else 200)
