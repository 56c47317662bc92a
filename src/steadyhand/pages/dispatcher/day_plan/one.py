"""A plan's own page: what it would change and cost, and the day as it would be, in lanes, as a list or on a map."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from steadyhand.business.calls.queries.board import DayVisit, Point, TechnicianDay
from steadyhand.business.calls.rules import Urgency, VisitState
from steadyhand.business.dealership.branches import BranchFacts, branch_of
from steadyhand.business.dealership.rules import DESK
from steadyhand.business.dispatch.day_plan.rules import PlanState
from steadyhand.business.dispatch.day_plan.shown import DayPlanShown, PlanGap, PlanHead, PlanLane, PlanStop
from steadyhand.business.dispatch.queries.day_plans import plan_shown, plans_of_day
from steadyhand.business.dispatch.queries.gaps import Filled, gaps_filled
from steadyhand.pages.common.doors import SignedInRequest, open_to
from steadyhand.pages.common.leaving import new_key
from steadyhand.pages.common.saying import Saying, saying_for
from steadyhand.pages.dispatcher.board import LANES, MAP, VIEWS
from steadyhand.pages.dispatcher.day_map import DayMap, day_map
from steadyhand.pages.dispatcher.day_plan.figures import costs_told, figures_of, groups_of, in_short
from steadyhand.pages.dispatcher.day_plan.forms import SetAsideForm
from steadyhand.pages.dispatcher.day_plan.panel import made_said
from steadyhand.pages.dispatcher.lanes import Lane, Lanes, LaneVisit, lanes_of
from steadyhand.pages.dispatcher.leaving import just_left

# How a plan stands, as its heading says it.
_STANDS = {
    PlanState.PROPOSED: "Proposed plan",
    PlanState.ACCEPTED: "Accepted plan",
    PlanState.SET_ASIDE: "Plan that was set aside",
    PlanState.OVERTAKEN: "Plan that another one overtook",
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A technician's lane with the stop behind each card."""

    lane: Lane
    plan: PlanLane
    cards: tuple[tuple[LaneVisit, PlanStop], ...]
    gaps: tuple[tuple[LaneVisit, PlanGap], ...]


@open_to(DESK)
@require_safe
def plan_page(request: SignedInRequest, plan_id: UUID) -> HttpResponse:
    """Show a plan whole, with what may be done with it."""
    plan = plan_or_404(request, plan_id)
    saying = saying_for(request).there(plan.zone)
    branch = branch_of(request.actor, plan.head.branch_id)
    if branch is None:
        raise Http404
    view = request.GET.get("view", LANES)
    view = view if view in VIEWS else LANES
    days = as_days(plan)
    context: dict[str, Any] = {
        "plan": plan,
        "branch": branch,
        "stands": _STANDS[plan.head.state],
        "is_proposed": plan.head.state is PlanState.PROPOSED,
        "is_accepted": plan.head.state is PlanState.ACCEPTED,
        "day_said": saying.day_headed(plan.head.on),
        "made": made_said(plan, saying),
        "saying": saying,
        "in_short": in_short(plan),
        "groups": groups_of(plan),
        "figures": figures_of(plan),
        "costs": costs_told(plan.costs),
        "board_url": board_url(plan.head, branch),
        "others": _others(request, plan, saying),
        "gaps": _gaps(request, plan),
        "accept_key": new_key(),
        "set_aside": SetAsideForm(initial={"version": plan.head.version}),
        "view": view,
        "views": [(said, key, f"?view={each}#plan-day", each == view) for each, (said, key) in VIEWS.items()],
        "back": urlencode({"back": f"{reverse('day-plan', args=[plan.head.id])}?view={view}"}),
    }
    if view == LANES:
        lanes = lanes_of(request.actor, with_gaps(plan, days), (branch,), on=plan.head.on, saying=saying)
        context |= {"lanes": lanes, "drawn_lanes": _drawn(plan, lanes)}
    elif view == MAP:
        context["map"] = _map(request, plan, days, branch)
    return render(request, "dispatcher/day_plan/plan.html", context | just_left(request, now=saying.now))


def plan_or_404(request: SignedInRequest, plan_id: UUID) -> DayPlanShown:
    plan = plan_shown(request.actor, plan_id)
    if plan is None:
        raise Http404
    return plan


