"""Which moments of a call have come, what became of each, and which messages has its customer had?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.conversations.models import CallMoment, Statement
from steadyhand.business.conversations.moments.moment import Moment, MomentState
from steadyhand.business.conversations.rules import Direction, StatementState
from steadyhand.business.promises.rules import Channel
from steadyhand.shared.actor import Actor

WRITTEN = (Channel.TEXT, Channel.EMAIL)


@dataclass(frozen=True, slots=True)
class MomentLine:
    """A moment as a page shows it."""

    moment: Moment
    state: MomentState
    happened_at: datetime
    because: str
    due_at: datetime | None
    needs_a_call: bool
    # The very words that went, and where to; empty where none did.
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class MomentDue:
    """A moment whose message has waited long enough."""

    id: UUID
    call_id: UUID
    key: str


def moments_known(tenant_id: UUID, keys: Collection[str]) -> frozenset[str]:
    """Return which of these moments have been decided on. One query."""
    return frozenset(CallMoment.objects.of(tenant_id).filter(key__in=keys).values_list("key", flat=True))


def moments_due(tenant_id: UUID, *, now: datetime, most: int) -> tuple[MomentDue, ...]:
    """Return those that may go now, whoever waits longest first."""
    rows = CallMoment.objects.of(tenant_id).filter(due_at__lte=now).order_by("due_at", "id")
    return tuple(MomentDue(*row) for row in rows.values_list("id", "call_id", "key")[:most])


def moments_on(by: Actor, call_id: UUID) -> tuple[MomentLine, ...]:
    """Return the moments of a call, newest first. One query."""
    rows = CallMoment.objects.visible_to(by).filter(call_id=call_id).select_related("statement")
    return tuple(
        MomentLine(
            moment=Moment(row.moment),
            state=MomentState(row.state),
            happened_at=row.happened_at,
            because=row.because,
            due_at=row.due_at,
            needs_a_call=row.needs_a_call,
            words=row.statement.words if row.statement else "",
            address=row.statement.address if row.statement else "",
        )
        for row in rows.order_by("-happened_at", "-id")
    )


def moments_told(tenant_id: UUID, call_id: UUID) -> tuple[Moment | None, ...]:
    """Return what messages to the customer of a call were about, None where it was none of the moments. One query."""
    rows = Statement.objects.of(tenant_id).filter(
        call_id=call_id,
        direction=Direction.TO_THEM,
        channel__in=WRITTEN,
        state__in=(StatementState.SAID, StatementState.RELEASED, StatementState.HELD),
        reply_to__isnull=True,
    )
    known = {each.value: each for each in Moment}
    return tuple(known.get(moment) for moment in rows.order_by("at").values_list("moment", flat=True))


def is_held(tenant_id: UUID, visit_id: UUID) -> bool:
    """Tell whether words about a visit wait for a manager, or other words went instead of them. One query."""
    states = (StatementState.HELD, StatementState.REPLACED, StatementState.WITHDRAWN)
    return Statement.objects.of(tenant_id).filter(visit_id=visit_id, state__in=states).exists()
