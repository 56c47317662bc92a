"""What the desk may do to a call: cancel, reopen, say whose it is, hand its customer a link, answer them."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from steadyhand.business.calls.actions.answer_message import CannotAnswer
from steadyhand.business.calls.actions.cancel_call import CannotCancelCall
from steadyhand.business.calls.actions.identify_call import CannotIdentify
from steadyhand.business.calls.actions.reopen_call import CannotReopen
from steadyhand.business.calls.actions.restore_visit import CannotRestoreVisit
from steadyhand.business.calls.queries.call import CallFacts, call_facts
from steadyhand.business.calls.rules import VisitState
from steadyhand.business.dealership.rules import DESK
from steadyhand.flows.visit.cancel_call import cancel_call
from steadyhand.flows.visit.customer_link import make_customer_link, revoke_customer_links
from steadyhand.flows.visit.find_caller import CallerFound, find_caller
from steadyhand.flows.visit.identify_caller import identify_caller
from steadyhand.flows.visit.know_caller import CallerKnown, CallerNotThere, know_caller
from steadyhand.flows.visit.reopen_call import reopen_call
from steadyhand.flows.visit.shown_link import link_of_call
from steadyhand.flows.visit.take_back_cancelling import take_back_cancelling
from steadyhand.flows.word.answer_customer import answer_customer
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import turn_back
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.common.told.asking import ask_who_told
from steadyhand.pages.dispatcher.choosing import chosen_ids, machines_to_choose, said_of
from steadyhand.pages.dispatcher.forms import AnswerForm, IdentifyForm, KeyedForm, ReasonForm, ReopenForm, RestoreForm
from steadyhand.pages.dispatcher.leaving import leave
from steadyhand.pages.dispatcher.steps import Step, once, step_page, step_refused

MOST_FOUND = 12


@open_to(DESK)
@require_http_methods(["GET", "POST"])
def cancel(request: SignedInRequest, call_id: UUID) -> HttpResponse:
    """End a call that the customer no longer needs."""
    call, saying = _call(request, call_id), saying_for(request)
    form = ReasonForm(_posted(request), initial={"version": call.version})
    step = Step(
        title=f"Cancel call {call.number}",
        about=f"{call.customer or call.caller_name or 'Unknown caller'}: {call.problem}",
        action=reverse("cancel-call", args=[call.id]),
        button="Cancel the call",
        draft=f"cancel-{call.number}",
        is_bad=True,
        otherwise=_page_of(call),
    )
    if request.method == "GET" or not form.is_valid():
        return step_page(request, form, step, saying)
    said = form.cleaned_data

    def do() -> dict[str, Any]:
        done = cancel_call(by=request.actor, call_id=call.id, version=said["version"], why=said["why"], now=saying.now)
        with_it = {"visit": str(done.visit_id), "visit_version": done.visit_version} if done.visit_id else {}
        return {"version": done.version} | with_it

    try:
        cancelled = once(request, saying, form, do)
    except CannotCancelCall as reason:
        return step_refused(request, form, step, saying, str(reason), is_stale=call.version != said["version"])
    return leave(
        request,
        _page_of(call),
        said=f"Call {call.number} is cancelled.",
        draft=step.draft,
        undo_url=reverse("restore-call", args=[call.id]),
        undo_fields=cancelled,
        now=saying.now,
    )


@open_to(DESK)
@require_POST
def restore(request: SignedInRequest, call_id: UUID) -> HttpResponse:
    """Take back that a call was cancelled, and with it the visit that was planned."""
    call, saying = _call(request, call_id), saying_for(request)
    form = RestoreForm(request.POST)
    if not form.is_valid():
        return turn_back(request, _page_of(call), said="Not taken back: load the page anew and try again.")
    said = form.cleaned_data

    def do() -> dict[str, str]:
        take_back_cancelling(
            by=request.actor,
            call_id=call.id,
            version=said["version"],
            visit_id=said["visit"],
            visit_version=said["visit_version"],
            now=saying.now,
        )
        return {}

    try:
        once(request, saying, form, do)
    except (CannotReopen, CannotRestoreVisit) as reason:
        return turn_back(request, _page_of(call), said=str(reason))
    return leave(request, _page_of(call), said=f"Call {call.number} stands as it stood before.")


@open_to(DESK)
@require_http_methods(["GET", "POST"])
def reopen(request: SignedInRequest, call_id: UUID) -> HttpResponse:
    """Open a call that wasn't over after all."""
    call, saying = _call(request, call_id), saying_for(request)
    counted = [visit.state for visit in call.visits if visit.state is not VisitState.CANCELLED]
    was_done = bool(counted) and counted[-1] is VisitState.DONE
    form = ReopenForm(_posted(request), initial={"version": call.version}, was_done=was_done)
    step = Step(
        title=f"Reopen call {call.number}",
        about=f"{call.customer or call.caller_name or 'Unknown caller'}: {call.problem}",
        action=reverse("reopen-call", args=[call.id]),
        button="Reopen the call",
        draft=f"reopen-{call.number}",
        otherwise=_page_of(call),
    )
    if request.method == "GET" or not form.is_valid():
        return step_page(request, form, step, saying)
    said = form.cleaned_data

    def do() -> dict[str, str]:
        reopen_call(
            by=request.actor,
            call_id=call.id,
            version=said["version"],
            why=said["why"],
            waiting_for=said.get("waiting_for", ""),
            now=saying.now,
        )
        return {"reopened": str(call.id)}

    try:
        once(request, saying, form, do)
    except CannotReopen as reason:
        return step_refused(request, form, step, saying, str(reason), is_stale=call.version != said["version"])
    return leave(request, _page_of(call), said=f"Call {call.number} is open again.", draft=step.draft)


