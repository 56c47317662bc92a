"""A day has room for a visit that nobody waits for: its call is taken and planned there; or that is taken back."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from steadyhand.business.calls.actions.cancel_call import CannotCancelCall
from steadyhand.business.calls.actions.cancel_visit import CannotCancelVisit, cancel_visit
from steadyhand.business.calls.actions.plan_visit import plan_visit
from steadyhand.business.calls.planning import PlanRefused
from steadyhand.business.calls.proposals.keeping import CannotAnswer
from steadyhand.business.calls.queries.fills_gaps import GapKind
from steadyhand.business.calls.queries.for_a_plan import calls_as_they_stand
from steadyhand.business.calls.standing import CallNotThere
from steadyhand.business.dispatch.actions.keep_gap_filled import keep_gap_emptied, keep_gap_filled
from steadyhand.business.dispatch.day_plan.rules import PlanState
from steadyhand.business.dispatch.queries.day_plans import plan_shown
from steadyhand.business.dispatch.queries.gaps import gaps_filled
from steadyhand.flows.visit.cancel_call import cancel_call
from steadyhand.flows.visit.maintain_machine import take_preventive_call
from steadyhand.flows.visit.take_call import CallTaken, CannotTakeCall
from steadyhand.flows.visit.take_on_proposed import take_on_proposed
from steadyhand.shared.actor import Actor

TAKEN_BACK = "The day's plan was taken back"


class CannotFillGap(Exception):
    """The gap stays as it is; the message is for the dispatcher."""


@dataclass(frozen=True, slots=True)
class GapTaken:
    """The call that fills a gap, by number, and what nobody could work out."""

    call_id: UUID
    number: str
    trouble: str = ""


@transaction.atomic
def fill_gap(*, by: Actor, plan_id: UUID, about_id: UUID, now: datetime) -> GapTaken:
    """Take the call of what fills a gap of an accepted plan, and plan its visit there.

    Raises:
        CannotFillGap: the plan isn't accepted or hasn't it, it was taken on meanwhile, or its time doesn't fit.
    """
    shown = plan_shown(by, plan_id)
    gap = next((each for each in shown.gaps if each.about_id == about_id), None) if shown else None
    if shown is None or gap is None or shown.head.state is not PlanState.ACCEPTED:
        raise CannotFillGap("The plan has no such gap any more. Look at the day anew.")
    today = now.astimezone(ZoneInfo(shown.zone)).date()
    why = f"Fills a gap of the day's plan for {shown.head.on.day} {shown.head.on:%B}"
    try:
        taken = _taken(by, gap.kind, about_id, today=max(today, shown.head.on), now=now)
        version, _ = calls_as_they_stand(by, [taken.id])[taken.id]
        planned = plan_visit(
            by=by, call_id=taken.id, version=version, technician_id=gap.technician_id, starts_at=gap.begins_at,
            minutes=gap.minutes, why=why, now=now,
        )  # fmt: skip
    except (CannotTakeCall, CannotAnswer, PlanRefused, CallNotThere) as reason:
        raise CannotFillGap(f"{gap.who}: {reason}") from reason
    keep_gap_filled(
        by=by, plan_id=plan_id, kind=gap.kind, about_id=about_id, call_id=taken.id, visit_id=planned.id,
        visit_version=planned.version, now=now,
    )  # fmt: skip
    return GapTaken(taken.id, taken.number, taken.trouble)


def _taken(by: Actor, kind: GapKind, about_id: UUID, *, today: date, now: datetime) -> CallTaken:
    if kind is GapKind.PROPOSED:
        return take_on_proposed(by=by, proposal_id=about_id, now=now)
    return take_preventive_call(by=by, machine_id=about_id, today=today, now=now)


@transaction.atomic
def empty_gap(*, by: Actor, plan_id: UUID, about_id: UUID, now: datetime) -> None:
    """Take back what filled a gap. Of a proposal only the visit: its technician was told that it is taken on.

    The same again changes nothing.

    Raises:
        CannotFillGap: its visit has begun, or was changed since.
    """
    filled = next((each for each in gaps_filled(by, plan_id) if each.about_id == about_id), None)
    if filled is None or filled.visit_version is None:
        return
    try:
        cancel_visit(by=by, visit_id=filled.visit_id, version=filled.visit_version, why=TAKEN_BACK, now=now)
        if filled.kind is GapKind.MAINTENANCE:
            version, _ = calls_as_they_stand(by, [filled.call_id])[filled.call_id]
            cancel_call(by=by, call_id=filled.call_id, version=version, why=TAKEN_BACK, now=now)
    except (CannotCancelVisit, CannotCancelCall, CallNotThere) as reason:
        raise CannotFillGap(f"Call {filled.call_number}: {reason}") from reason
    keep_gap_emptied(by=by, gap_id=filled.id, now=now)
