"""A customer's own call behind a signed link: where it stands, and a way to reach us without a password."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from steadyhand.business.calls.actions.leave_message import LONGEST, CannotLeaveMessage
from steadyhand.business.calls.queries.customers_view import CallSeen, first_name
from steadyhand.business.calls.settings import OVERDUE_MINUTES
from steadyhand.business.conversations.actions.answer_survey import answer_survey
from steadyhand.business.conversations.queries.customers_words import words_instead
from steadyhand.business.conversations.queries.surveys import answer_seen
from steadyhand.business.conversations.surveys.rules import LONGEST as SURVEY_LONGEST
from steadyhand.business.conversations.surveys.rules import SCORES, Answered, CannotAnswer, WordKept, Works, is_asked
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.needs.queries.passed_on import asked_on_call
from steadyhand.business.promises.queries.customers_word import promises_seen
from steadyhand.flows.visit.customer_link import PURPOSE, follow_customer_link
from steadyhand.flows.visit.hear_customer import hear_customer
from steadyhand.pages.common.doors import open_by_link
from steadyhand.pages.common.leaving import new_key, see_other
from steadyhand.pages.common.saying import Saying, saying_of, to_dial
from steadyhand.pages.customer.wording import call_said
from steadyhand.shared.actor import the_system
from steadyhand.shared.clock import read_clock
from steadyhand.shared.links import LinkRefused
from steadyhand.shared.once import do_once

# How history names somebody without a password: whoever holds the link.
WHO = "the customer, on their page"
ASKED = {"please_call": "You asked us to call you", "other_time": "You told us that the time doesn't suit you"}
THANKS = {
    "please_call": "Thank you. Our dispatcher sees that you would like a call.",
    "other_time": "Thank you. Our dispatcher sees that the time doesn't suit you.",
}
ALERTED = "Thank you. We are closed now, and because your call is urgent, the person on call is being told."
ANSWERED = "Thank you. We read every answer."
RANG = "Thank you for telling us. That isn't how it should be: we will call you about it."
View = Callable[[HttpRequest, str], HttpResponse]


class MessageForm(forms.Form):
    """What a customer asks."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        choices=[(kind, kind) for kind in THANKS],
        error_messages={"required": "Tell us what you would like.", "invalid_choice": "Tell us what you would like."},
    )
    words = forms.CharField(required=False, max_length=LONGEST, strip=True, label="Your words")
    form_key = forms.UUIDField()


