"""What may become of a day's plan: it is made, accepted in whole or in part, taken back, or set aside."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from steadyhand.business.dealership.branches import branches_of
from steadyhand.business.dealership.rules import DESK
from steadyhand.business.dispatch.actions.accept_plan import CannotAcceptPlan, accept_plan
from steadyhand.business.dispatch.actions.propose_plan import CannotProposePlan, propose_plan
from steadyhand.business.dispatch.actions.set_plan_aside import CannotSetAside, set_plan_aside
from steadyhand.business.dispatch.actions.take_back_plan import CannotTakeBackPlan, take_back_plan
from steadyhand.business.dispatch.day_plan.shown import DayPlanShown
from steadyhand.business.dispatch.queries.gaps import gaps_filled
from steadyhand.flows.visit.fill_gap import CannotFillGap, empty_gap, fill_gap
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import see_other, turn_back
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.dispatcher.choosing import uuid_or_none
from steadyhand.pages.dispatcher.day_plan.forms import PlanDayForm, SetAsideForm
from steadyhand.pages.dispatcher.day_plan.one import plan_or_404
from steadyhand.pages.dispatcher.forms import VersionedForm
from steadyhand.pages.dispatcher.leaving import leave, way_back
from steadyhand.pages.dispatcher.steps import once
from steadyhand.shared.once import do_once

STALE = "Nothing was done: the page had grown old. Look at the plan again and decide anew."


@open_to(DESK)
@require_POST
def plan_day(request: SignedInRequest) -> HttpResponse:
    """Make a proposal for a branch's day, and show it."""
    saying, form = saying_for(request), PlanDayForm(request.POST)
    code = form.data.get("branch", "")
    branch = next((one for one in branches_of(request.actor) if one.code == code), None)
    if not form.is_valid() or branch is None:
        return turn_back(request, way_back(request), said="Nothing was planned: choose a day and one of your branches.")
    on = form.cleaned_data["on"]

    def do() -> dict[str, Any]:
        return {"id": str(propose_plan(by=request.actor, branch_id=branch.id, on=on, now=saying.now).id)}

    try:
        made = once(request, saying, form, do)
    except CannotProposePlan as reason:
        return turn_back(request, way_back(request), said=str(reason))
    return see_other(reverse("day-plan", args=[made["id"]]))


@open_to(DESK)
@require_POST
def accept(request: SignedInRequest, plan_id: UUID) -> HttpResponse:
    """Take a plan on, but for the calls whose tick was taken away."""
    plan, saying, form = plan_or_404(request, plan_id), saying_for(request), VersionedForm(request.POST)
    here = reverse("day-plan", args=[plan_id])
    if not form.is_valid():
        return turn_back(request, here, said=STALE)
    ticked = {uuid_or_none(each) for each in request.POST.getlist("take")}
    left = [stop.call_id for stop in plan.changes if stop.call_id not in ticked]

    def do() -> dict[str, Any]:
        done = accept_plan(
            by=request.actor, plan_id=plan_id, version=form.cleaned_data["version"], leave=left, now=saying.now
        )
        return {
            "version": done.version,
            "changed": done.planned + done.moved + done.taken_off,
            "notices": done.notices,
        }

    try:
        done = once(request, saying, form, do)
    except CannotAcceptPlan as reason:
        return turn_back(request, here, said=str(reason))
    filled, troubles = _fill(request, plan, form, saying)
    said = f"The plan holds: {_visits(done['changed'])} changed{_gaps_said(filled)}."
    for trouble in troubles:
        messages.warning(request, f"Not put into the day: {trouble}")
    if done["notices"]:
        messages.warning(request, f"{_customers(done['notices'])} to be told of another time: it waits in the inbox.")
    return leave(
        request,
        way_back(request, here),
        said=said,
        undo_url=reverse("day-plan-take-back", args=[plan_id]),
        undo_fields={"version": done["version"]},
        now=saying.now,
    )


