"""Something for the technician to pass on: who takes it along, what the customer hears, and how one knows it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from steadyhand.business.calls.queries.call import CallFacts, call_facts
from steadyhand.business.conversations.actions.hand_fact import Handing, hand_fact
from steadyhand.business.conversations.queries.handed import handed_on_call
from steadyhand.business.conversations.rules import CannotSay
from steadyhand.business.dealership.rules import OFFICE
from steadyhand.business.people.queries import listed_technicians
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.common.told.handing import handed_said
from steadyhand.pages.dispatcher.forms import HandForm, Takes
from steadyhand.pages.dispatcher.leaving import leave
from steadyhand.pages.dispatcher.steps import Step, once, step_page, step_refused
from steadyhand.shared.actor import Actor


@open_to(OFFICE)
@require_http_methods(["GET", "POST"])
def hand(request: SignedInRequest, call_id: UUID) -> HttpResponse:
    """Hand a fact to whoever goes there; what was typed comes back where something is missing."""
    by, mine = request.actor, saying_for(request)
    call = call_facts(by, call_id)
    if call is None:
        raise Http404
    saying = mine.there(call.zone)
    people = _who_may_go(by, call, saying)
    form = HandForm(request.POST if request.method == "POST" else None, takes=people)
    step = Step(
        title=f"To pass on, call {call.number}",
        about=f"{call.customer or call.caller_name or 'Unknown caller'}: {call.problem}",
        action=reverse("hand-fact", args=[call.id]),
        button="Hand it over",
        draft=_draft_of(call.id),
        otherwise=reverse("call", args=[call.id]),
    )
    if request.method == "GET" or not form.is_valid():
        return step_page(request, form, step, saying)
    said = form.cleaned_data
    name = next(each.name for each in people if each.user_id == said["technician"])

    def do() -> dict[str, Any]:
        handing = Handing(
            call_id=call.id,
            technician_user_id=UUID(said["technician"]),
            words=said["words"],
            source_words=said["source"],
        )
        return {"id": hand_fact(by=by, handing=handing, now=saying.now).hex}

    try:
        once(request, saying, form, do)
    except CannotSay as refused:
        return step_refused(request, form, step, saying, str(refused), is_stale=False)
    return leave(request, step.otherwise, said=f"{name} has it to pass on.", draft=step.draft)


def to_pass_on(by: Actor, call: CallFacts, saying: Saying) -> dict[str, Any]:
    """Return the panel of a call's page: what was handed over, and the form where somebody still goes there."""
    people = _who_may_go(by, call, saying) if call.state.is_open else ()
    return {
        "handed": [handed_said(each, saying, by=by) for each in handed_on_call(by, call.id)],
        "form": HandForm(auto_id="handed-%s", takes=people) if people else None,
        "draft": _draft_of(call.id),
        "is_open": call.state.is_open,
    }


def _who_may_go(by: Actor, call: CallFacts, saying: Saying) -> tuple[Takes, ...]:
    """Return who signs in and drives for the call's branch, first whoever goes there now."""
    visit = call.visit_to_change
    found = []
    for each in listed_technicians(by, on=saying.today):
        goes = visit is not None and each.id == visit.technician_id
        if each.user_id is None or not (goes or each.branch_id == call.branch_id):
            continue
        when = saying.when(visit.planned_for) if visit is not None and goes else ""
        found.append(Takes(str(each.user_id), each.name, goes=goes, when=when))
    return tuple(sorted(found, key=lambda one: not one.goes))


def _draft_of(call_id: UUID) -> str:
    return f"hand-{call_id}"
