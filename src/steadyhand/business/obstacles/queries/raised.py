"""What did somebody raise, and how does each stand now?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.followups.queries.inbox import Line, lines_of
from steadyhand.business.obstacles.models import Obstacle
from steadyhand.business.obstacles.rules import Effect, Sort
from steadyhand.shared.actor import Actor
from steadyhand.shared.rows import RowQuerySet

# What somebody raised longer ago has been answered long since, or climbs by itself.
MOST = 50
NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Raised:
    """An obstacle as it was raised, and its follow-up as it stands."""

    id: UUID
    sort: Sort
    effect: Effect
    words: str
    raised_at: datetime
    customer: str
    call: str
    line: Line


def raised_by(by: Actor) -> tuple[Raised, ...]:
    """Return what the actor raised, newest first. Two queries."""
    rows = Obstacle.objects.of(by.tenant_id).filter(raised_by_id=by.user_id or NOBODY)
    return _raised(by, rows.order_by("-raised_at")[:MOST])


def obstacle_called(by: Actor, obstacle_id: UUID) -> Raised | None:
    """Return one that the actor raised; None otherwise. Two queries."""
    rows = Obstacle.objects.of(by.tenant_id).filter(id=obstacle_id, raised_by_id=by.user_id or NOBODY)
    return next(iter(_raised(by, rows)), None)


def _raised(by: Actor, rows: RowQuerySet[Obstacle]) -> tuple[Raised, ...]:
    found = list(rows.select_related("customer"))
    lines = lines_of(by, [each.followup_id for each in found])
    return tuple(
        Raised(
            id=each.id,
            sort=Sort(each.sort),
            effect=Effect(each.effect),
            words=each.words,
            raised_at=each.raised_at,
            customer=each.customer.name if each.customer else "",
            call=each.call,
            line=lines[each.followup_id],
        )
        for each in found
        if each.followup_id in lines
    )
