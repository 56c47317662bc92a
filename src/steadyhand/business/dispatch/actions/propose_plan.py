"""A day's plan is made and proposed; nothing of it is applied before somebody accepts it."""

from dataclasses import dataclass
from datetime import date, datetime
from time import perf_counter
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from steadyhand.business.dealership.settings.values import value_of
from steadyhand.business.dispatch.day_plan.asking import ASKED_FOR, ask_to_look, end_asking
from steadyhand.business.dispatch.day_plan.document import as_document
from steadyhand.business.dispatch.day_plan.gathering import DayUnplannable
from steadyhand.business.dispatch.day_plan.making import Took, as_assigned, plan_of
from steadyhand.business.dispatch.day_plan.models import DayPlan, PlannedVisit
from steadyhand.business.dispatch.day_plan.reading import read_day
from steadyhand.business.dispatch.day_plan.rules import Change, PlanState, Trigger
from steadyhand.business.dispatch.settings import PLAN_SECONDS
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.workers import WorkLost

OVERTAKEN = "A newer plan was made."
NOTHING_CHANGES = "Nothing was to be changed."


class CannotProposePlan(Exception):
    """No plan was made; the message says what is missing and the way out."""


@dataclass(frozen=True, slots=True)
class PlanMade:
    """A proposal, with the version that whoever accepts it must name."""

    id: UUID
    version: int


def propose_plan(
    *,
    by: Actor,
    branch_id: UUID,
    on: date,
    trigger: Trigger = Trigger.BY_HAND,
    seconds: float | None = None,
    seed: int = 0,
    only_changes: bool = False,
    now: datetime,
) -> PlanMade:
    """Make a branch's plan of a day and propose it in place of the proposal before it.

    On a day that has begun it is planned from now on: what has begun or is pinned stays, and moving costs. The engine
    takes `seconds` of processor time (the dealership's setting where none is given); no row is locked meanwhile. With
    `only_changes` a plan that changes nothing is set aside at once, and whatever is proposed stays.

    Raises:
        CannotProposePlan: no such branch, the day is over, or a large day's worker was lost.
    """
    began = perf_counter()
    try:
        read = read_day(by, branch_id, on=on, now=now, fills_gaps=True)
        has_read = perf_counter()
        planned = plan_of(read, seconds=seconds or float(value_of(by.tenant_id, PLAN_SECONDS)), seed=seed)
    except (DayUnplannable, WorkLost) as problem:
        raise CannotProposePlan(str(problem)) from problem
    has_looked = perf_counter()
    before = as_assigned(read)
    document = as_document(read, planned, before, Took(has_read - began, has_looked - has_read, 0.0))
    document["seconds"]["explaining"] = round(perf_counter() - has_looked, 3)
    try:
        if only_changes and not any(Change(entry["change"]).is_applied for entry in document["visits"]):
            return _keep_idle(by, branch_id, on, trigger, document, now=now)
        return keep_proposal(by, branch_id, on, trigger, document, now=now)
    except IntegrityError as problem:
        raise CannotProposePlan(
            "Somebody has made a plan of this day at the same moment; look at theirs first."
        ) from problem


@transaction.atomic
def keep_proposal(
    by: Actor, branch_id: UUID, on: date, trigger: Trigger, document: dict[str, Any], *, now: datetime
) -> PlanMade:
    """Keep a plan's document as the day's proposal, in place of the one before."""
    before = DayPlan.objects.of(by.tenant_id).filter(branch_id=branch_id, on=on, state=PlanState.PROPOSED)
    overtaken = list(before.select_for_update(no_key=True).values_list("id", flat=True))
    before.update(state=PlanState.OVERTAKEN, ended_at=now, ended_by_name=by.name, ended_because=OVERTAKEN)
    plan = _kept(by, branch_id, on, trigger, document, now=now)
    # Last: both open the dealership's book of follow-ups.
    end_asking(by.tenant_id, overtaken, outcome="overtaken", words=OVERTAKEN, now=now)
    if trigger not in ASKED_FOR:
        changes = [Change(entry["change"]) for entry in document["visits"]]
        ask_to_look(
            by=by, plan_id=plan.id, branch_id=branch_id, on=on, trigger=trigger, changes=changes, now=now
        )  # fmt: skip
    return PlanMade(plan.id, plan.version)


@transaction.atomic
def _keep_idle(
    by: Actor, branch_id: UUID, on: date, trigger: Trigger, document: dict[str, Any], *, now: datetime
) -> PlanMade:
    plan = _kept(by, branch_id, on, trigger, document, now=now, ended=NOTHING_CHANGES)
    return PlanMade(plan.id, plan.version)


def _kept(
    by: Actor,
    branch_id: UUID,
    on: date,
    trigger: Trigger,
    document: dict[str, Any],
    *,
    now: datetime,
    ended: str = "",
) -> DayPlan:
    plan = DayPlan.objects.create(
        tenant_id=by.tenant_id,
        branch_id=branch_id,
        on=on,
        trigger=trigger,
        state=PlanState.SET_ASIDE if ended else PlanState.PROPOSED,
        made_at=now,
        made_by_id=by.user_id,
        made_by_name=by.name,
        cost_minutes=document["cost_minutes"],
        cost_minutes_before=document["cost_minutes_before"],
        document=document,
        ended_at=now if ended else None,
        ended_by_name=by.name if ended else "",
        ended_because=ended,
    )
    PlannedVisit.objects.bulk_create([_row(plan, entry) for entry in document["visits"]], batch_size=200)
    became = {"on": on, "visits": len(document["visits"])}
    record_change(plan, by=by, at=now, verb="proposed a day's plan", why=ended, became=became)
    return plan


def _row(plan: DayPlan, entry: dict[str, Any]) -> PlannedVisit:
    was, visit, promise = entry["was"], entry["visit"], entry["promise"]
    return PlannedVisit(
        tenant_id=plan.tenant_id,
        plan=plan,
        change=entry["change"],
        call_id=entry["call"]["id"],
        call_version=entry["call"]["version"],
        visit_id=visit["id"] if visit else None,
        visit_version=visit["version"] if visit else None,
        was_with_id=was["technician"]["id"] if was and was["technician"] else None,
        was_planned_for=datetime.fromisoformat(was["planned_for"]) if was and was["planned_for"] else None,
        was_minutes=was["minutes"] if was else None,
        was_along_id=was["along"] if was else None,
        technician_id=entry["technician"]["id"] if entry["technician"] else None,
        goes_along_id=entry["goes_along"]["id"] if entry["goes_along"] else None,
        begins_at=datetime.fromisoformat(entry["begins_at"]) if entry["begins_at"] else None,
        minutes=entry["minutes"],
        breaks_id=promise["id"] if promise and not promise["is_kept"] else None,
    )
