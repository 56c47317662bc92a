"""A branch with a day to plan: people, sites with places, calls, promises, and what was done before."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from tests.builders.record import (
    MONDAY,
    a_branch,
    a_call,
    a_customer,
    a_machine,
    a_site,
    a_technician,
    a_user,
    an_actor,
)

from steadyhand.business.calls.actions.plan_visit import plan_visit
from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.dealership.models import Branch
from steadyhand.business.dealership.rules import Role
from steadyhand.business.dispatch.actions.propose_plan import PlanMade, propose_plan
from steadyhand.business.dispatch.day_plan.shown import DayPlanShown, PlanStop
from steadyhand.business.dispatch.queries.day_plans import plan_shown
from steadyhand.business.people.models import Technician
from steadyhand.business.promises.actions.give_promise import Given, give_promise
from steadyhand.business.promises.keeping import PromiseGiven
from steadyhand.business.promises.rules import Channel, PromiseKind
from steadyhand.shared.actor import Actor

# Columbus, Ohio; a hundredth of a degree north is 1.1 km.
NORTH, EAST = 39.96, -83.0
# Seven in the morning there, before anybody sets out.
EARLY = MONDAY - timedelta(hours=2)
TODAY = MONDAY.date()
HOUR = timedelta(hours=1)


@dataclass(frozen=True, eq=False)
class PlanDay:
    """A branch in the middle of nowhere, Dana who plans, and whoever drives."""

    branch: Branch
    dana: Actor
    people: dict[str, Technician] = field(default_factory=dict)

    def somebody(self, name: str, **facts: Any) -> Technician:
        self.people[name] = a_technician(branch=self.branch, name=name, **facts)
        return self.people[name]

    def call(self, name: str = "Chen Family Clinic", *, north: float = 0.0, east: float = 0.0, **facts: Any) -> Call:
        """Return a call of a customer of their own, so many kilometres from the branch."""
        machine = {key: facts.pop(key) for key in ("model",) if key in facts}
        site_facts = {key: facts.pop(key) for key in ("calendar", "clearance") if key in facts}
        place = {"latitude": NORTH + north / 111.0, "longitude": EAST + east / 85.0}
        site = a_site(a_customer(name, branch=self.branch), **(place | site_facts))
        return a_call(machine=a_machine(site=site, **machine), **({"taken_at": EARLY} | facts))

    def assign(self, call: Call, name: str, at: datetime, *, minutes: int = 60, now: datetime = EARLY) -> Visit:
        version = Call.objects.of(call.tenant_id).get(id=call.id).version
        planned = plan_visit(
            by=self.dana, call_id=call.id, version=version, technician_id=self.people[name].id, starts_at=at,
            minutes=minutes, now=now,
        )  # fmt: skip
        return Visit.objects.of(call.tenant_id).get(id=planned.id)

    def visit_of(self, call: Call) -> Visit:
        return Visit.objects.of(call.tenant_id).get(call=call)

    def promise(self, call: Call, by_at: datetime, *, from_at: datetime | None = None) -> PromiseGiven:
        given = Given(
            kind=PromiseKind.ARRIVAL, by_at=by_at, from_at=from_at, channel=Channel.PHONE, call_id=call.id,
            sooner_because="They asked for it",
        )  # fmt: skip
        return give_promise(by=self.dana, given=given, now=EARLY)

    def plan(self, *, now: datetime = EARLY, on: date = TODAY, seconds: float = 0.1) -> PlanMade:
        return propose_plan(by=self.dana, branch_id=self.branch.id, on=on, seconds=seconds, now=now)

    def shown(self, made: PlanMade) -> DayPlanShown:
        return self.shown_by(made.id)

    def shown_by(self, plan_id: UUID) -> DayPlanShown:
        found = plan_shown(self.dana, plan_id)
        assert found is not None
        return found

    def stop(self, made: PlanMade, call: Call) -> PlanStop:
        return next(stop for stop in self.shown(made).stops if stop.call_id == call.id)


def a_plan_day(*names: str, **facts: Any) -> PlanDay:
    """Return a day for these technicians (Bruno and Walt, if none), who start at the branch."""
    branch = a_branch(**({"latitude": NORTH, "longitude": EAST} | facts))
    day = PlanDay(branch, an_actor(Role.DISPATCHER))
    for name in names or ("Bruno Salas", "Walt Jensen"):
        day.somebody(name, user=a_user(Role.TECHNICIAN, branch=branch, name=name))
    return day


def said(stop: PlanStop) -> str:
    """Return a stop's reasons in one string."""
    return "; ".join(each.said for each in stop.why)


def numbers(calls: Sequence[Call]) -> set[str]:
    return {call.ref for call in calls}
