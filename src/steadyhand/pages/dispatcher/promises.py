"""Promises at the desk: give one on a call, agree on another time, note that it was taken back or kept."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.calls.queries.promised import CallToPromise, call_to_promise
from steadyhand.business.dealership.rules import DESK
from steadyhand.business.promises.actions.give_promise import CannotPromise, Given, give_promise
from steadyhand.business.promises.actions.renegotiate import Agreed, renegotiate
from steadyhand.business.promises.actions.settle_promise import settle_promise
from steadyhand.business.promises.actions.withdraw import withdraw
from steadyhand.business.promises.keeping import ChangedMeanwhile, NoSuchPromise, promise_to_change
from steadyhand.business.promises.queries.promises import PromiseFacts, promise_facts
from steadyhand.business.promises.rules import BY_HAND, CannotHappenToPromise, Channel, PromiseKind
from steadyhand.flows.visit.offer_time import offer_for_call
from steadyhand.flows.visit.warn_first import warn_for_call
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.dispatcher.forms import KeyedForm, ReasonForm
from steadyhand.pages.dispatcher.leaving import leave, way_back
from steadyhand.pages.dispatcher.promise_forms import AnotherTimeForm, GivePromiseForm, KeptForm, TimeForm
from steadyhand.pages.dispatcher.promising import OffersSaid, is_warned_of, offers_said, warned_said
from steadyhand.pages.dispatcher.steps import Step, once, step_page, step_refused

REFUSED = (CannotPromise, CannotHappenToPromise, ChangedMeanwhile, NoSuchPromise)
TITLES = {
    PromiseKind.ARRIVAL: "Promise that somebody will be there",
    PromiseKind.PART: "Promise that the part will be here",
    PromiseKind.FIX: "Promise that it will work again",
}


@open_to(DESK)
@require_http_methods(["GET", "POST"])
def give(request: SignedInRequest, call_id: UUID, promise_kind: str) -> HttpResponse:
    """Give a time on a call: what is offered, or another one."""
    call, saying = call_to_promise(request.actor, call_id), saying_for(request)
    if call is None or promise_kind not in TITLES:
        raise Http404
    wanted = PromiseKind(promise_kind)
    there = saying.there(call.zone)
    offered = _offered(request, call_id, wanted, there)
    form = GivePromiseForm(
        _posted(request),
        saying=there,
        offers=offered.offers if offered else (),
        initial={"offered_at": offered.at if offered else "", "to_whom": call.who or call.customer},
    )
    page = reverse("call", args=[call_id])
    step = Step(
        title=TITLES[wanted],
        about=f"Call {call.number} · {call.customer or call.who or 'unknown caller'}",
        action=reverse("give-promise", args=[call_id, promise_kind]),
        button="Promise it",
        draft=f"promise-{promise_kind}-{call.number}",
        otherwise=page,
        says=_says(offered),
        inside=offered.inside if offered else (),
    )
    if request.method == "GET" or not form.is_valid() or _warns(request, form, call, wanted, saying):
        return step_page(request, form, step, saying)
    said = form.cleaned_data

    def do() -> dict[str, Any]:
        given = give_promise(
            by=request.actor,
            given=Given(
                kind=wanted,
                by_at=said["by_at"],
                from_at=said["from_at"],
                channel=Channel(said["channel"]),
                to_whom=said["to_whom"],
                call_id=call_id,
                sooner_because=said["sooner_because"],
                counted_from=said["offered_at"],
            ),
            now=saying.now,
        )
        managers = f" It lies beyond the contract's term: {', '.join(given.alerted)} knows." if given.alerted else ""
        return {"said": f"Promised: {given.said}.{managers}"}

    return _done(request, form, step, do, saying, page)


@open_to(DESK)
@require_http_methods(["GET", "POST"])
def another_time(request: SignedInRequest, promise_id: UUID) -> HttpResponse:
    """Keep the time that the customer has agreed to instead."""
    promise, saying = _promise(request, promise_id), saying_for(request)
    there = saying
    offered = call = None
    if promise.call_id is not None:
        call = call_to_promise(request.actor, promise.call_id)
        there = saying.there(call.zone) if call else saying
        offered = _offered(request, promise.call_id, promise.kind, there)
    form = AnotherTimeForm(
        _posted(request),
        saying=there,
        # The time that is promised already is no other one.
        offers=[each for each in offered.offers if each.value != promise.by_at.isoformat()] if offered else (),
        initial={
            "version": promise.version,
            "offered_at": offered.at if offered else "",
            "to_whom": promise.to_whom,
            "time": "" if offered and offered.offers else "another",
        },
    )
    step = Step(
        title="Agree on another time",
        about=f"{_about(promise)}: promised {promise.to_whom} {there.when(promise.by_at)}",
        action=reverse("promise-another-time", args=[promise_id]),
        button="They have agreed",
        draft=f"another-time-{promise_id}",
        otherwise=_page_of(promise),
        inside=offered.inside if offered else (),
    )
    if request.method == "GET" or not form.is_valid() or (call and _warns(request, form, call, promise.kind, saying)):
        return step_page(request, form, step, saying)
    said = form.cleaned_data

    def do() -> dict[str, Any]:
        agreed = Agreed(
            by_at=said["by_at"],
            from_at=said["from_at"],
            with_whom=said["to_whom"],
            channel=Channel(said["channel"]),
            why=said["why"],
            sooner_because=said["sooner_because"],
            offered_at=said["offered_at"],
        )
        new = renegotiate(
            by=request.actor, promise_id=promise_id, version=said["version"], agreed=agreed, now=saying.now
        )
        return {"said": f"Agreed: {new.said}. The time before counts as agreed anew, neither kept nor missed."}

    return _done(request, form, step, do, saying, _page_of(promise))


@open_to(DESK)
@require_http_methods(["GET", "POST"])
def taken_back(request: SignedInRequest, promise_id: UUID) -> HttpResponse:
    """Keep that the customer doesn't want it any more."""
    promise, saying = _promise(request, promise_id), saying_for(request)
    form = ReasonForm(_posted(request), initial={"version": promise.version})
    form.fields["why"].label = "What the customer said"
    step = Step(
        title="The customer took it back",
        about=f"{_about(promise)}: promised {promise.to_whom} {saying.when(promise.by_at)}",
        action=reverse("promise-taken-back", args=[promise_id]),
        button="They don't want it any more",
        draft=f"taken-back-{promise_id}",
        otherwise=_page_of(promise),
        is_bad=True,
    )
    if request.method == "GET" or not form.is_valid():
        return step_page(request, form, step, saying)
    said = form.cleaned_data

    def do() -> dict[str, Any]:
        withdraw(by=request.actor, promise_id=promise_id, version=said["version"], why=said["why"], now=saying.now)
        return {"said": "The promise has ended: the customer took it back."}

    return _done(request, form, step, do, saying, _page_of(promise))


