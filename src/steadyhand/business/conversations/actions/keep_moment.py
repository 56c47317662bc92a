"""A call has come to one of the fifteen moments: what becomes of it is kept, once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.conversations.models import CallMoment
from steadyhand.business.conversations.moments.deciding import Decided, Goes
from steadyhand.business.conversations.moments.moment import Moment, MomentState
from steadyhand.shared.actor import Actor
from steadyhand.shared.identity import new_id

_STATES = {Goes.NOW: MomentState.TOLD, Goes.LATER: MomentState.WAITING, Goes.PAGE: MomentState.PAGE}


@transaction.atomic
def keep_moment(
    *,
    by: Actor,
    call_id: UUID,
    key: str,
    moment: Moment,
    happened_at: datetime,
    decided: Decided,
    visit_id: UUID | None = None,
    statement_id: UUID | None = None,
    now: datetime,
) -> bool:
    """Keep a moment, or what has become of one that waited; return False where that was decided before."""
    row = CallMoment(
        id=new_id(),
        tenant_id=by.tenant_id,
        call_id=call_id,
        visit_id=visit_id,
        key=key,
        moment=moment,
        happened_at=happened_at,
        state=_STATES[decided.goes],
        because=decided.because[:300],
        decided_at=now,
        due_at=decided.at if decided.goes is Goes.LATER else None,
        needs_a_call=decided.needs_a_call,
        statement_id=statement_id,
    )
    if CallMoment.objects.bulk_create([row], ignore_conflicts=True) and _is_ours(row):
        return True
    waits = CallMoment.objects.of(by.tenant_id).filter(key=key, state=MomentState.WAITING)
    return bool(
        waits.update(
            state=row.state,
            because=row.because,
            decided_at=now,
            due_at=row.due_at,
            needs_a_call=row.needs_a_call,
            statement_id=statement_id,
        )
    )


def _is_ours(row: CallMoment) -> bool:
    return CallMoment.objects.of(row.tenant_id).filter(key=row.key, id=row.id).exists()


@transaction.atomic
def end_moment(*, by: Actor, moment_id: UUID, because: str, now: datetime) -> None:
    """Let a moment that waited end untold: it isn't so any more."""
    rows = CallMoment.objects.of(by.tenant_id).filter(id=moment_id, state=MomentState.WAITING)
    rows.update(state=MomentState.OVER, because=because[:300], decided_at=now, due_at=None)
