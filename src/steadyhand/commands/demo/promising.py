"""Somebody at Lakeside gives a customer the time that was offered."""

from datetime import datetime
from uuid import UUID

from steadyhand.business.promises.actions.give_promise import Given, give_promise
from steadyhand.business.promises.rules import Channel, PromiseKind
from steadyhand.flows.visit.offer_time import offer_for_call
from steadyhand.shared.actor import Actor


def promise_offered(by: Actor, call_id: UUID, kind: PromiseKind, channel: Channel, *, at: datetime) -> None:
    """Give the earliest time that is offered, where it lies within the contract's term: else nobody promised any."""
    offered = offer_for_call(by=by, call_id=call_id, kind=kind, now=at)
    if offered is None or not offered.offers or offered.offers[0].beyond_term_at is not None:
        return
    slot = offered.offers[0].slot
    given = Given(kind=kind, by_at=slot.by_at, said=slot.said, channel=channel, call_id=call_id, counted_from=at)
    give_promise(by=by, given=given, now=at)
