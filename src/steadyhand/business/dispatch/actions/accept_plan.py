"""A plan is accepted: visits are planned, moved, taken off, all or none; whoever must be told has a notice."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.actions.cancel_visit import CannotCancelVisit, cancel_visit
from steadyhand.business.calls.actions.move_visit import move_visit
from steadyhand.business.calls.actions.plan_visit import plan_visit
from steadyhand.business.calls.planning import PlanRefused
from steadyhand.business.calls.queries.for_a_plan import VisitStanding, calls_as_they_stand
from steadyhand.business.calls.standing import CallNotThere
from steadyhand.business.dealership.branches import zones_of_branches
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.dispatch.day_plan.asking import end_asking
from steadyhand.business.dispatch.day_plan.models import DayPlan, GoesAlong, PlannedVisit
from steadyhand.business.dispatch.day_plan.rules import Change, PlanState
from steadyhand.business.dispatch.day_plan.speaking import TWELVE
from steadyhand.business.promises.actions.put_several_at_risk import put_several_at_risk
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.words import Clock, when_said

# A plan whose first new visit should have begun so long ago is a plan of another moment.
STALE_AFTER = timedelta(minutes=15)
_NAMED = 3


class CannotAcceptPlan(Exception):
    """Nothing of the plan was applied; the message says what has changed and the way out."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What accepting a plan did; `notices` customers must be told of another time than they were promised."""

    plan_id: UUID
    version: int
    planned: int
    moved: int
    taken_off: int
    notices: int


@dataclass(frozen=True, slots=True)
class _Saying:
    """Says moments by the clock of a plan's branch."""

    now: datetime
    zone: str
    clock: Clock

    @classmethod
    def of(cls, by: Actor, plan: DayPlan, now: datetime) -> "_Saying":
        is_twelve = the_dealership(by.tenant_id).clock == TWELVE
        return cls(now, zones_of_branches(by.tenant_id)[plan.branch_id], 12 if is_twelve else 24)

    def __call__(self, at: datetime) -> str:
        return when_said(at, self.now, self.zone, clock=self.clock)


@transaction.atomic
def accept_plan(*, by: Actor, plan_id: UUID, version: int, leave: Collection[UUID] = (), now: datetime) -> Accepted:
    """Apply a proposal; the calls that `leave` names stay as they are assigned. The same again changes nothing.

    Raises:
        CannotAcceptPlan: no such plan, it isn't proposed any more, or something in it has changed since it was made.
    """
    plan = DayPlan.objects.visible_to(by).select_for_update(no_key=True).filter(id=plan_id).first()
    if plan is None:
        raise CannotAcceptPlan("There is no such plan at your branches. Look at the day anew.")
    rows = list(PlannedVisit.objects.of(by.tenant_id).filter(plan_id=plan.id).select_related("call", "technician"))
    if plan.state == PlanState.ACCEPTED:
        return _accepted(plan, rows)
    if plan.state != PlanState.PROPOSED:
        raise CannotAcceptPlan(
            f"This plan is {PlanState(plan.state).label}: {plan.ended_because or 'look at the day anew'}"
        )
    if plan.version != version:
        raise CannotAcceptPlan("Somebody has just changed this plan; what you see now is fresh.")
    chosen = [row for row in rows if row.call_id not in leave]
    changes = sorted((row for row in chosen if Change(row.change).is_applied), key=_order)
    _check(by, plan, chosen, now=now)
    why = f"By the day's plan for {plan.on.day} {plan.on:%B}"
    for row in changes:
        _apply(row, by=by, why=why, now=now)
    PlannedVisit.objects.bulk_update(changes, ["done_visit_id", "done_version"], batch_size=200)
    _keep_pairs(chosen)
    plan.state, plan.version = PlanState.ACCEPTED, plan.version + 1
    plan.accepted_at, plan.accepted_by_name = now, by.name
    plan.save(update_fields=["state", "version", "accepted_at", "accepted_by_name"])
    record_change(plan, by=by, at=now, verb="accepted a day's plan", became={"on": plan.on, "changes": len(changes)})
    # Last: it opens the dealership's book of follow-ups.
    at_risk = put_several_at_risk(by=by, because=_because(by, plan, chosen, now), now=now)
    end_asking(by.tenant_id, [plan.id], outcome="accepted", words=f"Accepted by {by.name}.", now=now)
    risky = [row for row in chosen if row.breaks_id in at_risk]
    for row in risky:
        row.put_at_risk = True
    PlannedVisit.objects.bulk_update(risky, ["put_at_risk"], batch_size=200)
    return _accepted(plan, rows)


def _order(row: PlannedVisit) -> tuple[bool, str, str]:
    # What is taken off first: then nobody is planned twice, even for a moment.
    return (row.change != Change.LEFT_OUT, str(row.begins_at or ""), row.call.ref)


def _accepted(plan: DayPlan, rows: Sequence[PlannedVisit]) -> Accepted:
    done = [row for row in rows if row.done_visit_id is not None]
    return Accepted(
        plan_id=plan.id,
        version=plan.version,
        planned=sum(row.change == Change.NEW for row in done),
        moved=sum(row.change in (Change.MOVED, Change.RETIMED) for row in done),
        taken_off=sum(row.change == Change.LEFT_OUT for row in done),
        notices=sum(row.put_at_risk for row in rows),
    )


