"""Ten minutes for those who have done this for years: one moment from each module, and what they needn't read."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.learning.actions.place_learner import place_learner
from steadyhand.business.learning.content.modules import module
from steadyhand.business.learning.content.placement import ENOUGH_TO_COACH, Question, questions
from steadyhand.business.learning.queries.kept import last_placement
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.learning.drill import DRAFT_DONE
from steadyhand.pages.common.learning.keeping import UNPROCESSABLE, TapForm, done_once
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import saying_for


class PlacementForm(TapForm):
    """One question for each module."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in questions():
            self.fields[each.module] = forms.TypedChoiceField(
                label=f"{each.scene} {each.asks}",
                coerce=int,
                choices=[(number, answer.text) for number, answer in enumerate(each.answers)],
                widget=forms.RadioSelect,
                error_messages={"required": "Choose what you would do."},
            )

    @property
    def asked(self) -> list[forms.BoundField]:
        return [self[each.module] for each in questions()]


@open_to(EVERYBODY)
@require_http_methods(["GET", "POST"])
def placement(request: SignedInRequest) -> HttpResponse:
    """Ask, or show what came of it: each module with the why of what was chosen."""
    by, saying = request.actor, saying_for(request)
    last = None if "again" in request.GET else last_placement(by)
    form = PlacementForm(request.POST or None)
    if request.method == "POST":

        def do() -> dict[str, Any]:
            chosen = {each.module: form.cleaned_data[each.module] for each in questions()}
            return {"known": list(place_learner(by=by, chosen=chosen, now=saying.now))}

        if done_once(request, form, do, now=saying.now) is not None:
            request.session[DRAFT_DONE] = request.path
            return see_other(reverse("learning-placement"))
    if last is None or request.method == "POST":
        context = {"form": form, "here": request.path, "count": len(questions())}
        return shown(request, "learning/placement.html", context, status=UNPROCESSABLE if form.errors else 200)
    results = [_result(each, last.chosen.get(each.module, -1)) for each in questions()]
    known = sum(each["is_known"] for each in results)
    context = {
        "results": results,
        "known": known,
        "when": saying.when(last.at),
        "may_coach": known >= ENOUGH_TO_COACH,
        "to_read": [each for each in results if not each["is_known"]],
    }
    return shown(request, "learning/placement_result.html", context)


def _result(question: Question, number: int) -> dict[str, Any]:
    of = module(question.module)
    answer = question.answers[number] if 0 <= number < len(question.answers) else None
    best = next(each for each in question.answers if each.is_best)
    return {
        "module": of,
        "question": question,
        "answer": answer,
        "best": best,
        "is_known": bool(answer and answer.is_best),
    }
