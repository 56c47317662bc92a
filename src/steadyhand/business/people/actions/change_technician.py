"""What is known about a technician changes, or they leave."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.calendars import is_calendar
from steadyhand.business.people.described import CannotBeSo, DescribedTechnician, is_time_of_day
from steadyhand.business.people.models import Skill, Technician
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row


@transaction.atomic
def change_technician(
    *,
    by: Actor,
    technician_id: UUID,
    facts: DescribedTechnician,
    now: datetime,
    why: str = "",
    opened: Mapping[str, Any] | None = None,
) -> None:
    """Write what is different. Whoever has left is planned no more; their visits stay.

    Raises:
        ChangedMeanwhile: it isn't any more what it was when its form was opened.
        CannotBeSo: not a technician of theirs, a branch that isn't theirs, or facts that can't be true.
    """
    row = Technician.objects.visible_to(by).select_for_update().filter(id=technician_id).first()
    if row is None:
        raise CannotBeSo("This technician isn't at one of your branches; look at the list anew.")
    if not by.can_see_branch(facts.branch_id):
        raise CannotBeSo("You can move a technician to your own branches only; choose one of them.")
    if facts.network_level not in Skill.Level.values:
        raise CannotBeSo(f"{facts.network_level} is no level; choose 0 (none) to 4 (teaches).")
    if facts.started_on and facts.left_on and facts.left_on < facts.started_on:
        raise CannotBeSo(f"{facts.name} would have left before starting; look at both dates.")
    check_day(by.tenant_id, facts)
    change_row(row, asdict(facts), by=by, at=now, verb="technician changed", why=why, opened=opened)


def check_day(tenant_id: UUID, facts: DescribedTechnician) -> None:
    """Refuse a day that nobody can work.

    Raises:
        CannotBeSo: a start, working hours or a break that can't be meant.
    """
    if facts.day_starts_at not in Technician.StartsAt.values:
        raise CannotBeSo(f"A day can't start at “{facts.day_starts_at}”; choose the branch or home.")
    if facts.calendar_id and not is_calendar(tenant_id, facts.calendar_id):
        raise CannotBeSo("There are no such working hours any more; choose others.")
    for typed in (facts.break_earliest, facts.break_latest):
        if typed and not is_time_of_day(typed):
            raise CannotBeSo(f"“{typed}” is no time of day; write it as 11:30.")
    if facts.break_earliest and facts.break_latest and facts.break_latest < facts.break_earliest:
        raise CannotBeSo(
            f"The break can't begin at {facts.break_latest} at the latest and {facts.break_earliest} at the earliest; "
            "look at both times."
        )
