"""A colleague is asked for help: on My day, or by the link in the message, without a password."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.dealership.rules import EVERYBODY
from steadyhand.business.obstacles.actions.answer_help import CannotAnswerHelp, answer_help
from steadyhand.business.obstacles.actions.ask_for_help import HELP_ASKED, HELP_PAGE
from steadyhand.business.obstacles.queries.help import Wanted, follow_help_link, help_wanted, was_asked
from steadyhand.pages.common.doors import SignedInRequest, open_by_link, open_to
from steadyhand.pages.common.leaving import see_other
from steadyhand.pages.common.saying import Saying, saying_of, to_dial
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import read_clock
from steadyhand.shared.links import LinkRefused

NOT_FOUND = 404


@open_by_link(HELP_ASKED)
@require_http_methods(["GET", "POST"])
def asked(request: HttpRequest, token: str) -> HttpResponse:
    """Show who asks what; only a press of a button answers, for mail programs open links by themselves."""
    now = read_clock()
    try:
        followed = follow_help_link(token, purpose=HELP_ASKED, now=now)
    except LinkRefused:
        return _private(render(request, "obstacles/asked_over.html", {"actor": None}, status=NOT_FOUND))
    if request.method == "POST":
        _answer(request, followed.by, followed.wanted.ask.id)
        return _private(see_other(reverse(HELP_PAGE, args=[token])))
    firm = the_dealership(followed.by.tenant_id)
    saying = saying_of(firm)
    context = {
        "dealership": {"name": firm.name, "phone": saying.phone(firm.phone), "clock": firm.clock},
        "actor": None,
        "each": wanted_said(followed.wanted, saying),
    }
    return _private(render(request, "obstacles/asked.html", context))


@open_to(EVERYBODY)
@require_POST
def answered(request: SignedInRequest, ask_id: UUID) -> HttpResponse:
    """Keep the answer of whoever is signed in and was asked; what others are asked is not there."""
    _answer(request, request.actor, ask_id)
    return see_other(reverse("home"))


def wanted_by(by: Actor, saying: Saying) -> list[dict[str, Any]]:
    """Return what somebody is asked for now, as obstacles/_wanted.html shows it."""
    return [wanted_said(each, saying) for each in help_wanted(by, now=saying.now)]


def wanted_said(wanted: Wanted, saying: Saying) -> dict[str, Any]:
    """Return a call for help in words, as its colleague reads it."""
    ask, found = wanted.ask, wanted.help
    return {
        "ask": ask,
        "help": found,
        "when": saying.when(ask.asked_at),
        "phone": saying.phone(found.asker_phone),
        "dial": to_dial(found.asker_phone),
        "is_mine": found.helper is not None and found.helper.id == ask.id,
        "may_answer": not found.is_over and (found.helper is None or found.helper.id == ask.id),
    }


def _answer(request: HttpRequest, by: Actor, ask_id: UUID) -> None:
    if not was_asked(by, ask_id):
        raise Http404
    answer = request.POST.get("answer", "")
    if answer not in ("takes", "cannot"):
        messages.error(request, "Press one of the two buttons: you call, or you can't.")
        return
    try:
        answer_help(by=by, ask_id=ask_id, takes=answer == "takes", now=read_clock())
    except CannotAnswerHelp as refused:
        messages.error(request, str(refused))
    else:
        said = "They see that you call. Thank you." if answer == "takes" else "Thank you: the next one is asked."
        messages.success(request, said)


def _private(response: HttpResponse) -> HttpResponse:
    """Keep the address, which is the key, out of other sites' logs and search engines."""
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
