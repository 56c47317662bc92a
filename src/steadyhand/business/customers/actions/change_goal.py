"""What a customer said they want is put right, or they have reached it."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from steadyhand.business.customers.described import CannotKeep, DescribedGoal
from steadyhand.business.customers.models import Goal
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row


@transaction.atomic
def change_goal(
    *,
    by: Actor,
    goal_id: UUID,
    facts: DescribedGoal,
    now: datetime,
    why: str = "",
    opened: Mapping[str, Any] | None = None,
) -> None:
    """Write what is different. A goal that is reached guides nobody any more; it stays to be read.

    Raises:
        ChangedMeanwhile: it isn't any more what it was when its form was opened.
        CannotKeep: not a goal of one of their customers.
    """
    goal = Goal.objects.visible_to(by).select_for_update(of=("self",)).filter(id=goal_id).first()
    if goal is None:
        raise CannotKeep("This goal isn't one of your branches' customers' goals; look it up anew.")
    change_row(goal, asdict(facts), by=by, at=now, verb="goal changed", why=why, opened=opened)
