"""Planning, moving and cancelling a visit: a form beside the board, or a page of its own."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from steadyhand.business.calls.actions.cancel_visit import CannotCancelVisit, cancel_visit
from steadyhand.business.calls.actions.move_visit import move_visit
from steadyhand.business.calls.actions.plan_visit import plan_visit
from steadyhand.business.calls.actions.restore_visit import CannotRestoreVisit, restore_visit
from steadyhand.business.calls.planning import PlanRefused
from steadyhand.business.calls.queries.board import VisitInPlan, visit_in_plan
from steadyhand.business.calls.queries.call import CallFacts, call_facts
from steadyhand.business.dealership.branches import branches_of
from steadyhand.business.dealership.rules import DESK
from steadyhand.business.dispatch.day_plan.shown import MoveCost
from steadyhand.business.people.queries import technicians_of
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import turn_back
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.dispatcher.board import board_fragment, saying_on_board
from steadyhand.pages.dispatcher.day_plan.checking import (
    CheckedPlanForm,
    Move,
    checked,
    keep_reason,
    lines_of,
    turn_reason,
    undoes_reason,
)
from steadyhand.pages.dispatcher.forms import ReasonForm, VersionedForm
from steadyhand.pages.dispatcher.leaving import leave, offer_undo, way_back
from steadyhand.pages.dispatcher.promised import ArrivalSaid, arrival_promised
from steadyhand.pages.dispatcher.steps import Step, once, step_page, step_refused

QUARTER_MINUTES = 15
CONFLICT, UNPROCESSABLE = 409, 422
# When nobody says a time for another day, the morning: earlier than that few customers open.
MORNING = 8
# What the form says that moves a visit back.
BACK_AT_ONCE = "Taken back right after planning"
BACK = ("version", "technician", "on", "at", "minutes", "why", "takes_back")


@open_to(DESK)
@require_http_methods(["GET", "POST"])
def plan(request: SignedInRequest, call_id: UUID) -> HttpResponse:
    """Plan the next visit of a call."""
    call = call_facts(request.actor, call_id)
    if call is None:
        raise Http404
    # By the customer's clock: that is the hour they are told.
    saying = saying_for(request).there(call.zone)
    initial = {"version": call.version, "minutes": 60, **_next_slot(request, saying)}
    form = _plan_form(request, saying, initial)
    promised = arrival_promised(request.actor, call.id, saying)
    step = _plan_step(call, promised)
    if request.method == "GET" or not form.is_valid():
        return step_page(request, form, step, saying)
    said = form.cleaned_data
    about = Move(call.id, call.branch_id, call.version)
    cost = checked(request, form, about, saying)
    if cost and not form.is_reasoned:
        form.ask(cost)
        return step_page(request, form, replace(step, does=lines_of(cost)), saying)
    try:
        planned = once(request, saying, form, lambda: _planned(request, call, form, saying, cost))
    except PlanRefused as reason:
        return step_refused(request, form, step, saying, str(reason), is_stale=call.version != said["version"])
    return leave(
        request,
        way_back(request),
        said=f"{_technician_said(form)} goes {saying.when(form.starts_at)} for call {call.number}.",
        draft=step.draft,
        trouble=promised.if_later(form.starts_at) if promised else "",
        undo_url=reverse("cancel-visit", args=[planned["id"]]),
        undo_fields={"version": planned["version"], "why": BACK_AT_ONCE} | undoes_reason(planned["overrule"]),
        now=saying.now,
    )


@open_to(DESK)
@require_http_methods(["GET", "POST"])
def move(request: SignedInRequest, visit_id: UUID) -> HttpResponse:
    """Give a planned visit another time or technician."""
    visit = _visit(request, visit_id)
    saying = saying_for(request).there(visit.zone)
    form = _plan_form(request, saying, _as_planned(visit, saying))
    promised = arrival_promised(request.actor, visit.call_id, saying)
    step = _move_step(visit, promised)
    if request.method == "GET" or not form.is_valid():
        return step_page(request, form, step, saying)
    said = form.cleaned_data
    cost = None if _is_undoing(request) else checked(request, form, _move_of(visit), saying)
    if cost and not form.is_reasoned:
        form.ask(cost)
        return step_page(request, form, replace(step, does=lines_of(cost)), saying)
    try:
        moved = once(request, saying, form, lambda: _moved(request, visit, form, saying, cost))
    except PlanRefused as reason:
        return step_refused(request, form, step, saying, str(reason), is_stale=visit.version != said["version"])
    return leave(
        request,
        way_back(request),
        said=f"Call {visit.number}: {_technician_said(form)} goes {saying.when(form.starts_at)}.",
        draft=step.draft,
        trouble=promised.if_later(form.starts_at) if promised else "",
        # A visit that nobody had can't be given back to nobody.
        undo_url=reverse("move-visit", args=[visit.id]) if moved["technician"] and moved["at"] else "",
        undo_fields={name: moved[name] for name in BACK} | moved["reason"],
        now=saying.now,
    )


@open_to(DESK)
@require_POST
def put(request: SignedInRequest, visit_id: UUID) -> HttpResponse:
    """Move a visit to where its card was put; return the board, which says what was done or why not."""
    saying = saying_on_board(request, branches_of(request.actor))
    visit = _visit(request, visit_id)
    form = _plan_form(request, saying, _as_planned(visit, saying))
    if not form.is_valid():
        return _not_put(request, _first_error(form))
    cost = checked(request, form, _move_of(visit), saying)
    if cost:
        return _ask_put(request, form, _move_step(visit, None), cost)
    try:
        moved = once(request, saying, form, lambda: _moved(request, visit, form, saying))
    except PlanRefused as reason:
        return _not_put(request, str(reason))
    said = f"Call {visit.number}: {_technician_said(form)} goes {saying.when(form.starts_at)}."
    fields = {name: moved[name] for name in BACK}
    undo_url = reverse("move-visit", args=[visit.id]) if moved["technician"] and moved["at"] else ""
    return _put(request, saying, said, undo_url, fields)


@open_to(DESK)
@require_POST
def put_call(request: SignedInRequest, call_id: UUID) -> HttpResponse:
    """Plan a call's next visit where its card was put; return the board, which says what was done or why not."""
    saying = saying_on_board(request, branches_of(request.actor))
    call = call_facts(request.actor, call_id)
    if call is None:
        raise Http404
    form = _plan_form(request, saying, {"on": saying.today})
    if not form.is_valid():
        return _not_put(request, _first_error(form))
    cost = checked(request, form, Move(call.id, call.branch_id, call.version), saying)
    if cost:
        return _ask_put(request, form, _plan_step(call, None), cost)
    try:
        planned = once(request, saying, form, lambda: _planned(request, call, form, saying))
    except PlanRefused as reason:
        return _not_put(request, str(reason))
    said = f"{_technician_said(form)} goes {saying.when(form.starts_at)} for call {call.number}."
    fields = {"version": planned["version"], "why": BACK_AT_ONCE}
    return _put(request, saying, said, reverse("cancel-visit", args=[planned["id"]]), fields)


