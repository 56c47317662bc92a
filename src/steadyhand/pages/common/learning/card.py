"""A card a day: a question, the answer behind one tap, and how it went. Another one only if somebody wants it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.learning.actions.answer_card import answer_card
from steadyhand.business.learning.cards.scheduling import Answer
from steadyhand.business.learning.content.modules import card as card_called
from steadyhand.business.learning.content.modules import module
from steadyhand.business.learning.queries.mine import learning_of
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.learning.keeping import TapForm, done_once, moment_of
from steadyhand.pages.common.leaving import see_other, turn_back
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import saying_for
from steadyhand.pages.common.without_signal import readable_today


class AnswerForm(TapForm):
    """How a card went: each button is one answer."""

    card = forms.CharField(max_length=60)
    answer = forms.ChoiceField(choices=[(each.value, each.label) for each in Answer])


@open_to(EVERYBODY)
@require_http_methods(["GET", "POST"])
@readable_today
def card(request: SignedInRequest) -> HttpResponse:
    """Show the card of today, and keep how it went."""
    by, saying = request.actor, saying_for(request)
    if request.method == "POST":
        return _answered(request)
    found = learning_of(by, zone=saying.zone, now=saying.now)
    asked = card_called(found.card.code) if found.card else None
    of = module(asked.module) if asked else None
    context: dict[str, Any] = {
        "found": found,
        "card": asked,
        "module": of,
        "is_new": found.card.is_new if found.card else False,
        # One a day is enough; who wants more asks for it.
        "is_asked": asked is not None and (not found.has_answered_today or "more" in request.GET),
        "form": TapForm(),
        "answers": [{"value": each.value, "label": each.label} for each in Answer],
    }
    return shown(request, "learning/card.html", context)


def _answered(request: SignedInRequest) -> HttpResponse:
    saying, form = saying_for(request), AnswerForm(request.POST)
    here = reverse("learning-card")

    def do() -> dict[str, Any]:
        facts = form.cleaned_data
        at = moment_of(request, saying.now)
        due = answer_card(by=request.actor, code=facts["card"], answer=Answer(facts["answer"]), now=at)
        return {"due": due.isoformat(), "on": saying.on(due).isoformat()}

    answer = done_once(request, form, do, now=saying.now)
    if answer is None:
        refused = form.non_field_errors()
        said = str(refused[0]) if refused else "Press one of the three: missed, hard, or knew it."
        return turn_back(request, here, said=said)
    on = saying.on(saying.now).fromisoformat(answer["on"])
    messages.success(request, f"Kept. It comes again {saying.day(on)}.")
    return see_other(here)