@open_to(DESK)
@require_POST
def take_back(request: SignedInRequest, plan_id: UUID) -> HttpResponse:
    """Put everything back as it was before the plan was accepted."""
    plan_or_404(request, plan_id)
    saying, form = saying_for(request), VersionedForm(request.POST)
    here = way_back(request, reverse("day-plan", args=[plan_id]))
    if not form.is_valid():
        return turn_back(request, here, said=STALE)

    def do() -> dict[str, Any]:
        version = form.cleaned_data["version"]
        return {"back": take_back_plan(by=request.actor, plan_id=plan_id, version=version, now=saying.now)}

    try:
        done = once(request, saying, form, do)
    except CannotTakeBackPlan as reason:
        return turn_back(request, here, said=str(reason))
    for trouble in _empty(request, plan_id, form, saying):
        messages.warning(request, f"Stays as it is: {trouble}")
    return leave(request, here, said=f"The plan is taken back: {_visits(done['back'])} as before.")


@open_to(DESK)
@require_POST
def set_aside(request: SignedInRequest, plan_id: UUID) -> HttpResponse:
    """Leave the day as it is assigned; the proposal stays to be looked at."""
    plan_or_404(request, plan_id)
    saying, form = saying_for(request), SetAsideForm(request.POST)
    here = reverse("day-plan", args=[plan_id])
    if not form.is_valid():
        return turn_back(request, here, said=STALE)

    def do() -> dict[str, Any]:
        said = form.cleaned_data
        set_plan_aside(by=request.actor, plan_id=plan_id, version=said["version"], why=said["why"], now=saying.now)
        return {}

    try:
        once(request, saying, form, do)
    except CannotSetAside as reason:
        return turn_back(request, here, said=str(reason))
    return leave(request, way_back(request, here), said="The plan is set aside; the day stays as it is assigned.")


def _fill(
    request: SignedInRequest, plan: DayPlanShown, form: VersionedForm, saying: Saying
) -> tuple[list[str], list[str]]:
    """Fill the gaps that are ticked, each for itself and once; return the numbers of their calls, and what was refused.

    After the plan and not with it: whether a preventive visit can be made decides nothing about the calls.
    """
    ticked = {uuid_or_none(each) for each in request.POST.getlist("fill")}
    numbers, troubles = [], []
    for gap in plan.gaps:
        if gap.about_id not in ticked:
            continue

        def do(about_id: UUID = gap.about_id) -> dict[str, Any]:
            taken = fill_gap(by=request.actor, plan_id=plan.head.id, about_id=about_id, now=saying.now)
            return {"number": taken.number}

        try:
            numbers.append(_once_each(request, saying, form, gap.about_id, do)["number"])
        except CannotFillGap as reason:
            troubles.append(str(reason))
    return numbers, troubles


def _empty(request: SignedInRequest, plan_id: UUID, form: VersionedForm, saying: Saying) -> list[str]:
    """Take back what filled the plan's gaps; return what stays, and why."""
    troubles = []
    for filled in gaps_filled(request.actor, plan_id):

        def do(about_id: UUID = filled.about_id) -> dict[str, Any]:
            empty_gap(by=request.actor, plan_id=plan_id, about_id=about_id, now=saying.now)
            return {}

        try:
            _once_each(request, saying, form, filled.about_id, do)
        except CannotFillGap as reason:
            troubles.append(str(reason))
    return troubles


def _once_each(
    request: SignedInRequest, saying: Saying, form: VersionedForm, about_id: UUID, do: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    key = str(uuid5(UUID(form.key), str(about_id)))
    return do_once(tenant_id=request.actor.tenant_id, form_key=key, now=saying.now, do=do)


def _gaps_said(numbers: list[str]) -> str:
    if len(numbers) == 1:
        return f", and call {numbers[0]} fills a gap"
    return f", and calls {', '.join(numbers)} fill gaps" if numbers else ""


def _visits(count: int) -> str:
    return "one visit is" if count == 1 else f"{count} visits are"


def _customers(count: int) -> str:
    return "One customer is" if count == 1 else f"{count} customers are"
