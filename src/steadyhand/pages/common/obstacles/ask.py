"""Ask for help now: one button in front of the machine, and a page that says who was asked and who calls."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from steadyhand.business.calls.queries.asking import AskedFrom, asked_from
from steadyhand.business.dealership.rules import Role
from steadyhand.business.obstacles.actions.answer_help import MOST_MINUTES, CannotAnswerHelp, end_help, take_questions
from steadyhand.business.obstacles.actions.ask_for_help import VISIT_IS_OVER, CannotAsk, ask_for_help, candidates_for
from steadyhand.business.obstacles.queries.help import Help, help_called, open_help_at
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.record.editing import OnceForm, shown
from steadyhand.pages.common.saying import Saying, saying_for, to_dial
from steadyhand.shared.once import do_once

UNPROCESSABLE, CONFLICT = 422, 409
# Who would be asked first is named before anybody is; the whole order helps nobody.
SHOWN = 3
FIELD = frozenset({Role.TECHNICIAN})


class AskForm(OnceForm):
    """What to ask; the call comes along by itself."""

    use_required_attribute = False

    words = forms.CharField(
        label="What you would ask",
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2, "data-carried": ""}),
    )


class EndHelpForm(OnceForm):
    """How it ended. Each button is one answer."""

    minutes = forms.IntegerField(
        label="Minutes it took",
        required=False,
        min_value=0,
        max_value=MOST_MINUTES,
        help_text="They count as your colleague's work. Left empty, the time since they took it.",
    )
    words = forms.CharField(label="What it was", required=False, max_length=500)


@open_to(FIELD)
@require_http_methods(["GET", "POST"])
def ask(request: SignedInRequest, visit_id: UUID) -> HttpResponse:
    """Ask from one's own visit; one that is open already is shown instead."""
    by, saying = request.actor, saying_for(request)
    visit = asked_from(by, visit_id)
    if visit is None or not visit.is_own:
        raise Http404
    if request.method == "GET" and (open_one := open_help_at(by, visit_id)):
        return see_other(reverse("help", args=[open_one]))
    if visit.is_over:
        context = {"visit": visit, "visit_id": visit_id, "over": VISIT_IS_OVER}
        return shown(request, "obstacles/ask_over.html", context, status=CONFLICT if request.method == "POST" else 200)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def do() -> dict[str, Any]:
            words = form.cleaned_data["words"]
            return {"help": ask_for_help(by=by, visit_id=visit_id, words=words, now=saying.now).hex}

        try:
            key = str(form.cleaned_data["form_key"])
            answer = do_once(tenant_id=by.tenant_id, form_key=key, now=saying.now, do=do)
        except CannotAsk as refused:
            form.add_error(None, str(refused))
        else:
            return see_other(reverse("help", args=[UUID(answer["help"])]))
    context = {
        "form": form,
        "visit": visit,
        "visit_id": visit_id,
        "candidates": _candidates(visit, request),
    }
    return shown(request, "obstacles/ask.html", context, status=UNPROCESSABLE if form.errors else 200)


@open_to(FIELD)
@require_safe
def help_standing(request: SignedInRequest, request_id: UUID) -> HttpResponse:
    """Answer with what has become of it since: the page asks every few seconds while somebody waits."""
    return render(
        request, "obstacles/_standing.html", _standing(_help_or_404(request, request_id), saying_for(request))
    )


@open_to(FIELD)
@require_http_methods(["GET", "POST"])
def help_page(request: SignedInRequest, request_id: UUID) -> HttpResponse:
    """Show who was asked and who calls; whoever asked says how it ended."""
    found, saying = _help_or_404(request, request_id), saying_for(request)
    form = EndHelpForm(request.POST or None)
    outcome = request.POST.get("outcome", "")
    if request.method == "POST" and outcome not in ("helped", "not_helped", "alone"):
        form.add_error(None, "Press one of the buttons: it helped, it didn't, or it is solved without.")
    elif request.method == "POST" and form.is_valid():
        facts = form.cleaned_data

        def do() -> dict[str, Any]:
            is_somebody_left = end_help(
                by=request.actor,
                request_id=request_id,
                outcome=outcome,
                words=facts["words"],
                minutes=facts["minutes"],
                now=saying.now,
            )
            return {"is_somebody_left": is_somebody_left}

        try:
            answer = do_once(tenant_id=request.actor.tenant_id, form_key=str(facts["form_key"]), now=saying.now, do=do)
        except CannotAnswerHelp as refused:
            form.add_error(None, str(refused))
        else:
            if outcome == "not_helped" and not answer["is_somebody_left"]:
                messages.warning(request, "Everybody who may know was asked: call whoever has it now.")
                return see_other(request.path)
            if outcome == "not_helped":
                messages.success(request, "The next one is asked.")
                return see_other(request.path)
            messages.success(request, "Good. Whoever was asked is told that it is over.")
            return see_other(reverse("visit-brief", args=[found.visit_id]))
    context = {"form": form, **_standing(found, saying)}
    return shown(request, "obstacles/help.html", context, status=UNPROCESSABLE if form.errors else 200)


@open_to(FIELD)
@require_POST
def questions(request: SignedInRequest) -> HttpResponse:
    """Say that questions may come today though one is with a customer, or that they may not."""
    takes = request.POST.get("takes") == "yes"
    take_questions(by=request.actor, takes=takes, now=saying_for(request).now)
    said = "Questions may come to you today, also at a customer's." if takes else "Questions come when you are free."
    messages.success(request, said)
    return see_other(reverse("technician-day"))


def _candidates(visit: AskedFrom, request: SignedInRequest) -> list[dict[str, str]]:
    by = request.actor
    if by.user_id is None:
        return []
    found = candidates_for(by.tenant_id, visit, asker=by.user_id, most=SHOWN, now=saying_for(request).now)
    return [{"name": each.name, "why": each.why} for each in found]


def _help_or_404(request: SignedInRequest, request_id: UUID) -> Help:
    found = help_called(request.actor, request_id)
    if found is None:
        raise Http404
    return found


def _standing(found: Help, saying: Saying) -> dict[str, Any]:
    return {
        "help": found,
        "asked": saying.when(found.asked_at),
        "asks": [{"ask": each, "when": saying.hour(each.asked_at)} for each in found.asks],
        "phone": saying.phone(found.helper_phone or found.holder_phone),
        "dial": to_dial(found.helper_phone or found.holder_phone),
    }
