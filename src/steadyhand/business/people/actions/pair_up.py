"""A mentoring pair: proposed, confirmed or declined, its goals, its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from steadyhand.business.people.actions.claim_skill import claim_skill
from steadyhand.business.people.described import CannotBeSo, DescribedClaim
from steadyhand.business.people.growth.models import Pair
from steadyhand.business.people.growth.pairing import MOST_GOALS
from steadyhand.business.people.growth.pairs import PairGoal
from steadyhand.business.people.growth.rules import PairState
from steadyhand.business.people.levels import Source
from steadyhand.business.people.models import Technician
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import facts_of, record_change

LONGEST_GOAL = 200


@transaction.atomic
def propose_pair(
    *, by: Actor, learner_id: UUID, mentor_id: UUID, why: str, goals: Sequence[PairGoal] = (), now: datetime
) -> UUID:
    """Propose who learns with whom and return the pair's id; it begins once somebody who leads confirms it.

    Raises:
        CannotBeSo: not two technicians of one branch of theirs, or the learner has a mentor.
    """
    learner, mentor = _both(by, learner_id, mentor_id)
    pair = Pair(
        tenant_id=by.tenant_id,
        learner=learner,
        mentor=mentor,
        state=PairState.PROPOSED,
        why=why.strip()[:500],
        goals=_kept(goals),
        proposed_at=now,
    )
    try:
        with transaction.atomic():
            pair.save(force_insert=True)
    except IntegrityError as error:
        raise CannotBeSo(f"{learner.name} has a mentor, or one is proposed; end that first.") from error
    record_change(pair, by=by, at=now, verb="pair proposed", why=why, became=facts_of(pair))
    return pair.id


@transaction.atomic
def confirm_pair(
    *, by: Actor, pair_id: UUID, mentor_id: UUID, goals: Sequence[PairGoal], starts_on: date, now: datetime
) -> None:
    """Let a proposed pair begin, with this mentor and these goals; begun already, only the goals change.

    Raises:
        CannotBeSo: no such pair, it is over, no goal or too many, or a mentor from elsewhere.
    """
    pair = _locked(by, pair_id)
    if not PairState(pair.state).is_open:
        raise CannotBeSo("This pair is over; propose a new one.")
    if not goals:
        raise CannotBeSo("Name one goal at least: what is the learner to be able to do?")
    was = facts_of(pair)
    _both(by, pair.learner_id, mentor_id)
    if pair.state == PairState.PROPOSED:
        pair.state, pair.starts_on = PairState.RUNNING, starts_on
    pair.mentor_id, pair.goals, pair.version = mentor_id, _kept(goals), pair.version + 1
    pair.save()
    verb = "pair confirmed" if was["state"] == PairState.PROPOSED else "pair changed"
    record_change(pair, by=by, at=now, verb=verb, was=was, became=facts_of(pair))


@transaction.atomic
def decline_pair(*, by: Actor, pair_id: UUID, why: str, now: datetime) -> None:
    """Let a proposal be, with the reason; one that is over stays as it was.

    Raises:
        CannotBeSo: no such pair, it runs already, or no reason.
    """
    pair = _locked(by, pair_id)
    if pair.state == PairState.RUNNING:
        raise CannotBeSo("They have begun; end it, and say how it went.")
    if not (why := why.strip()):
        raise CannotBeSo("Why not? Nobody is proposed for this learner again, so whoever asks later has to know.")
    _over(pair, PairState.DECLINED, by, why, now)


@dataclass(frozen=True, slots=True)
class Reassessed:
    """How well the learner does something now, as it was seen."""

    skill: str
    level: int


@transaction.atomic
def end_pair(*, by: Actor, pair_id: UUID, why: str, reassessed: Sequence[Reassessed], on: date, now: datetime) -> None:
    """End a pair, and look at the levels of its goals again: each becomes a claim, seen at work.

    Raises:
        CannotBeSo: no such pair, it never began, no word on how it went, or a claim that can't be meant.
    """
    pair = _locked(by, pair_id)
    if pair.state == PairState.PROPOSED:
        raise CannotBeSo("They haven't begun; decline it instead.")
    if pair.state != PairState.RUNNING:
        return
    if not (why := why.strip()):
        raise CannotBeSo("How did it go? A sentence helps whoever pairs the next two.")
    for each in reassessed:
        facts = DescribedClaim(
            name=each.skill,
            level=each.level,
            source=Source.OBSERVED.value,
            evidence=f"At the end of learning with {pair.mentor.name}",
            valid_from=on,
        )
        claim_skill(by=by, technician_id=pair.learner_id, facts=facts, now=now)
    pair.ends_on = on
    _over(pair, PairState.ENDED, by, why, now)


def _over(pair: Pair, state: PairState, by: Actor, why: str, now: datetime) -> None:
    if not PairState(pair.state).is_open:
        return
    was = facts_of(pair)
    pair.state, pair.ended_at, pair.ended_because, pair.version = state, now, why[:500], pair.version + 1
    pair.save()
    record_change(pair, by=by, at=now, verb=f"pair {state.value}", why=why, was=was, became=facts_of(pair))


def _locked(by: Actor, pair_id: UUID) -> Pair:
    rows = Pair.objects.visible_to(by).select_related("mentor").select_for_update(of=("self",))
    pair = rows.filter(id=pair_id).first()
    if pair is None:
        raise CannotBeSo("There is no such pair at your branches; look at the list anew.")
    return pair


def _both(by: Actor, learner_id: UUID, mentor_id: UUID) -> tuple[Technician, Technician]:
    rows = {row.id: row for row in Technician.objects.visible_to(by).filter(id__in=(learner_id, mentor_id))}
    if learner_id == mentor_id:
        raise CannotBeSo("Nobody is their own mentor; choose somebody else.")
    if set(rows) != {learner_id, mentor_id}:
        raise CannotBeSo("One of the two isn't at your branches; look at the list anew.")
    learner, mentor = rows[learner_id], rows[mentor_id]
    if learner.branch_id != mentor.branch_id:
        raise CannotBeSo(f"{mentor.name} works at another branch than {learner.name}: they would hardly meet.")
    if mentor.left_on is not None or learner.left_on is not None:
        raise CannotBeSo("One of the two leaves or has left; choose somebody who stays.")
    return learner, mentor


def _kept(goals: Sequence[PairGoal]) -> list[dict[str, str]]:
    said = [goal for goal in goals if goal.words.strip()]
    if len(said) > MOST_GOALS:
        raise CannotBeSo(f"{len(said)} goals are too many at once; choose {MOST_GOALS} at most.")
    if any(len(goal.words) > LONGEST_GOAL for goal in said):
        raise CannotBeSo(f"A goal has {LONGEST_GOAL} characters at most.")
    return [{"words": goal.words.strip(), "skill": goal.skill.strip()} for goal in said]
