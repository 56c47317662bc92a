"""Its time has passed and it hasn't happened: missed, and somebody's to own."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.present import working_here
from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.actions.end_followup import end_followup
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.followups.queries.about import followups_about
from steadyhand.business.promises.actions.put_at_risk import end_early_notice
from steadyhand.business.promises.kinds import ABOUT, MISSED_PROMISE
from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import PromiseState
from steadyhand.business.promises.whose import PromiseWhose, whose_is
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change

MISSED = "Its time has passed."


@transaction.atomic
def miss_promise(*, by: Actor, promise_id: UUID, now: datetime) -> bool:
    """Say that an open promise's time has passed, and return whether that is so; somebody then has to own it."""
    rows = Promise.objects.of(by.tenant_id).filter(id=promise_id)
    missed = rows.filter(state__in=(PromiseState.OPEN, PromiseState.AT_RISK), by_at__lt=now).update(
        state=PromiseState.MISSED, ended_at=now, ended_because=MISSED, odds_now=0.0, watched_at=now
    )
    if not missed:
        return False
    promise = rows.select_related("customer").get()
    whose = whose_is(promise, now=now)
    record_change(promise, by=by, at=now, verb="missed", why=promise.at_risk_because or MISSED)
    end_early_notice(by=by, promise_id=promise.id, outcome="too_late", words=MISSED, now=now)
    end_own_followup(by=by, promise=promise, outcome=PromiseState.MISSED, words=MISSED, now=now)
    _open_miss(by, promise, whose, now)
    return True


@transaction.atomic
def mend_missed(*, by: Actor, promise_id: UUID, now: datetime) -> None:
    """End what a miss opened, where the record says by now that it was kept: nobody need apologise."""
    for each in followups_about(by.tenant_id, ABOUT, promise_id):
        if each.kind == MISSED_PROMISE.name and each.is_open:
            words = "The record was late: it was kept."
            end_followup(by=by, followup_id=each.id, outcome="kept_after_all", words=words, now=now)


def end_own_followup(*, by: Actor, promise: Promise, outcome: str, words: str, now: datetime) -> None:
    """End the follow-up that a promise itself is, if it is open. Call it after other rows were written."""
    if promise.followup_id is None:
        return
    is_open = any(
        each.id == promise.followup_id and each.is_open for each in followups_about(by.tenant_id, ABOUT, promise.id)
    )
    if is_open:
        end_followup(by=by, followup_id=promise.followup_id, outcome=outcome, words=words, now=now)


def _open_miss(by: Actor, promise: Promise, whose: PromiseWhose, now: datetime) -> None:
    who = promise.customer.name if promise.customer else promise.to_whom
    managers = working_here(by.tenant_id, branch_id=promise.branch_id, roles=(Role.SERVICE_MANAGER,), at=now)
    open_followup(
        by=by,
        kind=MISSED_PROMISE.name,
        subject=Subject(
            branch_id=promise.branch_id,
            title=f"Own it: {promise.said} · {who}"[:200],
            customer_id=promise.customer_id,
            about_kind=ABOUT,
            about_id=promise.id,
        ),
        words=promise.at_risk_because or "Nobody was there when we said.",
        owner=whose.owner_id,
        # The manager sees every miss, and hears how it was made right.
        listeners={*whose.listeners, *(person.id for person in managers if Role.SERVICE_MANAGER in person.roles)},
        now=now,
    )
