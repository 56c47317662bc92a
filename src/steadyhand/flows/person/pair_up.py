"""A pair is proposed by hand, confirmed, declined or ended, and its follow-up ends with what it waited for."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.present import today_at
from steadyhand.business.learning.pairing import look_after
from steadyhand.business.people.actions.pair_up import (
    Reassessed,
    confirm_pair,
    decline_pair,
    end_pair,
    propose_pair,
)
from steadyhand.business.people.growth.pairs import PairGoal
from steadyhand.shared.actor import Actor


@transaction.atomic
def propose_by_hand(*, by: Actor, learner_id: UUID, mentor_id: UUID, why: str, now: datetime) -> UUID:
    """Propose a pair and return its id; whoever leads is asked to confirm it.

    Raises:
        CannotBeSo: not two technicians of one branch of theirs, or the learner has a mentor.
    """
    pair_id = propose_pair(by=by, learner_id=learner_id, mentor_id=mentor_id, why=why, now=now)
    _settle(by, now)
    return pair_id


@transaction.atomic
def confirm_and_settle(
    *, by: Actor, pair_id: UUID, mentor_id: UUID, goals: Sequence[PairGoal], starts_on: date, now: datetime
) -> None:
    """Let a pair begin, or change its goals, and end the follow-up that waited for it.

    Raises:
        CannotBeSo: no such pair, it is over, no goal or too many, or a mentor from elsewhere.
    """
    confirm_pair(by=by, pair_id=pair_id, mentor_id=mentor_id, goals=goals, starts_on=starts_on, now=now)
    _settle(by, now)


@transaction.atomic
def decline_and_settle(*, by: Actor, pair_id: UUID, why: str, now: datetime) -> None:
    """Let a proposal be, and end the follow-up that waited for an answer.

    Raises:
        CannotBeSo: no such pair, it runs already, or no reason.
    """
    decline_pair(by=by, pair_id=pair_id, why=why, now=now)
    _settle(by, now)


@transaction.atomic
def end_and_settle(
    *, by: Actor, pair_id: UUID, why: str, reassessed: Sequence[Reassessed], on: date, now: datetime
) -> None:
    """End a pair with a look at its levels, and end its follow-up.

    Raises:
        CannotBeSo: no such pair, it never began, no word on how it went, or a claim that can't be meant.
    """
    end_pair(by=by, pair_id=pair_id, why=why, reassessed=reassessed, on=on, now=now)
    _settle(by, now)


def _settle(by: Actor, now: datetime) -> None:
    look_after(by, today=today_at(by.tenant_id, now), now=now)
