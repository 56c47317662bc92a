"""A customer's own call behind a signed link: where it stands, and a way to reach us without a password."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
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
from steadyhand.business.conversations.queries.customers_words import words_instead
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.needs.queries.passed_on import asked_on_call
from steadyhand.business.promises.queries.customers_word import promises_seen
from steadyhand.flows.visit.customer_link import PURPOSE, follow_customer_link
from steadyhand.flows.visit.hear_customer import hear_customer
from steadyhand.pages.common.doors import open_by_link
from steadyhand.pages.common.leaving import new_key, see_other
from steadyhand.pages.common.saying import saying_of, to_dial
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


def _unseen_by_others(view: View) -> View:
    """Keep the address, which is the key, out of caches, other sites' logs and search engines."""

    @wraps(view)
    def respond(request: HttpRequest, token: str) -> HttpResponse:
        response = view(request, token)
        response["Cache-Control"] = "private, no-store"
        # Not "no-referrer": with that, browsers send the forms below with an empty origin, and they would be refused.
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return respond


@open_by_link(PURPOSE)
@require_safe
@_unseen_by_others
def call(request: HttpRequest, token: str) -> HttpResponse:
    now = read_clock()
    try:
        seen = follow_customer_link(token, now=now)
    except LinkRefused:
        return _refused(request)
    return _page(request, token, seen, MessageForm())


@open_by_link(PURPOSE)
@require_POST
@_unseen_by_others
def message(request: HttpRequest, token: str) -> HttpResponse:
    """Keep what the customer asks, once."""
    now = read_clock()
    try:
        seen = follow_customer_link(token, now=now)
    except LinkRefused:
        return _refused(request)
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


def _as_shown(seen: CallSeen) -> CallSeen:
    """Return the call without words that wait for a manager: what is safe to say stands in their place."""
    instead = words_instead(seen.tenant_id, seen.call_id)
    visits = tuple(
        replace(visit, told=instead[visit.id], fixed="", next_step="") if visit.id in instead else visit
        for visit in seen.visits
    )
    return replace(seen, visits=visits)


def _page(request: HttpRequest, token: str, seen: CallSeen, form: MessageForm) -> HttpResponse:
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
            "form": form,
            "token": token,
            "sent": request.GET.get("sent", ""),
            "form_keys": {"call": new_key(), "time": new_key()},
        },
        status=422 if form.errors else 200,
    )


def _refused(request: HttpRequest) -> HttpResponse:
    """Answer every link that opens nothing alike: forged, revoked, run out, or another page's."""
    return render(request, "customer/gone.html", {"actor": None}, status=404)
