"""A promise was missed: somebody has to own it, and the manager hears how it is made right."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.promises.alerting import managers_of
from steadyhand.business.promises.beside import open_beside
from steadyhand.business.promises.kinds import MISSED_PROMISE
from steadyhand.business.promises.models import Promise
from steadyhand.shared.actor import Actor

UNKNOWN = "It didn't happen by the time that was promised."


@transaction.atomic
def open_miss(*, by: Actor, promise_id: UUID, now: datetime) -> UUID:
    """Let whoever gave a missed promise own it, and return the follow-up's id. The caller sees to it that it is one."""
    promise = Promise.objects.of(by.tenant_id).get(id=promise_id)
    return open_beside(
        by=by,
        promise_id=promise_id,
        kind=MISSED_PROMISE.name,
        what="Own it",
        words=promise.at_risk_because or UNKNOWN,
        also=[person.id for person in managers_of(promise, now=now)],
        now=now,
    )
