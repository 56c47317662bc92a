"""A promise is in danger: whoever gave it is told, while the customer can still be."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.queries.about import followups_about
from steadyhand.business.promises.kinds import ABOUT, EARLY_NOTICE
from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import PromiseState
from steadyhand.business.promises.whose import whose_is
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def put_at_risk(*, by: Actor, promise_id: UUID, because: str, odds: float | None, now: datetime) -> bool:
    """Say that a promise is in danger, and return whether it wasn't before.

    Its owner gets an early notice to give, unless the customer knows already. What isn't open any more stays as it is.
    """
    rows = Promise.objects.of(by.tenant_id).filter(id=promise_id)
    moved = rows.filter(state=PromiseState.OPEN).update(
        state=PromiseState.AT_RISK, at_risk_at=now, at_risk_because=because, odds_now=odds, watched_at=now
    )
    if not moved:
        rows.filter(state=PromiseState.AT_RISK).exclude(at_risk_because=because).update(at_risk_because=because)
        return False
    promise = rows.select_related("customer").get()
    record_change(promise, by=by, at=now, verb="is in danger", why=because, became={"odds": _rounded(odds)})
    if promise.told_early_at is None:
        _open_early_notice(by, promise, because, now)
    return True


@transaction.atomic
def take_from_risk(*, by: Actor, promise_id: UUID, odds: float | None, now: datetime) -> bool:
    """Say that a promise is out of danger, and return whether it was in it; nobody need be told any more."""
    rows = Promise.objects.of(by.tenant_id).filter(id=promise_id)
    if not rows.filter(state=PromiseState.AT_RISK).update(
        state=PromiseState.OPEN, at_risk_because="", odds_now=odds, watched_at=now
    ):
        return False
    record_change(rows.get(), by=by, at=now, verb="is out of danger", became={"odds": _rounded(odds)})
    end_early_notice(
        by=by, promise_id=promise_id, outcome="recovered", words="It looks as if it will be kept after all.", now=now
    )
    return True


def end_early_notice(*, by: Actor, promise_id: UUID, outcome: str, words: str, now: datetime) -> None:
    """End a promise's early notice, if one is open. Call it inside a transaction, after other rows were written."""
    for each in followups_about(by.tenant_id, ABOUT, promise_id):
        if each.kind == EARLY_NOTICE.name and each.is_open:
            end_followup(by=by, followup_id=each.id, outcome=outcome, words=words, now=now)


def _open_early_notice(by: Actor, promise: Promise, because: str, now: datetime) -> None:
    who = promise.customer.name if promise.customer else promise.to_whom
    whose = whose_is(promise, now=now)
    open_followup(
        by=by,
        kind=EARLY_NOTICE.name,
        subject=Subject(
            branch_id=promise.branch_id,
            title=f"Tell them early: {promise.said} · {who}"[:200],
            customer_id=promise.customer_id,
            about_kind=ABOUT,
            about_id=promise.id,
        ),
        words=because,
        owner=whose.owner_id,
        listeners=whose.listeners,
        now=now,
    )


def _rounded(odds: float | None) -> float | None:
    return None if odds is None else round(odds, 2)
