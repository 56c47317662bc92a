"""What is known about a technician changes, or they leave."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from steadyhand.business.people.described import CannotBeSo, DescribedTechnician
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
    change_row(row, asdict(facts), by=by, at=now, verb="technician changed", why=why, opened=opened)
