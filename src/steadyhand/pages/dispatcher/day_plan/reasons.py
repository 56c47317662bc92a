"""Why is a call planned as it is, or not at all, and why not with somebody else? And what is done about it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from steadyhand.business.calls.queries.call import CallFacts, call_facts
from steadyhand.business.calls.queries.for_a_plan import NOBODY_GOES
from steadyhand.business.calls.rules import WaitingFor
from steadyhand.business.dealership.rules import DESK
from steadyhand.business.dispatch.actions.move_in_plan import CannotMoveInPlan, move_in_plan
from steadyhand.business.dispatch.actions.pin_call import CannotPin, pin_call, unpin_call
from steadyhand.business.dispatch.day_plan.rules import PlanState
from steadyhand.business.dispatch.day_plan.shown import DayPlanShown, PlanStop
from steadyhand.business.dispatch.queries.day_plans import pins_on, plan_of_day
from steadyhand.business.dispatch.queries.moving import what_would_it_cost
from steadyhand.business.dispatch.queries.plan_whys import why_not_them, why_planned
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other, turn_back
from steadyhand.pages.common.saying import Saying, SkippedHour, saying_for
from steadyhand.pages.dispatcher.choosing import uuid_or_none
from steadyhand.pages.dispatcher.day_plan.figures import costs_told
from steadyhand.pages.dispatcher.day_plan.forms import MoveInPlanForm, PinForm, WhoElseForm
from steadyhand.pages.dispatcher.day_plan.one import plan_or_404
from steadyhand.pages.dispatcher.forms import KeyedForm
from steadyhand.pages.dispatcher.leaving import leave, way_back
from steadyhand.pages.dispatcher.steps import once

UNPROCESSABLE = 422


@open_to(DESK)
@require_safe
def why_call(request: SignedInRequest, call_id: UUID) -> HttpResponse:
    """Lead to the reasons of a call in the plan of a day; where the day has none, say how there would be some."""
    call = call_facts(request.actor, call_id)
    if call is None:
        raise Http404
    saying = saying_for(request).there(call.zone)
    visit = call.visit_to_change
    usual = saying.on(visit.planned_for) if visit and visit.planned_for else saying.today
    on = _day(request.GET.get("on", ""), usual)
    plan = plan_of_day(request.actor, branch_id=call.branch_id, on=on)
    back = way_back(request)
    if plan is None:
        said = f"Nobody has planned {saying.day(on)} yet: “Plan this day” gives each call its reasons."
        return turn_back(request, back, said=said)
    if not any(stop.call_id == call_id for stop in plan.stops):
        return turn_back(request, back, said=_why_in_no_plan(call, plan, on, saying))
    return see_other(reverse("day-plan-why", args=[plan.head.id, call_id]))


@open_to(DESK)
@require_safe
def why(request: SignedInRequest, plan_id: UUID, planned_call_id: UUID) -> HttpResponse:
    """Show the reasons of one call in a plan."""
    return _page(request, plan_or_404(request, plan_id), planned_call_id)


@open_to(DESK)
@require_POST
def move(request: SignedInRequest, plan_id: UUID, planned_call_id: UUID) -> HttpResponse:
    """Have a proposal made anew with this call with somebody else, or at another time."""
    plan = plan_or_404(request, plan_id)
    saying = saying_for(request).there(plan.zone)
    stop = _stop_or_404(plan, planned_call_id)
    form = MoveInPlanForm(request.POST, lanes=plan.lanes)
    if not form.is_valid():
        return _page(request, plan, planned_call_id, move_form=form)
    said = form.cleaned_data
    try:
        begins_at = saying.moment(plan.head.on, said["at"]) if said["at"] else None
    except SkippedHour as problem:
        form.add_error("at", str(problem))
        return _page(request, plan, planned_call_id, move_form=form)

    def do() -> dict[str, Any]:
        made = move_in_plan(
            by=request.actor,
            plan_id=plan_id,
            version=said["version"],
            call_id=planned_call_id,
            technician_id=form.technician_id,
            begins_at=begins_at,
            why=said["why"],
            usual=said["usual"],
            now=saying.now,
        )
        return {"id": str(made.id)}

    try:
        made = once(request, saying, form, do)
    except CannotMoveInPlan as reason:
        form.add_error(None, str(reason))
        return _page(request, plan, planned_call_id, move_form=form)
    said_now = f"Planned anew around it: call {stop.call_number} is where you put it, and your reason is kept."
    return leave(request, reverse("day-plan", args=[made["id"]]), said=said_now)


@open_to(DESK)
@require_POST
def pin(request: SignedInRequest, plan_id: UUID, planned_call_id: UUID) -> HttpResponse:
    """Keep a call with whom the plan has it, whatever else is planned."""
    plan = plan_or_404(request, plan_id)
    stop, saying, form = _stop_or_404(plan, planned_call_id), saying_for(request), PinForm(request.POST)
    here = reverse("day-plan-why", args=[plan_id, planned_call_id])
    if not form.is_valid() or stop.technician_id is None:
        return turn_back(request, here, said="Nothing was pinned: only a call that somebody goes to can be.")
    technician_id = stop.technician_id

    def do() -> dict[str, Any]:
        pin_call(
            by=request.actor,
            call_id=planned_call_id,
            on=plan.head.on,
            technician_id=technician_id,
            begins_at=stop.begins_at if form.cleaned_data["holds_time"] else None,
            why=form.cleaned_data["why"],
            now=saying.now,
        )
        return {}

    try:
        once(request, saying, form, do)
    except CannotPin as reason:
        return turn_back(request, here, said=str(reason))
    return leave(request, here, said=f"Pinned: call {stop.call_number} stays with {stop.technician}.")


@open_to(DESK)
@require_POST
def unpin(request: SignedInRequest, plan_id: UUID, planned_call_id: UUID) -> HttpResponse:
    """Let the next plan choose anew who goes to a call."""
    plan = plan_or_404(request, plan_id)
    stop, saying, form = _stop_or_404(plan, planned_call_id), saying_for(request), KeyedForm(request.POST)
    here = reverse("day-plan-why", args=[plan_id, planned_call_id])
    if not form.is_valid():
        return turn_back(request, here, said="Nothing was done: load the page anew and try again.")

    def do() -> dict[str, Any]:
        unpin_call(by=request.actor, call_id=planned_call_id, on=plan.head.on, now=saying.now)
        return {}

    try:
        once(request, saying, form, do)
    except CannotPin as reason:
        return turn_back(request, here, said=str(reason))
    return leave(
        request, here, said=f"Call {stop.call_number} is pinned no more: the next plan may give it to anybody."
    )


def _page(
    request: SignedInRequest, plan: DayPlanShown, call_id: UUID, *, move_form: MoveInPlanForm | None = None
) -> HttpResponse:
    saying = saying_for(request).there(plan.zone)
    found = why_planned(request.actor, plan_id=plan.head.id, call_id=call_id, now=saying.now)
    if found is None:
        raise Http404
    asked = uuid_or_none(request.GET.get("technician", ""))
    context: dict[str, Any] = {
        "plan": plan,
        "stop": found.stop,
        "reasons": found.reasons,
        "others": found.others,
        "saying": saying,
        "day_said": saying.day_headed(plan.head.on),
        "costs": costs_told(found.stop.costs),
        "is_proposed": plan.head.state is PlanState.PROPOSED,
        "pinned": pins_on(request.actor, branch_id=plan.head.branch_id, on=plan.head.on).get(call_id),
        "pin_form": PinForm(),
        "who_else": WhoElseForm(
            {"technician": str(asked)} if asked else None, lanes=plan.lanes, without=found.stop.technician_id
        ),
        "move_form": move_form or MoveInPlanForm(
            lanes=plan.lanes, initial={"version": plan.head.version, "technician": str(asked) if asked else ""}
        ),
    }  # fmt: skip
    if asked:
        context |= _asked_about(request, plan, call_id, asked, saying)
    return render(request, "dispatcher/day_plan/why.html", context, status=UNPROCESSABLE if move_form else 200)


def _asked_about(
    request: SignedInRequest, plan: DayPlanShown, call_id: UUID, asked: UUID, saying: Saying
) -> dict[str, Any]:
    """Return why not with somebody, and what it would cost."""
    is_open = plan.head.state is PlanState.PROPOSED
    cost = what_would_it_cost(
        request.actor,
        branch_id=plan.head.branch_id,
        on=plan.head.on,
        call_id=call_id,
        technician_id=asked,
        plan_id=plan.head.id if is_open else None,
        now=saying.now,
    )
    return {
        "why_not": why_not_them(
            request.actor, plan_id=plan.head.id, call_id=call_id, technician_id=asked, now=saying.now
        ),
        "cost": cost,
    }  # fmt: skip


def _stop_or_404(plan: DayPlanShown, call_id: UUID) -> PlanStop:
    found = next((stop for stop in plan.stops if stop.call_id == call_id), None)
    if found is None:
        raise Http404
    return found


def _why_in_no_plan(call: CallFacts, plan: DayPlanShown, on: date, saying: Saying) -> str:
    if call.call_type in NOBODY_GOES:
        return f"No plan has call {call.number}: nobody goes for {call.call_type.label}."
    if call.waiting_for and call.waiting_for is not WaitingFor.HANDS:
        return f"No plan has call {call.number} while it waits for {call.waiting_for.label}."
    made_at = saying.when(plan.head.made_at)
    if call.taken_at > plan.head.made_at:
        return f"Call {call.number} came after the plan of {saying.day(on)} was made, {made_at}: plan the day again."
    return f"Call {call.number} was not to be planned for {saying.day(on)} when its plan was made, {made_at}."


def _day(text: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise
