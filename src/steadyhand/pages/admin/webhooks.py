"""Other programs that are told what happens here: add one, see what became of its messages, switch it off, revoke."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from steadyhand.business.dealership.actions.add_webhook import add_webhook
from steadyhand.business.dealership.actions.change_webhook import (
    choose_events,
    renew_secret,
    revoke_webhook,
    send_test,
    switch_webhook,
)
from steadyhand.business.dealership.described import CannotRunItSo
from steadyhand.business.dealership.rules import STEWARDS
from steadyhand.business.dealership.webhooks.reading import Endpoint, endpoint_called, endpoints_of
from steadyhand.business.dealership.webhooks.rules import Event, sign_beside
from steadyhand.business.dealership.webhooks.secret import secret_of
from steadyhand.pages.admin.messages import message_said
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import new_key, see_other
from steadyhand.pages.common.record.editing import EditPage, OnceForm, edit, shown
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.shared.clock import read_clock
from steadyhand.shared.models import OutgoingMessage
from steadyhand.shared.once import do_once
from steadyhand.shared.outbox.listing import MessageLine, messages_page

# Whose secret is shown by the next page, once.
SECRET = "webhook-secret"  # noqa: S105  # the name of a place, no secret
TESTED = "A test is on its way; look at the list anew in a moment."
DONE = {
    "test": TESTED,
    "on": "It is switched on.",
    "off": "It is switched off.",
    "revoke": "It is revoked, for good.",
    "renew": "It has a new secret. Keep it now: it is shown once.",
}


class EventsForm(OnceForm):
    """Which events an endpoint hears of."""

    events = forms.MultipleChoiceField(
        label="Tell it when",
        choices=[(event.value, f"{event.label} ({event.value})") for event in Event],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one event, or nothing will ever be sent."},
    )


class WebhookForm(EventsForm):
    """A program that answers at an address, and what it hears of."""

    address = forms.CharField(
        label="Address",
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://erp.example/hooks", "autocomplete": "off"}),
        help_text="Where the other program takes them, by https. Addresses inside a house are refused.",
    )
    field_order = ["address", "events"]


@open_to(STEWARDS)
@require_safe
def webhooks(request: SignedInRequest) -> HttpResponse:
    """Show every endpoint and how it fares."""
    saying = saying_for(request)
    rows = [_shown(endpoint, saying) for endpoint in endpoints_of(request.actor)]
    return shown(request, "admin/webhooks.html", {"rows": rows, "is_of_all": request.actor.branch_ids is None})


@open_to(STEWARDS)
@require_http_methods(["GET", "POST"])
def webhook_add(request: SignedInRequest) -> HttpResponse:
    """Register an endpoint; the page it leads to shows its secret, once."""
    form = WebhookForm(request.POST or None)

    def save() -> str:
        facts = form.facts()
        endpoint_id = add_webhook(by=request.actor, address=facts["address"], events=facts["events"], now=read_clock())
        request.session[SECRET] = str(endpoint_id)
        return reverse("webhook", args=[endpoint_id])

    page = EditPage(
        title="Add a webhook",
        back_url=reverse("webhooks"),
        back_said="Webhooks",
        save=save,
        said="It is added. Keep its secret now: it is shown once.",
        button="Add it",
        intro="Another program is told by one signed message each time one of these happens. Messages carry numbers, "
        "states and times, never what anybody wrote.",
    )
    return edit(request, form, page)


@open_to(STEWARDS)
@require_safe
def webhook(request: SignedInRequest, endpoint_id: UUID) -> HttpResponse:
    """Show one endpoint and what became of its messages."""
    endpoint, saying = _endpoint_or_404(request, endpoint_id), saying_for(request)
    page = messages_page(request.actor, recipient=str(endpoint_id), before=_uuid(request.GET.get("before", "")))
    is_new = request.session.get(SECRET) == str(endpoint_id)
    if is_new:
        del request.session[SECRET]
    context = {
        **_shown(endpoint, saying),
        "secret": secret_of(endpoint_id, endpoint.secret_number) if is_new else "",
        "signs_beside": [
            saying.when(until) for until in sign_beside(endpoint.earlier_secrets, now=saying.now).values()
        ],
        "events": [Event(each).label for each in endpoint.events],
        "form_key": new_key(),
        "renew_key": new_key(),
        "lines": [message_said(line, saying, is_again=_goes_again(endpoint, line)) for line in page.lines],
        "next_url": f"?before={page.next_before}" if page.next_before else "",
        "newest_url": "?" if request.GET.get("before") else "",
    }
    return shown(request, "admin/webhook.html", context)


@open_to(STEWARDS)
@require_http_methods(["GET", "POST"])
def webhook_change(request: SignedInRequest, endpoint_id: UUID) -> HttpResponse:
    """Choose other events."""
    endpoint = _endpoint_or_404(request, endpoint_id)
    form = EventsForm(request.POST or None, initial={"events": endpoint.events})
    place = reverse("webhook", args=[endpoint_id])

    def save() -> str:
        choose_events(by=request.actor, endpoint_id=endpoint_id, events=form.cleaned_data["events"], now=read_clock())
        return place

    page = EditPage(
        title="What it hears of",
        back_url=place,
        back_said=endpoint.address,
        save=save,
        said="Saved. It hears of these from now on.",
    )
    return edit(request, form, page)


@open_to(STEWARDS)
@require_POST
def webhook_do(request: SignedInRequest, endpoint_id: UUID) -> HttpResponse:
    """Send a test, switch it on or off, renew its secret, or revoke it."""
    _endpoint_or_404(request, endpoint_id)
    now, what = read_clock(), request.POST.get("do", "")
    facts: dict[str, Any] = {"by": request.actor, "endpoint_id": endpoint_id, "now": now}
    acts: dict[str, Callable[[], None]] = {
        "test": lambda: _test_once(request, facts, now),
        "on": partial(switch_webhook, is_on=True, **facts),
        "off": partial(switch_webhook, is_on=False, **facts),
        "revoke": partial(revoke_webhook, **facts),
        "renew": lambda: _renew_once(request, facts, now),
    }
    try:
        acts.get(what, _nothing_chosen)()
    except CannotRunItSo as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, DONE[what])
    return see_other(reverse("webhook", args=[endpoint_id]))


def _nothing_chosen() -> None:
    raise CannotRunItSo("Nothing was chosen; use one of the buttons.")


def _test_once(request: SignedInRequest, facts: dict[str, Any], now: datetime) -> None:
    def send() -> dict[str, Any]:
        send_test(**facts)
        return {"sent": True}

    _once(request, send, now)


def _renew_once(request: SignedInRequest, facts: dict[str, Any], now: datetime) -> None:
    def renew() -> dict[str, Any]:
        renew_secret(**facts)
        return {"renewed": True}

    _once(request, renew, now)
    # Pressed twice it is the same new one: the next page shows it, once.
    request.session[SECRET] = str(facts["endpoint_id"])


def _once(request: SignedInRequest, do: Callable[[], dict[str, Any]], now: datetime) -> None:
    key = _uuid(request.POST.get("form_key", ""))
    if key is None:
        raise CannotRunItSo("The page was too old to do that from; here it is anew.")
    do_once(tenant_id=request.actor.tenant_id, form_key=str(key), now=now, do=do)


def _goes_again(endpoint: Endpoint, line: MessageLine) -> bool:
    """Tell whether a message can be sent again: what failed, to mend it; what has gone, for a program that lost it."""
    if line.state is OutgoingMessage.State.FAILED:
        return endpoint.revoked_at is None
    return line.state is OutgoingMessage.State.SENT and endpoint.takes_any


def _shown(endpoint: Endpoint, saying: Saying) -> dict[str, Any]:
    """Return an endpoint with a word for how it stands, and when it was added."""
    word, kind = ("told", "done")
    if endpoint.revoked_at is not None:
        word, kind = "revoked", "stopped"
    elif not endpoint.is_on:
        word, kind = "off", "late" if endpoint.off_because else "stopped"
    elif endpoint.failing_since is not None:
        word, kind = f"nothing arrives since {saying.when(endpoint.failing_since)}", "risk"
    made = f"Added {saying.when(endpoint.made_at)} by {endpoint.made_by}"
    return {"endpoint": endpoint, "word": word, "kind_of_word": kind, "made": made}


def _endpoint_or_404(request: SignedInRequest, endpoint_id: UUID) -> Endpoint:
    endpoint = endpoint_called(request.actor.tenant_id, endpoint_id)
    if endpoint is None:
        raise Http404
    return endpoint


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
