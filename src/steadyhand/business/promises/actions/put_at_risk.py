"""A promise is at risk, or out of it: whoever gave it is told while its customer doesn't know yet."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.promises.beside import end_beside, open_beside
from steadyhand.business.promises.kinds import EARLY_NOTICE
from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import PromiseState
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change

RECOVERED = "It looks as if it will be kept after all."


@transaction.atomic
def put_at_risk(*, by: Actor, promise_id: UUID, because: str, odds: float | None, now: datetime) -> bool:
    """Say that a promise is at risk, and return whether it wasn't before.

    Its owner gets an early notice to give, unless the customer knows already. What isn't open any more stays as it is.
    Its version stays too: whoever is about to change it decides on the same promise.
    """
    rows = Promise.objects.of(by.tenant_id).filter(id=promise_id)
    moved = rows.filter(state=PromiseState.OPEN).update(
        state=PromiseState.AT_RISK, at_risk_at=now, at_risk_because=because, odds_now=odds, watched_at=now
    )
    if not moved:
        rows.filter(state=PromiseState.AT_RISK).exclude(at_risk_because=because).update(at_risk_because=because)
        return False
    promise = rows.get()
    record_change(promise, by=by, at=now, verb="is at risk", why=because, became={"odds": _rounded(odds)})
    if promise.told_early_at is None:
        open_beside(
            by=by, promise_id=promise_id, kind=EARLY_NOTICE.name, what="Tell them early", words=because, now=now
        )
    return True


@transaction.atomic
def take_from_risk(*, by: Actor, promise_id: UUID, odds: float | None, now: datetime) -> bool:
    """Say that a promise is at risk no more, and return whether it was in it; nobody need be told any more."""
    rows = Promise.objects.of(by.tenant_id).filter(id=promise_id)
    if not rows.filter(state=PromiseState.AT_RISK).update(
        state=PromiseState.OPEN, at_risk_because="", odds_now=odds, watched_at=now
    ):
        return False
    record_change(rows.get(), by=by, at=now, verb="is at risk no more", became={"odds": _rounded(odds)})
    end_beside(by.tenant_id, promise_id, kind=EARLY_NOTICE.name, outcome="recovered", words=RECOVERED, now=now)
    return True


def _rounded(odds: float | None) -> float | None:
    return None if odds is None else round(odds, 2)
