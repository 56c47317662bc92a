"""Something happened on a call: which of its promises are kept by it, which missed, which open again?"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.queries.promised import Happened, happened_on_call
from steadyhand.business.promises.actions.settle_promise import Settled, settle_promise
from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import PromiseKind, PromiseState
from steadyhand.shared.actor import Actor, the_system

# Of these the call's own record says whether it happened; of others a person does.
OF_THE_CALL = (PromiseKind.ARRIVAL, PromiseKind.FIX, PromiseKind.PART)


@transaction.atomic
def settle_call(*, by: Actor, call_id: UUID, now: datetime) -> tuple[Settled, ...]:
    """Judge a call's promises by its arrivals and its end, as they stand; what changed comes back.

    An arrival counts from when the promise was given; a call that is over has its part. Call it after whatever changed
    the call, and before anything else that opens the dealership's book of follow-ups.
    """
    # All of them at once and in one order: two who settle the same call never wait for each other in a circle.
    rows = list(
        Promise.objects.of(by.tenant_id)
        .filter(call_id=call_id, kind__in=OF_THE_CALL)
        .exclude(state__in=(PromiseState.RENEGOTIATED, PromiseState.WITHDRAWN))
        .select_for_update(no_key=True)
        .order_by("id")
    )
    if not rows:
        return ()
    happened = happened_on_call(by.tenant_id, call_id)
    system = the_system(by.tenant_id, by.name)
    settled = []
    for row in rows:
        at = _when(row, happened)
        if at is None and row.kind == PromiseKind.PART and row.happened_at and not happened.closed_at:
            # Somebody said that it is here; that the call goes on changes nothing of that.
            continue
        settled.append(settle_promise(by=system, promise_id=row.id, happened_at=at, now=now))
    return tuple(each for each in settled if each.was is not each.now)


def _when(row: Promise, happened: Happened) -> datetime | None:
    if row.kind == PromiseKind.ARRIVAL:
        return next((at for at in happened.arrivals if at >= row.given_at), None)
    if row.kind == PromiseKind.PART and row.happened_at is not None:
        return row.happened_at
    return happened.closed_at
