"""One technician's coaching after one training: week by week, what was agreed, what gave way."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.open_plans import CannotCoach, end_plan
from steadyhand.business.learning.queries.coaching import plan_called
from steadyhand.business.people.actions.note_read import note_read
from steadyhand.pages.common.coaching.roles import LEADS, UNPROCESSABLE
from steadyhand.pages.common.coaching.wording import behaviour_of, step_said, week_said
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import OnceForm, shown
from steadyhand.pages.common.saying import saying_for


class EndForm(OnceForm):
    use_required_attribute = False

    because = forms.CharField(
        label="Why it ends", max_length=300, error_messages={"required": "Say why it ends: the technician reads it."}
    )


@open_to(LEADS)
@require_http_methods(["GET", "POST"])
def plan(request: SignedInRequest, coaching_plan_id: UUID) -> HttpResponse:
    """Show a plan; POST ends it with a reason."""
    saying, by = saying_for(request), request.actor
    found = plan_called(by, coaching_plan_id, now=saying.now)
    if found is None:
        raise Http404
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_plan(by=by, plan_id=coaching_plan_id, because=form.cleaned_data["because"], now=saying.now)
        except CannotCoach as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "This coaching has ended. What was seen stays.")
            return see_other(reverse("coaching"))
    note_read(by=by, technician_id=found.technician_id, what="their coaching", now=saying.now)
    context = {
        "plan": found,
        "begins": week_said(found.starts_on, saying),
        "steps": [step_said(step, saying) for step in found.steps],
        "behaviours": [each for code in found.behaviours if (each := behaviour_of(code))],
        "form": form,
        "can_erase": by.is_one_of(Role.PRINCIPAL),
    }
    return shown(request, "coaching/plan.html", context, status=UNPROCESSABLE if form.errors else 200)
