"""Somebody writes down what must not be forgotten; what they promised a customer is a promise from then on."""

from datetime import datetime
from uuid import UUID

from steadyhand.business.followups.actions.open_by_hand import ByHand, open_by_hand
from steadyhand.business.followups.rules.standing import CannotHappen
from steadyhand.business.promises.actions.give_promise import CannotPromise, Given, give_promise
from steadyhand.business.promises.kinds import PROMISE
from steadyhand.business.promises.rules import Channel, PromiseKind
from steadyhand.shared.actor import Actor


def follow_up_by_hand(*, by: Actor, asked: ByHand, channel: Channel = Channel.PHONE, now: datetime) -> UUID:
    """Open it with whoever's work it is, and return the follow-up's id. A promise is kept with how it was said.

    Raises:
        CannotHappen: not for them to open, nothing is said, a customer they don't see, or a moment that is missing or
            over.
    """
    if asked.kind != PROMISE.name:
        return open_by_hand(by=by, asked=asked, now=now)
    if not by.is_one_of(*PROMISE.by_hand):
        raise CannotHappen("A promise isn't opened by hand in your role: choose another kind.")
    if asked.due_at is None:
        raise CannotHappen("Name the day: a promise without one can't be kept.")
    given = Given(
        kind=PromiseKind.OTHER,
        by_at=asked.due_at,
        channel=channel,
        customer_id=asked.customer_id,
        about=asked.title,
        words=asked.words,
        is_mine=asked.is_mine,
    )
    try:
        return give_promise(by=by, given=given, now=now).followup_id
    except CannotPromise as refused:
        raise CannotHappen(str(refused)) from refused
