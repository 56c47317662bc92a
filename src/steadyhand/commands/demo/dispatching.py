"""The demo's desk has a plan of the next working day to look at, and sees where two technicians are."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.calls.queries.day import day_of
from steadyhand.business.dispatch.actions.move_in_plan import move_in_plan
from steadyhand.business.dispatch.actions.propose_plan import PlanMade, propose_plan
from steadyhand.business.dispatch.actions.set_plan_aside import set_plan_aside
from steadyhand.business.dispatch.actions.share_position import share_position, tell_position
from steadyhand.business.dispatch.day_plan.rules import Change, Usual
from steadyhand.business.dispatch.queries.day_plans import plan_shown
from steadyhand.business.dispatch.queries.moving import what_would_it_cost
from steadyhand.business.people.queries import own_technician
from steadyhand.shared.actor import Actor

DAY = timedelta(days=1)
SATURDAY = 5
# Enough for a dozen calls; whoever tries it in earnest lets it search for longer.
SECONDS = 0.5
# Some four hundred metres: round the corner of the site they go to next.
ASIDE = 0.004
METRES = 18
# Why Dana decides otherwise than the plan, and in which words.
_OTHERWISE = (
    (Usual.CUSTOMER_ASKED, "They were happy with them last time."),
    (Usual.TRAINING, ""),
)


@dataclass(frozen=True, slots=True)
class Dispatched:
    """Who plans, who drives, and when it is told."""

    dana: Actor
    technicians: tuple[Actor, ...]
    zone: str
    now: datetime


def tell_dispatching(told: Dispatched) -> None:
    """Propose the next working day of the first one's branch, with another one overruled twice; share two positions."""
    for technician in told.technicians:
        _share(told, technician)
    who = own_technician(told.technicians[0], on=told.now.date())
    if who is None:
        return
    first = _next_working_day(told.now.astimezone(ZoneInfo(told.zone)).date())
    later = _propose(told, who.branch_id, _next_working_day(first))
    for usual, words in _OTHERWISE:
        later = _otherwise(told, later, usual, words)
    set_plan_aside(by=told.dana, plan_id=later.id, version=later.version, why="Too early to tell", now=told.now)
    _propose(told, who.branch_id, first)


def _propose(told: Dispatched, branch_id: UUID, on: date) -> PlanMade:
    return propose_plan(by=told.dana, branch_id=branch_id, on=on, seconds=SECONDS, now=told.now)


def _next_working_day(after: date) -> date:
    on = after + DAY
    while on.weekday() >= SATURDAY:
        on += DAY
    return on


def _otherwise(told: Dispatched, made: PlanMade, usual: Usual, words: str) -> PlanMade:
    """Give one of the plan's new visits to somebody else who may go, and return the plan around that."""
    shown = plan_shown(told.dana, made.id)
    if shown is None:
        return made
    new = [each for each in shown.stops if each.change is Change.NEW and not each.is_pinned]
    here = [each for each in shown.lanes if not each.absent]
    for stop, lane in ((stop, lane) for stop in new for lane in here if lane.technician_id != stop.technician_id):
        cost = what_would_it_cost(
            told.dana, branch_id=shown.head.branch_id, on=shown.head.on, call_id=stop.call_id,
            technician_id=lane.technician_id, plan_id=made.id, now=told.now,
        )  # fmt: skip
        if cost is None or cost.breaks or not cost.is_possible:
            continue
        return move_in_plan(
            by=told.dana, plan_id=made.id, version=made.version, call_id=stop.call_id,
            technician_id=lane.technician_id, why=words, usual=usual, now=told.now,
        )  # fmt: skip
    return made


def _share(told: Dispatched, technician: Actor) -> None:
    """Let a technician share that they are near the next site of their day, if the day has one."""
    on = told.now.astimezone(ZoneInfo(told.zone)).date()
    visits = day_of(technician, on, today=on, zone=told.zone).visits
    ahead = (each.place for each in visits if not each.state.is_over)
    spots = ((place.latitude, place.longitude) for place in ahead)
    near = next(((north, east) for north, east in spots if north is not None and east is not None), None)
    if near is None:
        return
    share_position(by=technician, now=told.now)
    tell_position(
        by=technician, latitude=near[0] - ASIDE, longitude=near[1] + ASIDE, metres=METRES, now=told.now
    )  # fmt: skip
