"""Somebody began on another day than was planned: the days of their path move with it, and back again."""

from datetime import date, datetime, timedelta

from steadyhand.business.dealership.present import today_at
from steadyhand.business.learning.models import HiringDecision, PathStep
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import first_changes, record_change

MOVED, MOVED_BACK = "first day moved", "first day as planned again"
LONGEST_AGO = timedelta(days=365)


def move_first_day(by: Actor, decision: HiringDecision, began_on: date, *, now: datetime) -> str:
    """Count a decision's path from the day on which they began, and return in a sentence by how much it moved.

    Raises:
        CannotHire: that day is still to come, or more than a year ago.
    """
    today = today_at(by.tenant_id, now)
    if began_on > today:
        raise CannotHire(f"{began_on} is still to come: say that they have begun once they have.")
    if began_on < today - LONGEST_AGO:
        raise CannotHire(f"{began_on} is more than a year ago: look at the year that you gave.")
    # Decisions older than the planned first day have none to count from.
    if decision.starts_on is None or decision.starts_on == began_on:
        return ""
    days = (began_on - decision.starts_on).days
    has_path = _count_from(by, decision, decision.starts_on, began_on, verb=MOVED, now=now)
    much = "1 day" if abs(days) == 1 else f"{abs(days)} days"
    said = f"They began {much} {'later' if days > 0 else 'earlier'} than planned"
    return f"{said}, and the days of their path moved with it." if has_path else f"{said}."


def move_back(by: Actor, decisions: list[HiringDecision], *, now: datetime) -> None:
    """Count these decisions' paths from the planned first day again: nobody has begun."""
    # What was planned is what the first move moved from: each move was taken back before the next.
    moved = first_changes(by.tenant_id, [each.id for each in decisions], verb=MOVED)
    for each in decisions:
        if each.id not in moved or each.starts_on is None:
            continue
        planned = date.fromisoformat(moved[each.id]["starts_on"])
        if planned != each.starts_on:
            _count_from(by, each, each.starts_on, planned, verb=MOVED_BACK, now=now)


def _count_from(by: Actor, decision: HiringDecision, was: date, became: date, *, verb: str, now: datetime) -> bool:
    """Move a decision's first day, and its lines by as much; tell whether it has any."""
    HiringDecision.objects.filter(**decision.where()).update(starts_on=became)
    steps = list(PathStep.objects.of(by.tenant_id).filter(decision=decision))
    for step in steps:
        PathStep.objects.filter(**step.where()).update(due_on=step.due_on + (became - was))
    record_change(decision, by=by, at=now, verb=verb, was={"starts_on": was}, became={"starts_on": became})
    return bool(steps)
