"""People decide about a candidate, with reasons and, where there is one, a dated path."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.present import today_at
from steadyhand.business.learning.actions.hiring.end_interviews import end_interviews
from steadyhand.business.learning.actions.hiring.reaching import candidate_to_lead
from steadyhand.business.learning.hiring.rules import (
    NotLikeThis,
    PathLine,
    Verdict,
    check_decision,
)
from steadyhand.business.learning.models import HiringDecision, PathStep, Scorecard
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision as its form says it. `reasons` by criterion."""

    verdict: Verdict
    why: str
    reasons: Mapping[str, str]
    path: Sequence[PathLine]


@transaction.atomic
def decide(*, by: Actor, candidate_id: UUID, decided: Decided, now: datetime) -> UUID:
    """Decide about a candidate, with reasons and, where there is one, a dated path. A later decision replaces it.

    Raises:
        CannotHire: not theirs to decide, not all that was asked for is in, or it can't be meant like this.
    """
    candidate = candidate_to_lead(by, candidate_id)
    if by.user_id is None:
        raise CannotHire("People decide here: sign in first.")
    if candidate.technician_id:
        raise CannotHire("They work here by now: change their path on their own page.")
    mine = Scorecard.objects.of(by.tenant_id).filter(candidate=candidate, rater_id=by.user_id).first()
    if mine is not None and mine.handed_in_at is None:
        raise CannotHire("Hand your own scorecard in first: you decide after you have said what you saw.")
    if not Scorecard.objects.of(by.tenant_id).filter(candidate=candidate, handed_in_at__isnull=False).exists():
        raise CannotHire("Nobody has handed a scorecard in yet: a decision rests on what somebody saw.")
    try:
        check_decision(decided.verdict, decided.why, decided.path, today=today_at(by.tenant_id, now))
    except NotLikeThis as refused:
        raise CannotHire(str(refused)) from refused
    row = HiringDecision.objects.create(
        tenant_id=by.tenant_id,
        candidate=candidate,
        verdict=decided.verdict,
        why=decided.why.strip(),
        reasons={code: words.strip() for code, words in decided.reasons.items() if words.strip()},
        by_id=by.user_id,
        at=now,
    )
    PathStep.objects.bulk_create(
        PathStep(
            tenant_id=by.tenant_id,
            decision=row,
            criterion=line.criterion,
            way=line.way,
            with_what=line.with_what.strip(),
            due_on=line.due_on,
            check_by=line.check.strip(),
        )
        for line in decided.path
    )
    record_change(row, by=by, at=now, verb="candidate decided", became={"verdict": decided.verdict.label})
    waiting = Scorecard.objects.of(by.tenant_id).filter(candidate=candidate, handed_in_at__isnull=True)
    end_interviews(by, list(waiting), outcome="not_held", now=now)
    return row.id
