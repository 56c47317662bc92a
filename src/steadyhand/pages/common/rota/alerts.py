"""Answering an alert: by the link in the message, without a password, or signed in."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from steadyhand.business.calls.actions.answer_alert import CannotAnswer
from steadyhand.business.calls.alerts.reading import alert_of_step
from steadyhand.business.calls.alerts.rules import AlertState, Answer
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.flows.visit.alert_next import PURPOSE
from steadyhand.flows.visit.answer_on_call import AlertSeen, answer_on_call, follow_alert_link
from steadyhand.pages.common.doors import SignedInRequest, open_by_link, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.rota.alert_words import alert_said
from steadyhand.pages.common.saying import saying_of, to_dial
from steadyhand.shared.clock import read_clock
from steadyhand.shared.links import LinkRefused

NOT_FOUND = 404
ANSWERS = {"takes": Answer.TAKES, "cannot": Answer.CANNOT}
SAID = {
    Answer.TAKES: "It is yours. Thank you.",
    Answer.CANNOT: "Thank you for saying so: the next one is alerted.",
}
# Where an answer may have been pressed; any other word leads to the rota.
BACK = {"day": "technician-day"}
View = Callable[[HttpRequest, str], HttpResponse]


def _unseen_by_others(view: View) -> View:
    """Keep the address, which is the key, out of other sites' logs and search engines."""

    @wraps(view)
    def respond(request: HttpRequest, token: str) -> HttpResponse:
        response = view(request, token)
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return respond


@open_by_link(PURPOSE)
@require_http_methods(["GET", "POST"])
@_unseen_by_others
def alert_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show what it is about; only a press of a button answers, for mail programs open links by themselves."""
    now = read_clock()
    try:
        seen = follow_alert_link(token, now=now)
    except LinkRefused:
        return render(request, "rota/alert_over.html", {"actor": None}, status=NOT_FOUND)
    if request.method == "POST":
        answer = ANSWERS.get(request.POST.get("answer", ""))
        if answer is not None:
            try:
                answer_on_call(by=seen.by, step_id=seen.step.id, answer=answer, how="by the link", now=now)
            except CannotAnswer as problem:
                messages.error(request, str(problem))
            else:
                messages.success(request, SAID[answer])
        return see_other(reverse("alert-link", args=[token]))
    return _page(request, seen)


@open_to(EVERYBODY)
@require_POST
def alert_answer(request: SignedInRequest, step_id: UUID) -> HttpResponse:
    """Keep the answer of whoever is signed in; an alert to somebody else is not there."""
    alert = alert_of_step(request.actor.tenant_id, step_id)
    step = next((each for each in alert.steps if each.id == step_id), None) if alert else None
    if step is None or step.user_id != request.actor.user_id:
        raise Http404
    answer = ANSWERS.get(request.POST.get("answer", ""))
    if answer is not None:
        try:
            answer_on_call(by=request.actor, step_id=step_id, answer=answer, how="signed in", now=read_clock())
        except CannotAnswer as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, SAID[answer])
    return see_other(reverse(BACK.get(request.POST.get("back", ""), "rota")))


def _page(request: HttpRequest, seen: AlertSeen) -> HttpResponse:
    firm = the_dealership(seen.alert.tenant_id)
    saying = saying_of(firm)
    alert = seen.alert
    holder = alert.taken_by
    is_mine = holder is not None and holder.user_id == seen.step.user_id
    context = {
        "dealership": {"name": firm.name, "phone": saying.phone(firm.phone), "clock": firm.clock},
        "actor": None,
        "alert": alert,
        "said": alert_said(alert, saying),
        "step": seen.step,
        "holder": holder,
        "is_mine": is_mine,
        "may_take": alert.state is AlertState.OPEN,
        "may_refuse": (alert.state is AlertState.OPEN and seen.step.answer is not Answer.CANNOT)
        or (is_mine and alert.state is AlertState.TAKEN),
        "phone": saying.phone(alert.phone),
        "dial": to_dial(alert.phone),
    }
    return render(request, "rota/alert.html", context)
