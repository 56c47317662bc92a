"""Coaching: what is due with me, which plans go on, what gives way, and the hours there are."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from steadyhand.business.learning.coaching.cadence import Sort
from steadyhand.business.learning.queries.coaches import CoachLine, coach_lines, may_observe
from steadyhand.business.learning.queries.coaching import (
    Plan,
    Standing,
    agreed_last,
    due_with,
    plans_at,
    short,
)
from steadyhand.business.learning.queries.said_about import Reply, answered_lately
from steadyhand.pages.common.coaching.roles import LEADS, OBSERVERS
from steadyhand.pages.common.coaching.wording import agreed_said, hours_said, step_said, week_said
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.record.editing import shown
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.common.without_signal import readable_by

# An answer that is older was talked about, or isn't news any more.
LATELY = timedelta(days=14)


@open_to(LEADS)
@require_safe
def coaching(request: SignedInRequest) -> HttpResponse:
    """Show what is due, every plan at the reader's branches, and what the hours allow."""
    saying, by = saying_for(request), request.actor
    plans = plans_at(by, now=saying.now)
    going_on = [plan for plan in plans if plan.ended_at is None]
    coaches = coach_lines(by, now=saying.now)
    missing = short([step for plan in going_on for step in plan.steps if step.on >= saying.today or step.is_open])
    context = {
        "due": due_said(request),
        "plans": [_plan_said(plan, saying) for plan in going_on],
        "ended": [plan for plan in plans if plan.ended_at is not None],
        "coaches": [_coach_said(coach) for coach in coaches if coach.minutes_a_week],
        "have_time": bool([coach for coach in coaches if coach.minutes_a_week]),
        "missing": missing if missing.is_anything else None,
        "missing_more": hours_said(missing.minutes_more),
        "missing_weeks": ", ".join(week_said(monday, saying) for monday in missing.mondays[:4]),
    }
    return shown(request, "coaching/overview.html", context)


@open_to(OBSERVERS)
@require_safe
@readable_by(*OBSERVERS)
def mine(request: SignedInRequest) -> HttpResponse:
    """Show what is due with whoever asks: a lead technician's list on the phone."""
    context = {"due": due_said(request), "may_observe": may_observe(request.actor)}
    return shown(request, "coaching/mine.html", context)


def due_said(request: SignedInRequest) -> list[dict[str, Any]]:
    """Return what is due with the reader, each with what was agreed last."""
    saying = saying_for(request)
    due = due_with(request.actor, now=saying.now)
    people = {step.technician_id for step in due}
    last = agreed_last(request.actor.tenant_id, people) if due else {}
    # An answer goes to whoever reads the line: a colleague who observes reads their own ride-alongs only.
    is_reader = bool(due) and request.actor.is_one_of(*LEADS)
    answers = answered_lately(request.actor, people, since=saying.now - LATELY) if is_reader else {}
    return [
        step_said(step, saying)
        | {
            "agreed": agreed_said(last.get(step.technician_id), saying),
            "answered": _answered_said(answers.get(step.technician_id), saying),
        }
        for step in due
    ]


def _answered_said(reply: Reply | None, saying: Saying) -> dict[str, str] | None:
    return {"words": reply.words, "when": saying.when(reply.at)} if reply else None


def _plan_said(plan: Plan, saying: Saying) -> dict[str, Any]:
    talks, rides = ((plan.how_many(sort, Standing.DONE), plan.how_many(sort)) for sort in (Sort.TALK, Sort.RIDE))
    coming = next((step for step in plan.steps if step.standing is Standing.PLANNED), None)
    gave_way = sum(step.standing is Standing.GAVE_WAY for step in plan.steps)
    return {
        "plan": plan,
        "week": f"week {plan.week_now}" if plan.week_now > 0 else f"begins {week_said(plan.starts_on, saying)}",
        "talks": f"{talks[0]} of {talks[1]}",
        "rides": f"{rides[0]} of {rides[1]}",
        "next": step_said(coming, saying) if coming else None,
        "gave_way": gave_way,
    }


def _coach_said(coach: CoachLine) -> dict[str, str]:
    return {"name": coach.name, "hours": hours_said(coach.minutes_a_week or 0)}