@open_to(DESK)
@require_http_methods(["GET", "POST"])
def identify(request: SignedInRequest, call_id: UUID) -> HttpResponse:
    """Find out whose call it is: find, choose, confirm."""
    call, saying = _call(request, call_id), saying_for(request)
    chosen = chosen_ids(request.POST if request.method == "POST" else request.GET)
    known, trouble = _chosen(request, chosen, saying)
    form = IdentifyForm(_posted(request), initial={"version": call.version, **_initial(chosen)})
    if request.method == "POST" and known is None:
        form.add_error(None, trouble or "Choose a customer, a site or a machine first.")
    elif request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]

        def do() -> dict[str, str]:
            term = identify_caller(by=request.actor, call_id=call.id, version=version, now=saying.now, **chosen)
            return {"trouble": term.trouble}

        try:
            done = once(request, saying, form, do)
        except (CallerNotThere, CannotIdentify) as reason:
            if call.version != version:
                return turn_back(request, _page_of(call), said=str(reason))
            form.add_error(None, str(reason))
        else:
            whose = known.customer.name if known else ""
            said = f"Call {call.number} is {whose}'s." if whose else f"Call {call.number} has its customer."
            return leave(request, _page_of(call), said=said, trouble=done["trouble"])
    return _identify_page(request, call, saying, form, known, trouble)


@open_to(DESK)
@require_POST
def make_link(request: SignedInRequest, call_id: UUID) -> HttpResponse:
    """Make the customer's link; with one that is open already, that one stays."""
    call, saying = _call(request, call_id), saying_for(request)
    form = KeyedForm(request.POST)
    if not form.is_valid():
        return turn_back(request, _page_of(call), said="No link was made: load the page anew and try again.")

    def do() -> dict[str, str]:
        if link_of_call(by=request.actor, call_id=call.id, now=saying.now) is None:
            make_customer_link(by=request.actor, call_id=call.id, now=saying.now)
        return {}

    once(request, saying, form, do)
    return leave(request, _page_of(call), said="The link is ready. Give it to this customer and to nobody else.")


@open_to(DESK)
@require_POST
def revoke_link(request: SignedInRequest, call_id: UUID) -> HttpResponse:
    """Take every link of this call back."""
    call, saying = _call(request, call_id), saying_for(request)
    closed = revoke_customer_links(by=request.actor, call_id=call.id, now=saying.now)
    said = "The link opens nothing any more." if closed else "There was no open link to take back."
    return leave(request, _page_of(call), said=said)


@open_to(DESK)
@require_POST
def answer(request: SignedInRequest, call_id: UUID, message_id: UUID) -> HttpResponse:
    """Say what the customer was told who asked something on their page."""
    call, saying = _call(request, call_id), saying_for(request)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return turn_back(request, _page_of(call), said="Not saved: write what you told the customer.")

    def do() -> dict[str, str]:
        how = form.cleaned_data["how"]
        answer_customer(by=request.actor, call_id=call.id, message_id=message_id, how=how, now=saying.now)
        ask_who_told(request, at=saying.now)
        return {}

    try:
        once(request, saying, form, do)
    except CannotAnswer as reason:
        return turn_back(request, _page_of(call), said=str(reason))
    return leave(request, _page_of(call), said="Noted: the customer has their answer.", draft=f"answer-{message_id}")


def _call(request: SignedInRequest, call_id: UUID) -> CallFacts:
    call = call_facts(request.actor, call_id)
    if call is None:
        raise Http404
    return call


def _page_of(call: CallFacts) -> str:
    return reverse("call", args=[call.id])


def _posted(request: SignedInRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _initial(chosen: dict[str, UUID | None]) -> dict[str, UUID | None]:
    return {name.removesuffix("_id"): row_id for name, row_id in chosen.items()}


def _chosen(request: SignedInRequest, chosen: dict[str, UUID | None], saying: Saying) -> tuple[CallerKnown | None, str]:
    ids = {name: row_id for name, row_id in chosen.items() if name != "contact_id"}
    if not any(ids.values()):
        return None, ""
    try:
        return know_caller(by=request.actor, now=saying.now, **ids), ""
    except CallerNotThere as reason:
        return None, str(reason)


def _identify_page(
    request: SignedInRequest,
    call: CallFacts,
    saying: Saying,
    form: IdentifyForm,
    known: CallerKnown | None,
    trouble: str,
) -> HttpResponse:
    typed = request.GET.get("q")
    if typed is None:
        # What the caller said of themselves is the best guess at what finds them.
        typed = call.caller_phone or call.said_about_machine or call.caller_name
    found = find_caller(by=request.actor, typed=typed, most=MOST_FOUND) if typed.strip() and known is None else []
    here = reverse("identify-call", args=[call.id])
    customer_id = known.customer.id if known else call.customer_id
    needs_machine = customer_id is not None and not (known and known.machine)
    context = {
        "machines": machines_to_choose(request.actor, customer_id) if customer_id and needs_machine else (),
        "call": call,
        "saying": saying,
        "form": form,
        "known": known,
        "trouble": trouble,
        "typed": typed,
        "here": here,
        "results": [_result(one, here) for one in found if one.kind != "call"],
    }
    return render(request, "dispatcher/identify.html", context, status=422 if form.errors else 200)


def _result(one: CallerFound, here: str) -> dict[str, str]:
    return {"kind": one.kind, "title": one.title, "detail": one.detail, "url": f"{here}?{said_of(one)}"}
