"""A path names a mentor: the pair is proposed when its candidate begins, and taken back if that was a mistake."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.learning.models import PathStep
from steadyhand.business.people.actions.pair_up import confirm_pair, propose_pair
from steadyhand.business.people.actions.take_back_proposal import take_back_proposal
from steadyhand.business.people.described import CannotBeSo
from steadyhand.business.people.growth.pairing import MOST_GOALS
from steadyhand.business.people.growth.pairs import PairGoal, PairLine, pair_lines
from steadyhand.business.people.growth.rules import PairState
from steadyhand.shared.actor import Actor


def pair_for(
    by: Actor, learner_id: UUID, steps: Sequence[PathStep], titles: Mapping[str, str], *, now: datetime
) -> str:
    """Propose the mentor of the first of these lines, for all that they are to teach; return in a sentence what came.

    Nobody has two mentors: a pair that runs stays, with these goals too if it is with this mentor, and one that was
    only proposed gives way to who was chosen.
    """
    if not steps:
        return ""
    mentor = steps[0].mentor
    assert mentor is not None  # noqa: S101  # only such lines were asked for
    mine = [step for step in steps if step.mentor_id == mentor.id]
    pairs = pair_lines(by, technician_id=learner_id, is_open=True)
    open_now = next((pair for pair in pairs if pair.learner_id == learner_id), None)
    if open_now is not None and open_now.state is PairState.RUNNING:
        if open_now.mentor_id == mentor.id:
            return _add_goals(by, open_now, mine, _goals(mine, titles), now)
        return f"They learn with {open_now.mentor} already, and nobody has two mentors at once."
    goals = _goals(mine, titles)[:MOST_GOALS]
    why = f"{mentor.name} stands on the development path that was agreed when they were hired."
    try:
        with transaction.atomic():
            if open_now is not None:
                take_back_proposal(by=by, pair_id=open_now.id, why="Their path names a mentor.", now=now)
            pair_id = propose_pair(by=by, learner_id=learner_id, mentor_id=mentor.id, why=why, goals=goals, now=now)
    except CannotBeSo as problem:
        return f"No mentor is proposed: {problem}"
    PathStep.objects.of(by.tenant_id).filter(id__in=[step.id for step in mine]).update(pair_id=pair_id)
    return f"{mentor.name} is proposed as their mentor; confirm it on the pair's page."


def _goals(steps: Sequence[PathStep], titles: Mapping[str, str]) -> list[PairGoal]:
    return [PairGoal(titles.get(step.criterion, step.with_what)[:200], step.skill) for step in steps]


def _add_goals(by: Actor, pair: PairLine, steps: Sequence[PathStep], goals: Sequence[PairGoal], now: datetime) -> str:
    """Give a pair that runs what it hasn't of a path's goals, as far as there is room; return what came of it."""
    known = {goal.words for goal in pair.goals}
    new = [goal for goal in goals if goal.words not in known]
    fit = new[: max(0, MOST_GOALS - len(pair.goals))]
    already = f"They learn with {pair.mentor} already"
    if new and not fit:
        return f"{already} and have {MOST_GOALS} goals, the most at once: add the path's once one is reached."
    try:
        if fit:
            # It runs: its first day stays, whatever is given here.
            starts_on = pair.starts_on or now.date()
            both = [*pair.goals, *fit]
            confirm_pair(by=by, pair_id=pair.id, mentor_id=pair.mentor_id, goals=both, starts_on=starts_on, now=now)
    except CannotBeSo as problem:
        return f"{already}; the path's goals aren't added: {problem}"
    PathStep.objects.of(by.tenant_id).filter(id__in=[step.id for step in steps]).update(pair_id=pair.id)
    if len(fit) < len(new):
        return f"{already}; of the path's goals {len(fit)} of {len(new)} found room on the pair's page."
    return f"{already}; the path's goals stand on the pair's page now."


def unpair(by: Actor, steps: Sequence[PathStep], *, now: datetime) -> str:
    """Take back what `pair_for` proposed; return in a sentence what stays, because somebody has confirmed it."""
    ids = {step.pair_id for step in steps if step.pair_id}
    PathStep.objects.of(by.tenant_id).filter(id__in=[step.id for step in steps]).update(pair_id=None)
    stays = []
    for pair in (each for each in pair_lines(by) if each.id in ids):
        if pair.state is PairState.PROPOSED:
            take_back_proposal(by=by, pair_id=pair.id, why="They hadn't begun after all.", now=now)
        elif pair.state is PairState.RUNNING:
            stays.append(f"{pair.learner} learns with {pair.mentor} since somebody confirmed it: end it on its page.")
    return " ".join(stays)
