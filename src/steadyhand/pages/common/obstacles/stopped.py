"""Something stops me: what, what it does to the work, and if there is time, a few words."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.calls.queries.asking import AskedFrom, asked_from
from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.obstacles.actions.raise_obstacle import CannotRaise, Stopped, raise_obstacle
from steadyhand.business.obstacles.queries.raised import obstacle_called
from steadyhand.business.obstacles.rules import Effect, Sort
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.two_answers import TwoAnswersForm, kept_once, taps
from steadyhand.pages.common.without_signal import readable_today
from steadyhand.shared.clock import read_clock

UNPROCESSABLE = 422
LONGEST = 2000


class StoppedForm(TwoAnswersForm):
    """What stops one. Two answers are enough."""

    sort = taps(Sort, label="What stops you?", missing="Tap what stops you; “Something else” is a full answer.")
    effect = taps(Effect, label="And now?", missing="Tap what it does to your work.")
    words = forms.CharField(
        label="In a few words",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 2, "data-carried": ""}),
    )
    # Where somebody goes on afterwards: `close` is the closing form, from which the words came (composer/carried.js).
    then = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)

    def stopped(self, visit_id: UUID | None) -> Stopped:
        facts = self.cleaned_data
        return Stopped(
            sort=Sort(facts["sort"]), effect=Effect(facts["effect"]), words=facts["words"], visit_id=visit_id
        )


@open_to(EVERYBODY)
@require_http_methods(["GET", "POST"])
@readable_today
def stopped(request: SignedInRequest) -> HttpResponse:
    """Raise what stops one anywhere: from My day, or the office."""
    return _page(request, visit_id=None, visit=None)


@open_to(EVERYBODY)
@require_http_methods(["GET", "POST"])
@readable_today
def stopped_at_visit(request: SignedInRequest, visit_id: UUID) -> HttpResponse:
    """Raise what stops one at a visit; what it is about needn't be typed."""
    visit = asked_from(request.actor, visit_id)
    if visit is None:
        raise Http404
    return _page(request, visit_id=visit_id, visit=visit)


def _asked_about(request: SignedInRequest) -> dict[str, str]:
    """Return what the address says already, as the company's mirror does; what is no answer is left out."""
    sort, effect, words = (request.GET.get(name, "") for name in ("sort", "effect", "words"))
    known = {
        "sort": sort if sort in set(Sort) else "",
        "effect": effect if effect in set(Effect) else "",
        "words": words[:LONGEST],
    }
    return {name: said for name, said in known.items() if said}


def _page(request: SignedInRequest, *, visit_id: UUID | None, visit: AskedFrom | None) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = StoppedForm(data, files=request.FILES or None, initial=_asked_about(request))
    back = reverse("visit-brief", args=[visit_id]) if visit_id else reverse("raised")
    if data is not None:
        now = read_clock()

        def keep() -> UUID:
            stopped, files = form.stopped(visit_id), form.handed()
            return raise_obstacle(by=request.actor, stopped=stopped, files=files, now=now)

        obstacle_id = kept_once(request, form, keep, refused=CannotRaise, now=now)
        if obstacle_id is not None:
            raised = obstacle_called(request.actor, obstacle_id)
            who = raised.line.owner if raised else "Somebody"
            messages.success(request, f"{who} has it now, and you hear what becomes of it.")
            is_closing = visit_id is not None and form.cleaned_data["then"] == "close"
            return see_other(reverse("visit-close", args=[visit_id]) if is_closing else back)
    context = {
        "form": form,
        "main": [form[name] for name in ("sort", "effect", "words")],
        "visit": visit,
        "back": back,
        "keep": "what stops you",
        "send": "Raise it",
        "sending": "Raising it…",
    }
    return shown(request, "obstacles/stopped.html", context, status=UNPROCESSABLE if form.errors else 200)
