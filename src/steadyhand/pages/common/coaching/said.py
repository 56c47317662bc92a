"""What was said about me, and by whom? Everything, each line with room for an answer; others' reading is kept."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from steadyhand.business.dealership.rules import Role
from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.learning.actions.answer_lines import CannotAnswer, answer_line
from steadyhand.business.learning.actions.note_ride_along import CannotRide, sign_ride_along
from steadyhand.business.learning.queries.adoption import Point, by_behaviour, points_at
from steadyhand.business.learning.queries.coaching import plans_of
from steadyhand.business.learning.queries.hired import said_when_hired
from steadyhand.business.learning.queries.said_about import Reply, Ride, Said, Seen, said_about
from steadyhand.business.learning.settings import TEAM_ONLY
from steadyhand.business.people.actions.note_read import note_read
from steadyhand.business.people.growth.pages import reads_of
from steadyhand.business.people.queries import technician_of_user
from steadyhand.pages.common.coaching.roles import LEADS, technician_or_404
from steadyhand.pages.common.coaching.wording import counted_said, label_of, sources_said, step_said
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import new_key, see_other
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.shared.once import do_once

_LOOKS = {"seen": "done", "not_seen": "held", "no_chance": "waiting"}


@open_to({Role.TECHNICIAN})
@require_safe
def about_me(request: SignedInRequest) -> HttpResponse:
    """Show a technician all that was said about them."""
    by = request.actor
    mine = technician_of_user(by.tenant_id, by.user_id) if by.user_id else None
    if mine is None:
        return shown(request, "coaching/about_me.html", {"said": None})
    return shown(request, "coaching/about_me.html", _context(request, mine, is_own=True) | {"is_own": True})


@open_to(LEADS)
@require_safe
def said_of(request: SignedInRequest, technician_id: UUID) -> HttpResponse:
    """Show who leads the same page; that they looked is kept, and the technician sees it."""
    technician = technician_or_404(request, technician_id)
    now = saying_for(request).now
    note_read(by=request.actor, technician_id=technician_id, what="what was said about them", now=now)
    context = _context(request, technician_id, is_own=False) | {
        "is_own": False,
        "technician": technician,
        "can_erase": request.actor.is_one_of(Role.PRINCIPAL),
    }
    return shown(request, "coaching/about_me.html", context)


@open_to({Role.TECHNICIAN})
@require_POST
def answer(request: SignedInRequest, said_id: UUID) -> HttpResponse:
    """Keep a technician's answer to a line about them."""
    by, now = request.actor, saying_for(request).now
    words = request.POST.get("words", "")

    def do() -> dict[str, Any]:
        answer_line(by=by, about_id=said_id, words=words, now=now)
        return {"done": True}

    try:
        do_once(tenant_id=by.tenant_id, form_key=request.POST.get("form_key", "") or new_key(), now=now, do=do)
    except CannotAnswer as refused:
        if "about you" in str(refused):
            raise Http404 from None
        messages.error(request, str(refused))
    else:
        messages.success(request, "Your answer stands beside it now; whoever reads the line reads it, too.")
    return see_other(f"{reverse('about-me')}#said-{said_id}")


@open_to({Role.TECHNICIAN})
@require_POST
def sign(request: SignedInRequest, ride_along_id: UUID) -> HttpResponse:
    """Sign a ride-along on one's own phone."""
    try:
        sign_ride_along(by=request.actor, ride_id=ride_along_id, now=saying_for(request).now)
    except CannotRide:
        raise Http404 from None
    messages.success(request, "Signed: read, whether you agree or not. What you see differently, answer below it.")
    return see_other(f"{reverse('about-me')}#said-{ride_along_id}")


def _counts_said(points: tuple[Point, ...]) -> list[dict[str, Any]]:
    return [
        {"label": label_of(each.behaviour), "sources": sources_said(each.sources), **counted_said(each.team)}
        for each in by_behaviour(points)
    ]


def _context(request: SignedInRequest, technician_id: UUID, *, is_own: bool) -> dict[str, Any]:
    saying, by = saying_for(request), request.actor
    said = said_about(by, technician_id)
    hired = said_when_hired(by.tenant_id, technician_id)
    # A technician may be of several branches' technicians; these are their own lines, whoever's they are.
    whole = by.within(by.roles) if by.branch_ids is None else by
    points = points_at(whole, technicians=[technician_id])
    plans = plans_of(by, technician_id, now=saying.now)
    return {
        "said": said,
        "rides": [_ride_said(each, saying) for each in said.rides],
        "talks": [
            {"talk": each, "when": saying.when(each.at), "replies": _replies(each.replies, saying)}
            for each in said.talks
        ],
        "customers": [_line_said(each, saying) for each in said.customers],
        "own": [_line_said(each, saying) for each in said.own],
        "reads": [{"read": each, "when": saying.when(each.read_at)} for each in reads_of(by.tenant_id, technician_id)],
        "counts": _counts_said(points) if is_own or not value_of(by.tenant_id, TEAM_ONLY) else [],
        "plans": [
            {
                "plan": plan,
                "coming": [step_said(step, saying) for step in plan.steps if step.standing == "planned"][:3],
            }
            for plan in plans
            if plan.ended_at is None
        ],
        "hired": [
            {
                "card": card,
                "when": saying.when(card.at),
                "lines": [{"line": line, "replies": _replies(line.replies, saying)} for line in card.lines],
            }
            for card in hired
        ],
        "is_nothing": _is_nothing(said) and not hired,
        "form_key": new_key(),
    }


def _is_nothing(said: Said) -> bool:
    return not (said.rides or said.talks or said.own or said.customers)


def _ride_said(ride: Ride, saying: Saying) -> dict[str, Any]:
    return {
        "ride": ride,
        "when": saying.when(ride.happened_at),
        "signed": saying.when(ride.signed_at) if ride.signed_at else "",
        "lines": [_line_said(line, saying) for line in ride.lines],
        "replies": _replies(ride.replies, saying),
    }


def _line_said(line: Seen, saying: Saying) -> dict[str, Any]:
    return {
        "line": line,
        "label": label_of(line.behaviour),
        "when": saying.when(line.at),
        "kind": _LOOKS[line.answer.value],
        "replies": _replies(line.replies, saying),
    }


def _replies(replies: tuple[Reply, ...], saying: Saying) -> list[dict[str, str]]:
    return [{"words": each.words, "when": saying.when(each.at)} for each in replies]
