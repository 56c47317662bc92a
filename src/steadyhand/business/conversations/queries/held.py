"""Which messages wait for a manager, what became of the others, and how many were held and are owed?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from steadyhand.business.conversations.models import Correction, HeldMessage
from steadyhand.business.conversations.rules import HeldEnd
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.actor import Actor
from steadyhand.shared.rows import RowQuerySet


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A message that waits or waited: what it says, why it was held, until when, and what became of it."""

    id: UUID
    followup_id: UUID
    statement_id: UUID
    customer: str
    call_id: UUID | None
    call: str
    channel: Channel
    with_whom: str
    by: str
    by_id: UUID | None
    words: str
    because: str
    safe_words: str
    held_at: datetime
    lets_go_at: datetime
    ended_at: datetime | None
    how: HeldEnd | None
    ended_by: str
    why: str


@dataclass(frozen=True, slots=True)
class Counted:
    """For the manager: how many wait and are owed now, and how the held messages of a span ended."""

    waiting: int
    owed: int
    ended: dict[HeldEnd, int]


def waiting_messages(by: Actor) -> tuple[HeldLine, ...]:
    """Return what waits for a manager, what is let go first on top. One query."""
    return _lines(HeldMessage.objects.visible_to(by).filter(ended_at__isnull=True).order_by("lets_go_at", "id"))


def decided_messages(by: Actor, *, since: datetime, most: int = 50) -> tuple[HeldLine, ...]:
    """Return what was held since a moment and waits no more, newest first. One query."""
    rows = HeldMessage.objects.visible_to(by).filter(ended_at__isnull=False, held_at__gte=since)
    return _lines(rows.order_by("-held_at", "-id"))[:most]


def held_of_promise(by: Actor, promise_id: UUID) -> dict[str, HeldLine]:
    """Return the words about a promise that wait or waited, by the words themselves. One query."""
    rows = HeldMessage.objects.visible_to(by).filter(statement__promise_id=promise_id).order_by("held_at", "id")
    return {line.words: line for line in _lines(rows)}


def one_held(by: Actor, held_id: UUID) -> HeldLine | None:
    """Return one held message; None where the actor can't see it. One query."""
    return next(iter(_lines(HeldMessage.objects.visible_to(by).filter(id=held_id))), None)


def counted(by: Actor, *, since: datetime, until: datetime) -> Counted:
    """Return the manager's counts. Three queries."""
    rows = HeldMessage.objects.visible_to(by)
    ended = rows.filter(ended_at__gte=since, ended_at__lt=until).values("how").annotate(count=Count("id"))
    return Counted(
        waiting=rows.filter(ended_at__isnull=True).count(),
        owed=Correction.objects.visible_to(by).filter(closed_at__isnull=True).count(),
        ended={HeldEnd(how): count for how, count in ended.order_by("how").values_list("how", "count")},
    )


def _lines(rows: RowQuerySet[HeldMessage]) -> tuple[HeldLine, ...]:
    return tuple(
        HeldLine(
            id=row.id,
            followup_id=row.followup_id,
            statement_id=row.statement_id,
            customer=row.statement.customer.name if row.statement.customer else "",
            call_id=row.statement.call_id,
            call=row.statement.call.ref if row.statement.call else "",
            channel=Channel(row.statement.channel),
            with_whom=row.statement.with_whom,
            by=row.statement.by_name,
            by_id=row.statement.by_id,
            words=row.statement.words,
            because=row.because,
            safe_words=row.safe_words,
            held_at=row.held_at,
            lets_go_at=row.lets_go_at,
            ended_at=row.ended_at,
            how=HeldEnd(row.how) if row.how else None,
            ended_by=row.ended_by_name,
            why=row.why,
        )
        for row in rows.select_related("statement__customer", "statement__call")
    )
