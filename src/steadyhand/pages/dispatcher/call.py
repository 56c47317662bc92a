"""One call's whole page: what was said, where it stands, who goes, what was done, who changed what."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from steadyhand.business.calls.alerts.reading import alerts_of_call
from steadyhand.business.calls.queries.attachments import attached_to
from steadyhand.business.calls.queries.call import CallFacts, HistoryEntry, call_facts
from steadyhand.business.calls.queries.messages import messages_about
from steadyhand.business.calls.queries.phone_fixes import tried_by_phone
from steadyhand.business.calls.rules import CallState
from steadyhand.business.dealership.rules import DESK, OFFICE
from steadyhand.business.stock.queries.kits import kit_of_call
from steadyhand.business.stock.queries.requests import requests_of_call
from steadyhand.flows.visit.know_caller import CallerKnown, know_caller
from steadyhand.flows.visit.shown_link import link_of_call
from steadyhand.pages.common.attached import attached_said
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.kits import kit_said
from steadyhand.pages.common.leaving import new_key
from steadyhand.pages.common.parts.roles import ASKERS
from steadyhand.pages.common.parts.wording import request_said
from steadyhand.pages.common.rota.alert_words import alert_said
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.dispatcher.asked_for import asking_of, passed_on_said
from steadyhand.pages.dispatcher.forms import AnswerForm
from steadyhand.pages.dispatcher.handed import to_pass_on
from steadyhand.pages.dispatcher.leaving import just_left
from steadyhand.pages.dispatcher.moments_said import moments_said
from steadyhand.pages.dispatcher.promised import promised_on

PROMISE_KINDS = (("arrival", "somebody is there"), ("part", "the part is here"), ("fix", "it works again"))


@open_to(OFFICE)
@require_safe
def call(request: SignedInRequest, call_id: UUID) -> HttpResponse:
    """Show everything about a call; the desk may act."""
    facts = call_facts(request.actor, call_id)
    if facts is None:
        raise Http404
    mine = saying_for(request)
    saying = mine.there(facts.zone)
    is_desk = request.actor.is_one_of(*DESK)
    link = link_of_call(by=request.actor, call_id=facts.id, now=saying.now) if is_desk else None
    attached = attached_to(request.actor, [visit.id for visit in facts.visits])
    context = {
        "call": facts,
        "saying": saying,
        # Where the reader's clock shows another time, the page says whose it goes by.
        "clock_of": facts.branch if saying.local(saying.now).utcoffset() != mine.local(mine.now).utcoffset() else "",
        "known": _known(request, facts, saying),
        "may_act": is_desk,
        "may_plan": is_desk and facts.state in (CallState.TO_PLAN, CallState.WAITING),
        "may_cancel": is_desk and facts.state.is_open and facts.state is not CallState.UNDER_WAY,
        "may_reopen": is_desk and not facts.state.is_open,
        "respond_by": facts.respond_by if facts.state.is_open and facts.first_arrival is None else None,
        "facts": _facts(facts, saying),
        # Each form has a key of its own, so that answering one leaves the next to be answered.
        "messages_of_customer": [
            (one, AnswerForm(auto_id=f"{one.id}-%s", call_id=facts.id), asking_of(facts, message=one))
            for one in messages_about(request.actor, facts.id)
        ],
        "asking": asking_of(facts),
        "passed_on": passed_on_said(request.actor.tenant_id, facts, saying),
        "to_pass_on": to_pass_on(request.actor, facts, saying),
        "events": [_event(entry, saying) for entry in facts.history],
        "promise_kinds": PROMISE_KINDS,
        "promised": promised_on(request.actor, facts, saying),
        "alerts": [alert_said(alert, saying) for alert in alerts_of_call(request.actor, facts.id)],
        "link": link,
        "link_key": new_key(),
        "moments": moments_said(request.actor, facts.id, saying),
        "kit": kit_said(kit_of_call(request.actor, facts.id)) if facts.state.is_open else None,
        "parts_asked": [request_said(row, saying) for row in requests_of_call(request.actor, facts.id, now=saying.now)],
        "ask_part_url": reverse("part-ask-call", args=[facts.id])
        if facts.state.is_open and request.actor.is_one_of(*ASKERS)
        else "",
        "tried": tried_by_phone(request.actor, facts.id),
        "visits": [(visit, attached_said(attached.get(visit.id, []), saying)) for visit in reversed(facts.visits)],
        "link_url": request.build_absolute_uri(reverse("customer-call", args=[link.token])) if link else "",
    }
    return render(request, "dispatcher/call.html", context | just_left(request, now=saying.now))


def _known(request: SignedInRequest, facts: CallFacts, saying: Saying) -> CallerKnown | None:
    if facts.customer_id is None:
        return None
    return know_caller(
        by=request.actor,
        customer_id=facts.customer_id,
        site_id=facts.site_id,
        machine_id=facts.machine_id,
        now=saying.now,
    )


def _facts(call: CallFacts, saying: Saying) -> list[tuple[str, ...]]:
    """Return label, value and note of what is known; what a known caller needn't say is left out."""
    caller = " · ".join(part for part in (call.caller_name, saying.phone(call.caller_phone)) if part)
    rows = [
        ("Call type", call.call_type.label),
        ("Urgency", call.urgency.label),
        ("Taken", saying.when(call.taken_at), f"by {call.taken_by}" if call.taken_by else ""),
        ("Problem code", call.problem_code),
        ("Caller", caller),
        ("Contact", call.contact, saying.phone(call.contact_phone)),
        ("About the machine they said", call.said_about_machine),
        ("Site", call.site, call.address if call.address != call.site else ""),
        ("Stands", call.stands_where),
        ("Purchase order", call.purchase_order),
        ("Branch", call.branch),
        ("Answer by", saying.when(call.respond_by) if call.respond_by else ""),
        ("Closed", saying.when(call.closed_at) if call.closed_at else ""),
        ("Cancelled because", call.cancelled_because),
    ]
    return [row for row in rows if row[1]]


def _event(entry: HistoryEntry, saying: Saying) -> dict[str, Any]:
    what = entry.verb[:1].upper() + entry.verb[1:]
    return {
        "at": entry.at,
        "at_said": saying.when(entry.at),
        "what": f"{what}{_in_words(entry.became, saying)}",
        "detail": f"Before:{_in_words(entry.was, saying)}" if _in_words(entry.was, saying) else "",
        "quote": entry.why,
        "who": entry.who,
        "icon": _icon(entry.verb),
    }


def _in_words(kept: dict[str, Any], saying: Saying) -> str:
    """Return what the history kept of a plan: ` with Bruno Salas for tomorrow at 9:00 am`."""
    said = ""
    if technician := kept.get("technician"):
        said += f" with {technician}" if isinstance(technician, str) and " " in technician else ""
    if person := kept.get("person"):
        said += f" {person}, {kept.get('as', '')}"
    if planned_for := kept.get("planned_for"):
        said += f" for {saying.when(datetime.fromisoformat(planned_for))}"
    return said


def _icon(verb: str) -> str:
    words = {
        "took": "phone",
        "planned": "calendar",
        "moved": "calendar",
        "cancelled": "stopped",
        "reopened": "undo",
        "said": "person",
        "alerted": "message",
        "takes": "check",
        "arrived": "place",
        "closed": "done",
    }
    return words.get(verb.split(" ", maxsplit=1)[0], "clock")
