"""One screen before walking in."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from steadyhand.business.calls.queries.attachments import Attached, attached_to
from steadyhand.business.calls.queries.brief import Brief, EarlierVisit
from steadyhand.business.calls.rules import Urgency, VisitState
from steadyhand.business.dealership.rules import DESK, Role
from steadyhand.business.machines.queries import MeterFacts
from steadyhand.business.stock.queries.requests import requests_of_call
from steadyhand.flows.visit.prepare_visit import PreparedVisit, prepare_visit
from steadyhand.pages.common.attached import attached_said
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.followups.standing import standing_said
from steadyhand.pages.common.kits import kit_said
from steadyhand.pages.common.leaving import new_key
from steadyhand.pages.common.parts.wording import request_said
from steadyhand.pages.common.saying import Saying, saying_for, to_dial
from steadyhand.pages.common.standings import VISIT_KINDS
from steadyhand.pages.common.told.handing import handed_said
from steadyhand.pages.common.without_signal import readable_today
from steadyhand.pages.technician.cards import card_of
from steadyhand.pages.technician.leaving import undo_offered
from steadyhand.pages.technician.promised import promise_said
from steadyhand.pages.technician.steps import FIELD
from steadyhand.pages.technician.told import told_said
from steadyhand.pages.technician.while_there import also_said

DAYS_A_YEAR = 365.25
DAYS_A_MONTH = 30.4


@dataclass(frozen=True, slots=True)
class EarlierSaid:
    """An earlier visit in words."""

    when: str
    who: str
    ended: str
    kind: str
    problem: str
    correction: str
    told: str
    inside: str
    parts: str
    attached: list[dict[str, Any]]


@open_to(FIELD)
@require_safe
@readable_today
def brief(request: SignedInRequest, visit_id: UUID) -> HttpResponse:
    saying = saying_for(request)
    prepared = prepare_visit(by=request.actor, visit_id=visit_id, zone=saying.zone, now=saying.now)
    if prepared is None:
        raise Http404
    known = prepared.brief
    attached = attached_to(request.actor, [visit_id, *(visit.id for visit in known.earlier)])
    return render(
        request,
        "technician/brief.html",
        {
            "brief": known,
            "is_desk": request.actor.is_one_of(*DESK),
            "is_urgent": known.urgency in (Urgency.STANDSTILL, Urgency.URGENT),
            "card": card_of(known.visit, saying),
            "dial": to_dial(known.who.phone),
            "phone": saying.phone(known.who.phone),
            "machine_facts": _machine_facts(known, prepared, saying),
            "entitlement": " ".join(prepared.entitlement),
            "cautions": prepared.cautions,
            "kit": kit_said(prepared.kit),
            "ask_part_url": reverse("part-ask-visit", args=[visit_id]),
            "parts_asked": [
                request_said(row, saying)
                for row in requests_of_call(request.actor, known.visit.call_id, now=saying.now)
            ],
            "earlier": [_earlier(visit, attached.get(visit.id, []), saying) for visit in known.earlier],
            "told": [told_said(line, saying) for line in prepared.told],
            "handed": [handed_said(each, saying, by=request.actor) for each in prepared.handed],
            "may_mark": request.actor.is_one_of(Role.TECHNICIAN),
            "goals": [(goal.words, goal.said_by, _day_said(goal.said_on, saying)) for goal in prepared.goals],
            "also": also_said(
                prepared.also,
                known.open_calls,
                saying,
                machine=known.visit.machine,
                is_there=known.is_mine and known.visit.state is VisitState.ON_SITE,
            ),
            "noticed": [
                {
                    "need": need,
                    "is_open": need.line.state == "open",
                    "is_mine": need.noticed_by_id == request.actor.user_id,
                    **standing_said(need.line, saying),
                }
                for need in prepared.noticed
            ],
            "promised": [promise_said(each, saying, call_id=known.visit.call_id) for each in prepared.promised],
            "notice_url": _notice_url(known, visit_id),
            "form_key": new_key(),
            "attached": attached_said(attached.get(visit_id, []), saying),
            "undo": undo_offered(request),
        },
    )


def _notice_url(known: Brief, visit_id: UUID) -> str:
    """Return where somebody says what they noticed here, with all that needn't be asked."""
    if known.customer_id is None:
        return ""
    here = {"visit": visit_id, "machine": known.machine_id, "site": known.site_id}
    return f"{reverse('need-notice', args=[known.customer_id])}?{urlencode({k: v for k, v in here.items() if v})}"


def age_said(since: date, today: date) -> str:
    """Return `4 years old`, `7 months old` or `new`."""
    days = (today - since).days
    years, months = int(days / DAYS_A_YEAR), int(days / DAYS_A_MONTH)
    if years >= 1:
        return f"{years} {'year' if years == 1 else 'years'} old"
    return f"{months} {'month' if months == 1 else 'months'} old" if months >= 1 else "new"


def reading_said(meter: MeterFacts, saying: Saying) -> str:
    """Return `51,234 on 9 March 2026`, or that nobody has read it."""
    if meter.last is None:
        return "not read yet"
    return f"{meter.last.shown:,}, read {_day_said(saying.on(meter.last.read_at), saying)}"


def _machine_facts(known: Brief, prepared: PreparedVisit, saying: Saying) -> list[tuple[str, str, str]]:
    facts = []
    if known.visit.machine or known.visit.serial:
        age = f"{age_said(known.installed_on, saying.today)}" if known.installed_on else ""
        facts.append(("Machine", known.visit.machine or "model not known", age))
    if known.visit.serial:
        facts.append(("Serial", known.visit.serial, ""))
    if known.visit.stands_where:
        facts.append(("Stands", known.visit.stands_where, ""))
    facts += [(f"{meter.label.capitalize()} meter", reading_said(meter, saying), "") for meter in prepared.meters]
    return facts


def _earlier(visit: EarlierVisit, attached: list[Attached], saying: Saying) -> EarlierSaid:
    return EarlierSaid(
        when=capfirst(_day_said(saying.on(visit.at), saying)) if visit.at else "Day not known",
        who=visit.technician,
        ended=visit.state.label,
        kind=VISIT_KINDS[visit.state],
        problem=visit.problem,
        correction=visit.correction,
        told=visit.told_customer,
        inside=visit.stays_inside,
        parts=", ".join(f"{quantity} × {name}" for name, quantity in visit.parts),
        attached=attached_said(attached, saying),
    )


def _day_said(on: date, saying: Saying) -> str:
    """Return a day gone by: `yesterday`, `12 March`, or with its year."""
    if on == saying.today:
        return "today"
    if (saying.today - on).days == 1:
        return "yesterday"
    return f"on {on.day} {on:%B}" if on.year == saying.today.year else f"on {on.day} {on:%B %Y}"
