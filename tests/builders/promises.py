"""Promises as somebody gave them, with the forecast that they rest on."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tests.builders.record import MONDAY, a_call

from steadyhand.business.calls.models import Call
from steadyhand.business.followups.actions.open_followup import open_followup
from steadyhand.business.followups.actions.promise_step import promise_step
from steadyhand.business.followups.keeping.book import Subject
from steadyhand.business.promises.kinds import ABOUT, PROMISE
from steadyhand.business.promises.models import Promise
from steadyhand.business.promises.rules import Channel, PromiseKind
from steadyhand.shared.actor import Actor
from steadyhand.shared.identity import new_id

# Half of such work is done within three working hours, nineteen of twenty within eight.
USUAL = {"shares": [0.1, 0.5, 0.8, 0.95, 0.99], "hours": [1.0, 3.0, 5.0, 8.0, 16.0]}


def a_promise(
    *,
    by: Actor,
    call: Call | None = None,
    kind: PromiseKind = PromiseKind.ARRIVAL,
    by_at: datetime = MONDAY + timedelta(hours=5),
    given_at: datetime = MONDAY,
    has_followup: bool = True,
    **facts: Any,
) -> Promise:
    """Return a promise that somebody gave on Monday at nine for two o'clock, with its follow-up."""
    call = call or a_call()
    promise_id = new_id()
    facts = {
        "customer": call.customer,
        "to_whom": "Grace Chen",
        "channel": Channel.PHONE,
        "said": "today before 2",
        "counted_from_at": given_at,
        "target_share": 0.95,
        "forecast": USUAL,
        "odds_share": 0.8,
        "closed_cases": 400,
    } | facts
    followup_id = _followup(by, call, promise_id, by_at, given_at) if has_followup else None
    return Promise.objects.create(
        id=promise_id,
        tenant_id=call.tenant_id,
        branch=call.branch,
        kind=kind,
        followup_id=followup_id,
        call=call,
        given_at=given_at,
        given_by_id=by.user_id,
        given_by_name=by.name,
        by_at=by_at,
        **facts,
    )


def _followup(by: Actor, call: Call, promise_id: UUID, by_at: datetime, given_at: datetime) -> UUID:
    followup_id = open_followup(
        by=by,
        kind=PROMISE.name,
        subject=Subject(
            branch_id=call.branch_id,
            title="Somebody is there",
            customer_id=call.customer_id,
            about_kind=ABOUT,
            about_id=promise_id,
        ),
        owner=by.user_id,
        now=given_at,
    )
    promise_step(by=by, followup_id=followup_id, words="Somebody is there", due_at=by_at, now=given_at)
    return followup_id


def as_it_stands(promise: Promise) -> Promise:
    return Promise.objects.of(promise.tenant_id).get(id=promise.id)