@open_to(DESK)
@require_http_methods(["GET", "POST"])
def cancel(request: SignedInRequest, visit_id: UUID) -> HttpResponse:
    """Cancel a visit; its call stays open and is to be planned again."""
    saying = saying_for(request)
    visit = _visit(request, visit_id)
    initial = {"version": visit.version, "back": way_back(request)}
    form = ReasonForm(request.POST if request.method == "POST" else None, initial=initial)
    step = Step(
        title=f"Cancel the visit for call {visit.number}",
        about=f"{visit.who}: {visit.problem}",
        action=reverse("cancel-visit", args=[visit.id]),
        button="Cancel the visit",
        draft=f"cancel-visit-{visit.number}",
        beside=f"cancel-{visit.number}",
        is_bad=True,
    )
    if request.method == "GET" or not form.is_valid():
        return step_page(request, form, step, saying)
    said = form.cleaned_data
    try:
        cancelled = once(request, saying, form, lambda: _cancelled(request, visit, form, saying))
    except CannotCancelVisit as reason:
        return step_refused(request, form, step, saying, str(reason), is_stale=visit.version != said["version"])
    said_now = f"The visit is cancelled; call {visit.number} is open, and nobody is planned for it."
    return leave(
        request,
        way_back(request),
        said=said_now,
        draft=step.draft,
        undo_url=reverse("restore-visit", args=[visit.id]),
        undo_fields={"version": cancelled["version"]} | cancelled["reason"],
        now=saying.now,
    )