def board_url(head: PlanHead, branch: BranchFacts) -> str:
    """Return the board of the plan's day and branch."""
    return f"{reverse('board')}?{urlencode({'on': head.on.isoformat(), 'branch': branch.code})}"


def as_days(plan: DayPlanShown) -> tuple[TechnicianDay, ...]:
    """Return the plan as the board's lanes and map draw a day; a card's id is its call's."""
    return tuple(
        TechnicianDay(
            technician_id=lane.technician_id,
            name=lane.name,
            branch_id=plan.head.branch_id,
            visits=tuple(_as_visit(stop, stop.begins_at) for stop in lane.stops if stop.begins_at),
        )
        for lane in plan.lanes
    )


def _as_visit(stop: PlanStop, begins_at: datetime) -> DayVisit:
    return DayVisit(
        id=stop.call_id,
        call_id=stop.call_id,
        number=stop.call_number,
        version=stop.call_version,
        state=VisitState.PLANNED,
        who=stop.who,
        place=stop.place,
        machine=stop.machine,
        problem=stop.problem,
        urgency=stop.urgency,
        planned_for=begins_at,
        planned_minutes=stop.minutes,
        respond_by=stop.respond_by,
        overlaps=False,
        point=Point(*stop.point) if stop.point else None,
        promised=stop.promise.said if stop.promise else "",
        is_after_promise=stop.breaks_promise,
    )


def with_gaps(plan: DayPlanShown, days: Sequence[TechnicianDay]) -> tuple[TechnicianDay, ...]:
    """Return the days with what could fill their gaps; such a card's id is what it is about."""
    fills: dict[UUID | None, list[DayVisit]] = defaultdict(list)
    for gap in plan.gaps:
        fills[gap.technician_id].append(_as_gap(gap))
    return tuple(replace(day, visits=(*day.visits, *fills.get(day.technician_id, ()))) for day in days)


def _as_gap(gap: PlanGap) -> DayVisit:
    return DayVisit(
        id=gap.about_id,
        call_id=gap.about_id,
        number="",
        version=0,
        state=VisitState.PLANNED,
        who=gap.who,
        place=gap.place,
        machine=gap.machine,
        problem=gap.why[0].said,
        urgency=Urgency.CAN_WAIT,
        planned_for=gap.begins_at,
        planned_minutes=gap.minutes,
        respond_by=None,
        overlaps=False,
        point=None,
        promised="",
        is_after_promise=False,
    )


def _gaps(request: SignedInRequest, plan: DayPlanShown) -> list[tuple[PlanGap, Filled | None]]:
    """Return what could fill gaps, each with the call that does, if the plan was accepted with it."""
    filled = {each.about_id: each for each in gaps_filled(request.actor, plan.head.id)} if plan.gaps else {}
    return [(gap, filled.get(gap.about_id)) for gap in plan.gaps]


def _drawn(plan: DayPlanShown, lanes: Lanes) -> tuple[Drawn, ...]:
    gap_of = {gap.about_id: gap for gap in plan.gaps}
    return tuple(
        Drawn(
            lane=lane,
            plan=told,
            cards=tuple(
                (card, stop) for card in lane.visits if (stop := _stop_of(told.stops, card.visit.call_id)) is not None
            ),
            gaps=tuple((card, gap) for card in lane.visits if (gap := gap_of.get(card.visit.id)) is not None),
        )
        for lane, told in zip(lanes.lanes, plan.lanes, strict=True)
    )


def _stop_of(stops: Sequence[PlanStop], call_id: UUID) -> PlanStop | None:
    return next((stop for stop in stops if stop.call_id == call_id), None)


def _map(request: SignedInRequest, plan: DayPlanShown, days: Sequence[TechnicianDay], branch: BranchFacts) -> DayMap:
    return day_map(request.actor, days, (), (branch,), on=plan.head.on)


def _others(request: SignedInRequest, plan: DayPlanShown, saying: Saying) -> list[tuple[str, str]]:
    """Return the other plans of the day that this one can be laid beside: words and address."""
    heads = plans_of_day(request.actor, branch_id=plan.head.branch_id, on=plan.head.on)
    return [
        (
            f"{_STANDS[head.state]} of {saying.when(head.made_at)}",
            reverse("day-plans-beside", args=[plan.head.id, head.id]),
        )
        for head in heads
        if head.id != plan.head.id
    ]
