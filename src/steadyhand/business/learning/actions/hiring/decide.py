"""People decide about a candidate, with reasons and, where there is one, a dated path."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.present import today_at
from steadyhand.business.learning.actions.hiring.end_interviews import end_interviews
from steadyhand.business.learning.actions.hiring.reaching import candidate_to_lead
from steadyhand.business.learning.content.modules import modules
from steadyhand.business.learning.hiring.means import Way
from steadyhand.business.learning.hiring.rules import (
    NotLikeThis,
    PathLine,
    Verdict,
    check_decision,
)
from steadyhand.business.learning.models import Candidate, HiringDecision, PathStep, Scorecard
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.business.people.queries import technician_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision as its form says it. `reasons` by criterion; `starts_on` is their first day, as it is planned."""

    verdict: Verdict
    why: str
    reasons: Mapping[str, str]
    path: Sequence[PathLine]
    starts_on: date | None = None


class DecidedMeanwhile(CannotHire):
    """Somebody else has decided since the form was opened; `decision_id` is theirs, to be decided over by name."""

    def __init__(self, decision_id: UUID, by: str, verdict: Verdict) -> None:
        super().__init__(
            f"{by} has decided meanwhile: {verdict.label}. Nothing of yours is lost: read theirs, speak to each other, "
            "then decide all the same or leave it."
        )
        self.decision_id = decision_id


@transaction.atomic
def decide(*, by: Actor, candidate_id: UUID, decided: Decided, instead_of: UUID | None = None, now: datetime) -> UUID:
    """Decide about a candidate, with reasons and, where there is one, a dated path. A later decision replaces it.

    `instead_of` is the decision that stood when the form was opened, None where none did.

    Raises:
        DecidedMeanwhile: another one stands by now.
        CannotHire: not theirs to decide, not all that was asked for is in, or it can't be meant like this.
    """
    candidate = candidate_to_lead(by, candidate_id)
    if by.user_id is None:
        raise CannotHire("People decide here: sign in first.")
    _check_candidate(by, candidate)
    latest = HiringDecision.objects.of(by.tenant_id).filter(candidate=candidate).select_related("by")
    stands = latest.order_by("-at", "-id").first()
    if stands is not None and stands.id != instead_of:
        raise DecidedMeanwhile(stands.id, stands.by.name, Verdict(stands.verdict))
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
        starts_on=decided.starts_on,
    )
    PathStep.objects.bulk_create(_step(by, row, candidate, line, now) for line in decided.path)
    record_change(row, by=by, at=now, verb="candidate decided", became={"verdict": decided.verdict.label})
    waiting = Scorecard.objects.of(by.tenant_id).filter(candidate=candidate, handed_in_at__isnull=True)
    end_interviews(by, list(waiting), outcome="not_held", now=now)
    return row.id


def _check_candidate(by: Actor, candidate: Candidate) -> None:
    if candidate.technician_id:
        raise CannotHire("They work here by now: change their path on their own page.")
    if candidate.withdrew_at:
        raise CannotHire("They don't want the post any more: there is nothing to decide, unless they come back.")
    cards = Scorecard.objects.of(by.tenant_id).filter(candidate=candidate)
    if cards.filter(rater_id=by.user_id, handed_in_at__isnull=True).exists():
        raise CannotHire("Hand your own scorecard in first: you decide after you have said what you saw.")
    if not cards.filter(handed_in_at__isnull=False).exists():
        raise CannotHire("Nobody has handed a scorecard in yet: a decision rests on what somebody saw.")


def _step(by: Actor, decision: HiringDecision, candidate: Candidate, line: PathLine, now: datetime) -> PathStep:
    if line.way == Way.MODULE and line.module not in {each.code for each in modules()}:
        raise CannotHire(f"There is no module “{line.module[:60]}” any more: choose another one for that line.")
    if line.mentor_id is not None:
        mentor = technician_of(by, line.mentor_id, on=today_at(by.tenant_id, now))
        if mentor is None or mentor.branch_id != candidate.opening.branch_id:
            raise CannotHire("A mentor on the path doesn't work at this branch any more: choose another one.")
    return PathStep(
        tenant_id=by.tenant_id,
        decision=decision,
        criterion=line.criterion,
        way=line.way,
        with_what=line.with_what.strip()[:200],
        module=line.module,
        vendor=line.vendor,
        line=line.line,
        skill=line.skill,
        level=line.level,
        mentor_id=line.mentor_id,
        due_on=line.due_on,
        check_by=line.check.strip(),
    )