@open_to(DESK)
@require_POST
def restore(request: SignedInRequest, visit_id: UUID) -> HttpResponse:
    """Take back that a visit was cancelled."""
    saying = saying_for(request)
    visit = _visit(request, visit_id)
    form = VersionedForm(request.POST)
    if not form.is_valid():
        return turn_back(request, way_back(request), said="Not taken back: load the page anew and try again.")

    def do() -> dict[str, Any]:
        version = form.cleaned_data["version"]
        restore_visit(by=request.actor, visit_id=visit.id, version=version, why="Taken back", now=saying.now)
        turn_reason(request, visit.call_id, saying)
        return {}

    try:
        once(request, saying, form, do)
    except CannotRestoreVisit as reason:
        return turn_back(request, way_back(request), said=str(reason))
    return leave(request, way_back(request), said=f"The visit for call {visit.number} is on again, as it was.")


def _plan_step(call: CallFacts, promised: ArrivalSaid | None) -> Step:
    return Step(
        title=f"Plan a visit for call {call.number}",
        about=f"{call.customer or call.caller_name or 'Unknown caller'}: {call.problem}",
        action=reverse("plan-visit", args=[call.id]),
        button="Plan the visit",
        draft=f"plan-{call.number}",
        beside=f"plan-{call.number}",
        respond_by=None if call.first_arrival else call.respond_by,
        promised=promised.said if promised else "",
    )


def _move_step(visit: VisitInPlan, promised: ArrivalSaid | None) -> Step:
    return Step(
        title=f"Move the visit for call {visit.number}",
        about=f"{visit.who}: {visit.problem}",
        action=reverse("move-visit", args=[visit.id]),
        button="Move the visit",
        draft=f"move-{visit.number}",
        beside=f"move-{visit.number}",
        respond_by=visit.respond_by,
        promised=promised.said if promised else "",
    )


def _move_of(visit: VisitInPlan) -> Move:
    return Move(visit.call_id, visit.branch_id, visit.version, visit.technician_id, visit.planned_for)


def _planned(
    request: SignedInRequest, call: CallFacts, form: CheckedPlanForm, saying: Saying, cost: MoveCost | None = None
) -> dict[str, Any]:
    said = form.cleaned_data
    # What is overruled is how it stands now: before it changes.
    overrule = keep_reason(request, form, Move(call.id, call.branch_id, call.version), cost, saying)
    planned = plan_visit(
        by=request.actor,
        call_id=call.id,
        version=said["version"],
        technician_id=UUID(said["technician"]),
        starts_at=form.starts_at,
        minutes=said["minutes"],
        why=form.reason,
        now=saying.now,
    )
    return {"id": str(planned.id), "version": planned.version, "overrule": overrule}


def _moved(
    request: SignedInRequest, visit: VisitInPlan, form: CheckedPlanForm, saying: Saying, cost: MoveCost | None = None
) -> dict[str, Any]:
    """Move it, and return what the form that moves it back must say."""
    said = form.cleaned_data
    overrule = keep_reason(request, form, _move_of(visit), cost, saying)
    moved = move_visit(
        by=request.actor,
        visit_id=visit.id,
        version=said["version"],
        technician_id=UUID(said["technician"]),
        starts_at=form.starts_at,
        minutes=said["minutes"],
        why=form.reason,
        now=saying.now,
    )
    reason = turn_reason(request, visit.call_id, saying) if _is_undoing(request) else undoes_reason(overrule)
    # As the form that moves it back reads it: by the customer's clock, whatever the board's is.
    was_at = saying.there(visit.zone).local(moved.was_planned_for) if moved.was_planned_for else None
    return {
        "version": moved.version,
        "technician": str(moved.was_with_id or ""),
        "on": was_at.date().isoformat() if was_at else "",
        "at": f"{was_at:%H:%M}" if was_at else "",
        "minutes": moved.was_minutes,
        "why": "Moved back",
        # What was is no new decision, and asks for no reason.
        "takes_back": "yes",
        "reason": reason,
    }


