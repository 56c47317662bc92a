"""Who helped a colleague lately? For whoever thanks them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.obstacles.models import HelpAsk
from steadyhand.shared.actor import Actor

MOST = 40


@dataclass(frozen=True, slots=True)
class HelpGiven:
    """Somebody took a colleague's question, and it is over."""

    id: UUID
    branch_id: UUID
    user_id: UUID
    name: str
    asker: str
    call: str
    at: datetime


def help_given_since(by: Actor, *, since: datetime) -> tuple[HelpGiven, ...]:
    """Return help that was taken on at the actor's branches since a moment, newest first. One query."""
    rows = HelpAsk.objects.visible_to(by).filter(
        answer=HelpAsk.Answer.TAKES, answered_at__gte=since, request__ended_at__isnull=False
    )
    return tuple(
        HelpGiven(
            id=row.id,
            branch_id=row.request.branch_id,
            user_id=row.user_id,
            name=row.user.name,
            asker=row.request.asked_by.name,
            call=row.request.call,
            at=row.answered_at,
        )
        for row in rows.select_related("user", "request__asked_by").order_by("-answered_at", "-id")[:MOST]
        if row.answered_at
    )