@open_to(DESK)
@require_http_methods(["GET", "POST"])
def kept(request: SignedInRequest, promise_id: UUID) -> HttpResponse:
    """Keep that it has happened, where nothing else in the record says so."""
    promise, saying = _promise(request, promise_id), saying_for(request)
    if promise.kind not in BY_HAND:
        raise Http404
    form = KeptForm(_posted(request), initial={"version": promise.version})
    step = Step(
        title="It has happened",
        about=f"{_about(promise)}: promised {promise.to_whom} {saying.when(promise.by_at)}",
        action=reverse("promise-kept", args=[promise_id]),
        button="It has happened now",
        draft=f"kept-{promise_id}",
        otherwise=_page_of(promise),
    )
    if request.method == "GET" or not form.is_valid():
        return step_page(request, form, step, saying)
    said = form.cleaned_data

    def do() -> dict[str, Any]:
        promise_to_change(by=request.actor, promise_id=promise_id, version=said["version"])
        settled = settle_promise(
            by=request.actor, promise_id=promise_id, happened_at=saying.now, because=said["how"], now=saying.now
        )
        return {"said": f"Written down: {settled.now.label}."}

    return _done(request, form, step, do, saying, _page_of(promise))


def _warns(request: SignedInRequest, form: TimeForm, call: CallToPromise, kind: PromiseKind, saying: Saying) -> bool:
    """Tell the service manager of a time beyond the contract before it is said, and whether the form goes back."""
    by_at: datetime = form.cleaned_data["by_at"]
    if is_warned_of(form.cleaned_data["warned_of"], by_at):
        return False
    key = form.cleaned_data["form_key"]
    warned = warn_for_call(by=request.actor, key=key, call=call, kind=kind, by_at=by_at, now=saying.now)
    if warned is None or not warned.is_needed:
        return False
    form.warn_of(by_at, warned_said(warned, button="the button below"))
    return True


def _done(
    request: SignedInRequest,
    form: KeyedForm,
    step: Step,
    do: Callable[[], dict[str, Any]],
    saying: Saying,
    page: str,
) -> HttpResponse:
    try:
        done = once(request, saying, form, do)
    except ChangedMeanwhile as reason:
        return step_refused(request, form, step, saying, str(reason), is_stale=True)
    except REFUSED as reason:
        return step_refused(request, form, step, saying, str(reason), is_stale=False)
    return leave(request, way_back(request, page), said=done["said"], draft=step.draft)


def _offered(request: SignedInRequest, call_id: UUID, kind: PromiseKind, saying: Saying) -> OffersSaid | None:
    offered = offer_for_call(by=request.actor, call_id=call_id, kind=kind, now=saying.now)
    return offers_said(offered, saying) if offered else None


def _says(offered: OffersSaid | None) -> str:
    return f"Say: “{offered.offers[0].sentence}”" if offered and offered.offers else ""


def _promise(request: SignedInRequest, promise_id: UUID) -> PromiseFacts:
    promise = promise_facts(request.actor, promise_id)
    if promise is None:
        raise Http404
    return promise


def _about(promise: PromiseFacts) -> str:
    what = promise.about or promise.part or promise.kind.label
    return " · ".join(part for part in (what, promise.customer, f"call {promise.call}" if promise.call else "") if part)


def _page_of(promise: PromiseFacts) -> str:
    if promise.call_id is not None:
        return reverse("call", args=[promise.call_id])
    return reverse("followup", args=[promise.followup_id]) if promise.followup_id else reverse("board")


def _posted(request: SignedInRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
