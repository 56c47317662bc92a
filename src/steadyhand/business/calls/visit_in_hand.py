"""Whose visit is this, may they move it, and is it still as they saw it? What every step of a visit asks first."""

from datetime import datetime
from typing import Any
from uuid import UUID

from steadyhand.business.calls.models import Visit
from steadyhand.business.calls.rules import VisitState, may_become
from steadyhand.business.calls.standing import call_to_change, keep_standing
from steadyhand.business.calls.tapped import time_of_tap
from steadyhand.business.dealership.rules import DESK
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How
from steadyhand.shared.history import differences, facts_of, record_change


class CannotMoveVisit(Exception):
    """The visit stays as it is; the message is for whoever tried."""


class NoSuchVisit(CannotMoveVisit):
    """There is no such visit for this person."""


class NotYourVisit(CannotMoveVisit):
    """Somebody else's visit, and no reason given."""


class VisitHasMoved(CannotMoveVisit):
    """It isn't as the person saw it any more."""


class NotFromHere(CannotMoveVisit):
    """This step doesn't follow from where the visit stands."""


def visit_in_hand(visit_id: UUID, *, by: Actor, version: int, why: str) -> Visit:
    """Return the visit if this person may move it and has seen it as it is.

    Raises:
        NoSuchVisit: not in their branches.
        NotYourVisit: neither its technician, nor the desk with a reason.
        VisitHasMoved: somebody changed it since.
    """
    visit = visit_to_note(visit_id, by=by, why=why)
    if visit.version != version:
        raise VisitHasMoved(_moved(visit))
    return visit


def step_in_hand(
    visit_id: UUID, *, by: Actor, version: int, why: str, tapped_at: datetime | None, now: datetime
) -> Visit:
    """Return the visit for a step. One that a phone kept has happened, whatever the desk has planned anew since.

    Raises:
        CannotMoveVisit: as `visit_in_hand`; of a kept step only if it isn't theirs.
    """
    _, how = time_of_tap(tapped_at, now=now)
    if how is How.OBSERVED:
        return visit_in_hand(visit_id, by=by, version=version, why=why)
    return visit_to_note(visit_id, by=by, why=why)


def visit_to_note(visit_id: UUID, *, by: Actor, why: str) -> Visit:
    """Return the visit if this person may write in it, whatever they last saw: what is noted there adds up.

    Raises:
        NoSuchVisit: not in their branches.
        NotYourVisit: neither its technician, nor the desk with a reason.
    """
    mine = Visit.objects.visible_to(by).filter(id=visit_id)
    call_id = mine.values_list("call_id", flat=True).first()
    if call_id is None:
        raise NoSuchVisit("This visit isn't there any more; look at your day again.")
    # The call is locked before the visit is read: of two visits of one call that change at once the second waits.
    call = call_to_change(by=by, call_id=call_id)
    visit = mine.select_related("technician").get()
    visit.call = call
    if not is_own_visit(visit, by):
        _check_the_desk(visit, by, why)
    return visit


def is_own_visit(visit: Visit, by: Actor) -> bool:
    """Tell whether it is this person who goes there."""
    return by.user_id is not None and visit.technician is not None and visit.technician.user_id == by.user_id


def check_may_become(visit: Visit, then: VisitState) -> None:
    """Refuse a step that doesn't follow.

    Raises:
        NotFromHere: say where the visit stands.
    """
    now = VisitState(visit.state)
    if not may_become(now, then):
        raise NotFromHere(f"This visit is {now.label}; it can't become {then.label} from there.")


def change_visit(visit: Visit, *, by: Actor, now: datetime, verb: str, why: str = "", becomes: dict[str, Any]) -> None:
    """Write the change of a visit in hand, its history, and what follows for its call.

    Raises:
        VisitHasMoved: somebody else was faster.
    """
    # One UPDATE decides between two phones, or a phone and the desk, on any database.
    rows = Visit.objects.of(by.tenant_id).filter(**visit.where(), version=visit.version)
    before = facts_of(visit)
    if not rows.update(**becomes, version=visit.version + 1):
        raise VisitHasMoved(_moved(visit))
    for name, value in becomes.items():
        setattr(visit, name, value)
    visit.version += 1
    was, became = differences(before, facts_of(visit))
    del was["version"], became["version"]
    record_change(visit, by=by, at=now, verb=verb, why=why, was=was, became=became)
    # Times put right say nothing new about the call: one that the desk has cancelled, or a file closed, stays so.
    if "state" in becomes:
        keep_standing(visit.call, now=now)


def _check_the_desk(visit: Visit, by: Actor, why: str) -> None:
    whose = f"{visit.technician}'s" if visit.technician else "nobody's yet"
    if not by.is_one_of_at(visit.call.branch_id, *DESK):
        raise NotYourVisit(f"This visit is {whose}; ask the desk to move it to you.")
    if not why.strip():
        raise NotYourVisit(f"This visit is {whose}; to act for them, write why.")


def _moved(visit: Visit) -> str:
    return f"Somebody has changed this visit meanwhile: it is {VisitState(visit.state).label}. Look again, then go on."