def _check(by: Actor, plan: DayPlan, rows: Sequence[PlannedVisit], *, now: datetime) -> None:
    """Refuse a plan that isn't of the day as it is: changes of others are never written over."""
    stands = calls_as_they_stand(by, [row.call_id for row in rows])
    found = [said for row in rows if (said := _changed(row, stands.get(row.call_id)))]
    saying = _Saying.of(by, plan, now)
    found += [
        f"call {row.call.ref} should have begun {saying(row.begins_at)}"
        for row in rows
        if Change(row.change).is_applied and row.begins_at is not None and row.begins_at < now - STALE_AFTER
    ]
    if found:
        more = f", and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
        raise CannotAcceptPlan(
            f"Things have changed since this plan was made: {'; '.join(found[:_NAMED])}{more}. Nothing was applied. "
            "Make the plan anew: it takes some seconds."
        )


def _changed(row: PlannedVisit, stands: tuple[int, VisitStanding | None] | None) -> str:
    """Say what has become of a call since the plan was made; empty if it is as it was, as far as the plan minds."""
    change, number = Change(row.change), row.call.ref
    if change in (Change.BEGUN, Change.UNDONE):
        return ""
    if stands is None:
        return f"call {number} isn't at your branches any more"
    version, visit = stands
    if row.visit_id is None:
        return _planned_meanwhile(row, version, visit)
    if visit is None or visit.id != row.visit_id:
        return f"the visit for call {number} is cancelled"
    if visit.has_begun:
        # What stays may begin meanwhile; what should move may not.
        return "" if change is Change.STAYS else f"{visit.technician} has set out for call {number}"
    return "" if visit.version == row.visit_version else f"the visit for call {number} has been changed"


def _planned_meanwhile(row: PlannedVisit, version: int, visit: VisitStanding | None) -> str:
    if visit is not None and not visit.state.is_over:
        return f"call {row.call.ref} has been planned with {visit.technician or 'nobody yet'}"
    return "" if version == row.call_version else f"call {row.call.ref} has changed"


def _apply(row: PlannedVisit, *, by: Actor, why: str, now: datetime) -> None:
    try:
        if row.change == Change.LEFT_OUT:
            assert row.visit_id is not None  # noqa: S101  # for mypy: what is left out was there
            assert row.visit_version is not None  # noqa: S101
            row.done_version = cancel_visit(
                by=by, visit_id=row.visit_id, version=row.visit_version, why=f"{why}: it doesn't fit that day", now=now
            )
            row.done_visit_id = row.visit_id
            return
        assert row.technician_id is not None  # noqa: S101  # for mypy: somebody goes
        assert row.begins_at is not None  # noqa: S101
        if row.visit_id is None:
            planned = plan_visit(
                by=by, call_id=row.call_id, version=row.call_version, technician_id=row.technician_id,
                starts_at=row.begins_at, minutes=row.minutes, why=why, now=now,
            )  # fmt: skip
            row.done_visit_id, row.done_version = planned.id, planned.version
            return
        assert row.visit_version  # noqa: S101  # for mypy
        moved = move_visit(
            by=by, visit_id=row.visit_id, version=row.visit_version, technician_id=row.technician_id,
            starts_at=row.begins_at, minutes=row.minutes, why=why, now=now,
        )  # fmt: skip
        row.done_visit_id, row.done_version = row.visit_id, moved.version
    except (PlanRefused, CannotCancelVisit, CallNotThere) as refused:
        raise CannotAcceptPlan(f"Call {row.call.ref}: {refused} Nothing of the plan was applied.") from refused


def _keep_pairs(rows: Sequence[PlannedVisit]) -> None:
    """Write down who comes along, where a plan says so, and nobody where it doesn't any more."""
    planned = {
        visit_id: row
        for row in rows
        if row.technician_id is not None
        and row.change != Change.BEGUN
        and (visit_id := row.done_visit_id or row.visit_id) is not None
        and (row.goes_along_id is not None or row.was_along_id is not None)
    }
    if not planned:
        return
    tenant_id = rows[0].tenant_id
    GoesAlong.objects.of(tenant_id).filter(visit_id__in=planned).delete()
    GoesAlong.objects.bulk_create(
        [
            GoesAlong(tenant_id=tenant_id, visit_id=visit_id, technician_id=row.goes_along_id)
            for visit_id, row in planned.items()
            if row.goes_along_id is not None
        ]
    )


def _because(by: Actor, plan: DayPlan, rows: Sequence[PlannedVisit], now: datetime) -> Mapping[UUID, str]:
    """Return why promises won't be kept, by promise: in words for whoever tells the customer."""
    saying, found = _Saying.of(by, plan, now), {}
    for row in rows:
        if row.breaks_id is None or row.change == Change.BEGUN:
            continue
        if row.technician is None or row.begins_at is None:
            found[row.breaks_id] = f"The day's plan for {plan.on.day} {plan.on:%B} has nobody going there."
            continue
        found[row.breaks_id] = (
            f"The day's plan has {row.technician.name} there {saying(row.begins_at)}, after what was promised."
        )
    return found
