"""A visit ends: how, what it was, what fixed it, what the customer was told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.actions.correct_times import StatedTimes, entered
from steadyhand.business.calls.closing import Closing, what_is_missing
from steadyhand.business.calls.models import Code, Visit
from steadyhand.business.calls.parts_used import set_parts_used
from steadyhand.business.calls.rules import CallState, CallType, VisitState, may_become
from steadyhand.business.calls.tapped import kept_said, time_of_tap
from steadyhand.business.calls.visit_in_hand import CannotMoveVisit, NotFromHere, change_visit, visit_in_hand
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How


class ClosingIncomplete(CannotMoveVisit):
    """Something that the next person needs isn't said. `missing` has a sentence for each field."""

    def __init__(self, missing: dict[str, str]) -> None:
        super().__init__(" ".join(missing.values()))
        self.missing = missing


@dataclass(frozen=True, slots=True)
class VisitClosed:
    """What became of the visit's call."""

    call_id: UUID
    call_state: CallState
    finished_at: datetime


@transaction.atomic
def close_visit(
    *,
    by: Actor,
    visit_id: UUID,
    version: int,
    closing: Closing,
    now: datetime,
    why: str = "",
    tapped_at: datetime | None = None,
) -> VisitClosed:
    """End a visit. Times that were tapped stay as observed, one that is stated is entered, and none is made up.

    `tapped_at`: when it was closed, as told by a phone that had no signal.

    Raises:
        CannotMoveVisit: not theirs, changed meanwhile, or over already.
        ClosingIncomplete: say what is missing.
        TimesOutOfOrder: the stated arrival can't be true.
    """
    visit = visit_in_hand(visit_id, by=by, version=version, why=why)
    _check_may_end(visit, closing.outcome)
    codes = _codes(by, closing)
    missing = what_is_missing(closing, CallType(visit.call.call_type), has_corrections=has_corrections(by))
    if missing:
        raise ClosingIncomplete(missing)
    at, how = time_of_tap(tapped_at, now=now, not_before=visit.arrived_at or visit.on_the_way_at)
    becomes = _ending(closing, at, how) | _problem(visit) | codes
    if closing.arrived_at is not None:
        # As if it had been tapped: a visit that is closed was on site.
        on_site = Visit(
            state=VisitState.ON_SITE, on_the_way_at=visit.on_the_way_at, arrived_at=visit.arrived_at, finished_at=at
        )
        becomes |= entered(on_site, StatedTimes(arrived_at=closing.arrived_at), now=now)
    why = why or kept_said(at, how, now=now)
    change_visit(visit, by=by, now=now, verb="closed the visit", why=why, becomes=becomes)
    set_parts_used(visit, closing.parts, by=by, now=now)
    return VisitClosed(visit.call_id, CallState(visit.call.state), at)


def has_corrections(by: Actor) -> bool:
    """Tell whether the dealership keeps correction codes at all."""
    return Code.objects.of(by.tenant_id).filter(kind=Code.Kind.CORRECTION, is_retired=False).exists()


def _check_may_end(visit: Visit, outcome: VisitState) -> None:
    now = VisitState(visit.state)
    # Who forgot to tap "I'm here" was on site all the same; the time stays empty unless they state it.
    is_there = now is VisitState.ON_SITE or may_become(now, VisitState.ON_SITE)
    if not is_there or not may_become(VisitState.ON_SITE, outcome):
        raise NotFromHere(f"This visit is {now.label} already. To change how it ended, open it again first.")


def _ending(closing: Closing, at: datetime, how: How) -> dict[str, Any]:
    return {
        "state": closing.outcome,
        "finished_at": at,
        "finished_at_how": how,
        "told_customer": closing.told_customer.strip(),
        "stays_inside": closing.stays_inside.strip(),
        "next_step": closing.next_step.strip(),
    }


def _problem(visit: Visit) -> dict[str, UUID | None]:
    """Return what was reported; a visit that came with its own code (from a file) keeps it."""
    return {"problem_code_id": visit.problem_code_id or visit.call.problem_code_id}


def _codes(by: Actor, closing: Closing) -> dict[str, UUID | None]:
    wanted = {Code.Kind.CAUSE: closing.cause_code_id, Code.Kind.CORRECTION: closing.correction_code_id}
    for kind, code_id in wanted.items():
        if code_id and not Code.objects.of(by.tenant_id).filter(id=code_id, kind=kind).exists():
            raise CannotMoveVisit(f"There is no such {kind} code any more; choose one from the list.")
    return {f"{kind}_code_id": code_id for kind, code_id in wanted.items()}