def _cancelled(request: SignedInRequest, visit: VisitInPlan, form: ReasonForm, saying: Saying) -> dict[str, Any]:
    said = form.cleaned_data
    version = cancel_visit(
        by=request.actor, visit_id=visit.id, version=said["version"], why=said["why"], now=saying.now
    )
    return {"version": version, "reason": turn_reason(request, visit.call_id, saying)}


def _put(request: SignedInRequest, saying: Saying, said: str, undo_url: str, fields: dict[str, Any]) -> HttpResponse:
    undo = None
    if undo_url:
        back = {"back": way_back(request)}
        undo = offer_undo(request, said=said, url=undo_url, fields=back | fields, now=saying.now)
    return board_fragment(request, "dispatcher/_put.html", undo=undo, said=said)


def _not_put(request: SignedInRequest, reason: str) -> HttpResponse:
    return board_fragment(request, "dispatcher/_put.html", status=CONFLICT, trouble=reason)


def _ask_put(request: SignedInRequest, form: CheckedPlanForm, step: Step, cost: MoveCost) -> HttpResponse:
    """Return the board as it was, and beside it the form that says what the move does and asks whether and why."""
    form.ask(cost)
    form.begin_at("weight")
    asked = {"form": form, "step": replace(step, does=lines_of(cost)), "back_url": way_back(request)}
    return board_fragment(request, "dispatcher/_put_asked.html", status=UNPROCESSABLE, **asked)


def _is_undoing(request: SignedInRequest) -> bool:
    return request.POST.get("takes_back") == "yes"


def _first_error(form: CheckedPlanForm) -> str:
    return next(str(error) for errors in form.errors.values() for error in errors)


def _visit(request: SignedInRequest, visit_id: UUID) -> VisitInPlan:
    visit = visit_in_plan(request.actor, visit_id)
    if visit is None:
        raise Http404
    return visit


def _plan_form(request: SignedInRequest, saying: Saying, initial: dict[str, Any]) -> CheckedPlanForm:
    on = initial["on"]
    return CheckedPlanForm(
        request.POST if request.method == "POST" else None,
        initial=initial | {"back": way_back(request)},
        saying=saying,
        technicians=technicians_of(request.actor, on=on),
    )


def _as_planned(visit: VisitInPlan, saying: Saying) -> dict[str, Any]:
    at = saying.local(visit.planned_for or saying.now)
    return {
        "version": visit.version,
        "technician": str(visit.technician_id or ""),
        "on": at.date(),
        "at": at.time().replace(second=0, microsecond=0),
        "minutes": visit.planned_minutes,
    }


def _next_slot(request: SignedInRequest, saying: Saying) -> dict[str, Any]:
    """Return the day that the board shows, and the next quarter of an hour or that day's morning."""
    try:
        on = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        on = saying.today
    now = saying.now.astimezone(ZoneInfo(saying.zone))
    if on <= saying.today:
        slot = now + timedelta(minutes=QUARTER_MINUTES - now.minute % QUARTER_MINUTES)
        return {"on": slot.date(), "at": slot.time().replace(second=0, microsecond=0)}
    return {"on": on, "at": datetime(on.year, on.month, on.day, MORNING, tzinfo=now.tzinfo).time()}


def _technician_said(form: CheckedPlanForm) -> str:
    return dict(form.fields["technician"].choices)[form.cleaned_data["technician"]]  # type: ignore[attr-defined,no-any-return]
