"""Something stops me: what, what it does to the work, and if there is time, a few words."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.calls.queries.asking import AskedFrom, asked_from
from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.followups.actions.hand_in_files import CannotHandIn
from steadyhand.business.obstacles.actions.raise_obstacle import CannotRaise, Stopped, raise_obstacle
from steadyhand.business.obstacles.queries.raised import obstacle_called
from steadyhand.business.obstacles.rules import Effect, Sort
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.going_along import GoingAlongForm
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import shown
from steadyhand.shared.clock import read_clock
from steadyhand.shared.once import do_once

UNPROCESSABLE = 422


class StoppedForm(GoingAlongForm):
    """What stops one. Two answers are enough."""

    use_required_attribute = False

    sort = forms.ChoiceField(
        label="What stops you?",
        choices=[(sort.value, sort.label) for sort in Sort],
        widget=forms.RadioSelect,
        error_messages={"required": "Tap what stops you; “Something else” is a full answer."},
    )
    effect = forms.ChoiceField(
        label="And now?",
        choices=[(effect.value, effect.label) for effect in Effect],
        widget=forms.RadioSelect,
        error_messages={"required": "Tap what it does to your work."},
    )
    words = forms.CharField(label="In a few words", required=False, max_length=2000, widget=forms.Textarea({"rows": 2}))

    def stopped(self, visit_id: UUID | None) -> Stopped:
        facts = self.cleaned_data
        return Stopped(
            sort=Sort(facts["sort"]), effect=Effect(facts["effect"]), words=facts["words"], visit_id=visit_id
        )


@open_to(EVERYBODY)
@require_http_methods(["GET", "POST"])
def stopped(request: SignedInRequest) -> HttpResponse:
    """Raise what stops one anywhere: from My day, or the office."""
    return _page(request, visit_id=None, visit=None)


@open_to(EVERYBODY)
@require_http_methods(["GET", "POST"])
def stopped_at_visit(request: SignedInRequest, visit_id: UUID) -> HttpResponse:
    """Raise what stops one at a visit; what it is about needn't be typed."""
    visit = asked_from(request.actor, visit_id)
    if visit is None:
        raise Http404
    return _page(request, visit_id=visit_id, visit=visit)


def _page(request: SignedInRequest, *, visit_id: UUID | None, visit: AskedFrom | None) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = StoppedForm(data, files=request.FILES or None)
    back = reverse("visit-brief", args=[visit_id]) if visit_id else reverse("raised")
    if data is not None and form.is_valid():
        now = read_clock()

        def do() -> dict[str, Any]:
            stopped, files = form.stopped(visit_id), form.handed()
            return {"obstacle": raise_obstacle(by=request.actor, stopped=stopped, files=files, now=now).hex}

        try:
            answer = do_once(
                tenant_id=request.actor.tenant_id, form_key=str(form.cleaned_data["form_key"]), now=now, do=do
            )
        except (CannotRaise, CannotHandIn) as refused:
            form.add_error(None, str(refused))
        else:
            raised = obstacle_called(request.actor, UUID(answer["obstacle"]))
            who = raised.line.owner if raised else "Somebody"
            messages.success(request, f"{who} has it now, and you hear what becomes of it.")
            return see_other(back)
    context = {
        "form": form,
        "fields": [form[name] for name in ("sort", "effect", "words")],
        "visit": visit,
        "back": back,
    }
    return shown(request, "obstacles/stopped.html", context, status=UNPROCESSABLE if form.errors else 200)
