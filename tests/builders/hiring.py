"""Hiring: an opening, a candidate who was asked the same as everybody, and a decision with a path."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tests.builders.record import MONDAY, an_actor

from steadyhand.business.dealership.models import Branch
from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.hiring import (
    Decided,
    add_candidate,
    ask_rater,
    begin_opening,
    decide,
    keep_card,
)
from steadyhand.business.learning.hiring.rules import PathLine, Verdict
from steadyhand.business.learning.models import PathStep
from steadyhand.shared.actor import Actor

MONTH = timedelta(days=30)


def a_candidate(by: Actor, branch: Branch, *raters: Actor, now: datetime = MONDAY) -> UUID:
    """Return a candidate of a new opening; these raters were asked."""
    opening_id = begin_opening(by=by, branch_id=branch.id, post="technician", title="Second technician", now=now)
    until = (now + 6 * MONTH).date()
    candidate_id = add_candidate(
        by=by, opening_id=opening_id, name="Noor Haddad", reached_by="noor@mail.example", keep_until=until, now=now
    )
    for rater in raters:
        assert rater.user_id
        ask_rater(by=by, candidate_id=candidate_id, user_id=rater.user_id, now=now)
    return candidate_id


def hand_in(by: Actor, candidate_id: UUID, now: datetime = MONDAY, **marks: int | None) -> None:
    """Hand somebody's scorecard in; keys are written with underscores."""
    given = {key.replace("_", "-"): mark for key, mark in marks.items()}
    keep_card(by=by, candidate_id=candidate_id, marks=given, notes={}, hands_in=True, now=now)


def a_path(now: datetime = MONDAY) -> Decided:
    """Return a decision to hire with one line of a path."""
    line = PathLine(
        "networking-basics", "mentor", "With Bruno on Fridays", (now + 3 * MONTH).date(), "Traces a fault alone"
    )
    return Decided(verdict=Verdict.PATH, why="Explains well; the network can be learnt.", reasons={}, path=[line])


def hiring_rows(branch: Branch, now: datetime) -> dict[str, Any]:
    """Return one row of each kind of hiring at a branch, for the walk over all addresses."""
    ruth = an_actor(Role.SERVICE_MANAGER, branch=branch, name="Rosa Lind")
    candidate_id = a_candidate(ruth, branch, ruth, now=now)
    hand_in(ruth, candidate_id, now, told_wrong=4)
    decision_id = decide(by=ruth, candidate_id=candidate_id, decided=a_path(now), now=now)
    step = PathStep.objects.select_related("decision__candidate").get(decision_id=decision_id)
    return {
        "opening_id": step.decision.candidate.opening_id,
        "candidate_id": candidate_id,
        "path_step_id": step.id,
        "question_code": "licence",
        "sample_code": "bench-fault",
        # What ships: every post has it.
        "version_number": 0,
    }