class SurveyForm(forms.Form):
    """How it went: three questions, and room for words."""

    use_required_attribute = False

    works = forms.ChoiceField(
        label="Does it work?",
        choices=[(each.value, each.label) for each in Works],
        widget=forms.RadioSelect,
        error_messages={"required": "Tell us whether it works.", "invalid_choice": "Tell us whether it works."},
    )
    word_kept = forms.ChoiceField(
        label="Was what we told you true, and did we keep it?",
        choices=[(each.value, each.label) for each in WordKept],
        widget=forms.RadioSelect,
        error_messages={"required": "Tell us whether we kept our word.", "invalid_choice": "Choose one of the three."},
    )
    score = forms.TypedChoiceField(
        label="All in all, how was it?",
        choices=[(score, f"{score} – {words}") for score, words in SCORES.items()],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the five.", "invalid_choice": "Choose one of the five."},
    )
    words = forms.CharField(
        label="Anything else?",
        required=False,
        max_length=SURVEY_LONGEST,
        widget=forms.Textarea({"rows": 2}),
        help_text="What was good, what was not. Only people of our house read it.",
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def answered(self) -> Answered:
        """Return the answer, once the form is valid."""
        said = self.cleaned_data
        return Answered(
            works=Works(said["works"]),
            word_kept=WordKept(said["word_kept"]),
            score=said["score"],
            words=said["words"],
        )


def _by_its_link(view: Callable[[HttpRequest, str, CallSeen, datetime], HttpResponse]) -> View:
    """Hand on the call that a link opens, and the moment; the address is the key, so nobody else may see it.

    It is kept out of caches, other sites' logs and search engines.
    """

    @wraps(view)
    def respond(request: HttpRequest, token: str) -> HttpResponse:
        now = read_clock()
        try:
            seen = follow_customer_link(token, now=now)
        except LinkRefused:
            response = _refused(request)
        else:
            response = view(request, token, seen, now)
        response["Cache-Control"] = "private, no-store"
        # Not "no-referrer": with that, browsers send the forms below with an empty origin, and they would be refused.
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return respond


@open_by_link(PURPOSE)
@require_safe
@_by_its_link
def call(request: HttpRequest, token: str, seen: CallSeen, _now: datetime) -> HttpResponse:
    return _page(request, token, seen, MessageForm())


@open_by_link(PURPOSE)
@require_POST
@_by_its_link
def message(request: HttpRequest, token: str, seen: CallSeen, now: datetime) -> HttpResponse:
    """Keep what the customer asks, once."""
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _page(request, token, seen, form)
    facts = form.cleaned_data

    def do() -> dict[str, Any]:
        by = the_system(seen.tenant_id, WHO)
        heard = hear_customer(by=by, call_id=seen.call_id, kind=facts["kind"], words=facts["words"], now=now)
        return {"is_alerted": bool(heard.name)}

    try:
        answer = do_once(tenant_id=seen.tenant_id, form_key=str(facts["form_key"]), now=now, do=do)
    except CannotLeaveMessage as problem:
        form.add_error(None, str(problem))
        return _page(request, token, seen, form)
    messages.success(request, ALERTED if answer.get("is_alerted") else THANKS[facts["kind"]])
    # The next page forgets what was typed: it has arrived.
    return see_other(reverse("customer-call", args=[token]) + f"?sent={facts['kind']}")


@open_by_link(PURPOSE)
@require_POST
@_by_its_link
def survey(request: HttpRequest, token: str, seen: CallSeen, now: datetime) -> HttpResponse:
    """Keep how it went, once a form and one answer a call."""
    form = SurveyForm(request.POST)
    if not form.is_valid():
        return _page(request, token, seen, MessageForm(), survey=form)
    by = the_system(seen.tenant_id, WHO)

    def do() -> dict[str, Any]:
        answer_survey(by=by, call_id=seen.call_id, answered=form.answered(), now=now)
        return {}

    try:
        do_once(tenant_id=seen.tenant_id, form_key=str(form.cleaned_data["form_key"]), now=now, do=do)
    except CannotAnswer as problem:
        form.add_error(None, str(problem))
        return _page(request, token, seen, MessageForm(), survey=form)
    messages.success(request, RANG if form.answered().is_poor else ANSWERED)
    return see_other(reverse("customer-call", args=[token]) + "?sent=survey")


def _as_shown(seen: CallSeen) -> CallSeen:
    """Return the call without words that wait for a manager: what is safe to say stands in their place."""
    instead = words_instead(seen.tenant_id, seen.call_id)
    visits = tuple(
        replace(visit, told=instead[visit.id], fixed="", next_step="") if visit.id in instead else visit
        for visit in seen.visits
    )
    return replace(seen, visits=visits)


def _page(
    request: HttpRequest, token: str, seen: CallSeen, form: MessageForm, *, survey: SurveyForm | None = None
) -> HttpResponse:
    seen = _as_shown(seen)
    firm = the_dealership(seen.tenant_id)
    # By the clock on the customer's wall, which hangs where their branch is.
    saying = saying_of(firm, zone=seen.zone)
    overdue_after = timedelta(minutes=value_of(seen.tenant_id, OVERDUE_MINUTES))
    phone = seen.branch_phone or firm.phone
    return render(
        request,
        "customer/call.html",
        {
            # Instead of what every page shows: this customer's dealership, the branch's phone, and nobody signed in.
            "dealership": {"name": firm.name, "phone": saying.phone(phone), "clock": firm.clock},
            "actor": None,
            "dial": to_dial(phone),
            "call": seen,
            "said": call_said(seen, promises_seen(seen.tenant_id, seen.call_id), saying, overdue_after=overdue_after),
            "asked": [(ASKED[asked.kind], asked.words, saying.when(asked.sent_at)) for asked in seen.messages],
            "passed_on": [
                (each.sort.said_to_customer, first_name(each.owner), saying.when(each.at))
                for each in asked_on_call(seen.tenant_id, seen.call_id)
            ],
            "form": survey if survey is not None and survey.errors else form,
            "survey": _survey(seen, survey, saying),
            "token": token,
            "sent": request.GET.get("sent", ""),
            "form_keys": {"call": new_key(), "time": new_key(), "survey": new_key()},
        },
        status=422 if form.errors or (survey is not None and survey.errors) else 200,
    )


def _survey(seen: CallSeen, sent: SurveyForm | None, saying: Saying) -> dict[str, Any] | None:
    """Return what is asked once the call is over, and what was answered; None where nothing is asked."""
    if not is_asked(seen.state, seen.closed_at):
        return None
    before = answer_seen(seen.tenant_id, seen.call_id)
    answered = before.answered if before else None
    initial = {"works": answered.works, "word_kept": answered.word_kept, "score": answered.score} if answered else {}
    return {
        "form": sent or SurveyForm(initial=initial | {"words": answered.words if answered else ""}),
        "answered": answered.said if answered else "",
        "until": saying.when(before.may_change_until) if before else "",
        "may_change": before is None or saying.now <= before.may_change_until,
        "is_open": before is None or sent is not None,
    }


def _refused(request: HttpRequest) -> HttpResponse:
    """Answer every link that opens nothing alike: forged, revoked, run out, or another page's."""
    return render(request, "customer/gone.html", {"actor": None}, status=404)
