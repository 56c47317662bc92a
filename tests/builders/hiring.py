"""Hiring: an opening, a candidate who was asked the same as everybody, and a decision with a path."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tests.builders.record import MONDAY, an_actor

from steadyhand.business.dealership.models import Branch
from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.ask_about_fairness import ask_about_fairness
from steadyhand.business.learning.actions.choose_fairness_questions import choose_fairness_questions
from steadyhand.business.learning.actions.hiring.add_candidate import add_candidate
from steadyhand.business.learning.actions.hiring.ask_rater import ask_rater
from steadyhand.business.learning.actions.hiring.begin_opening import begin_opening
from steadyhand.business.learning.actions.hiring.decide import Decided, decide
from steadyhand.business.learning.actions.hiring.keep_card import keep_card
from steadyhand.business.learning.fairness.questions import shipped_questions
from steadyhand.business.learning.hiring.means import Way
from steadyhand.business.learning.hiring.rules import PathLine, Verdict
from steadyhand.business.learning.models import FairnessAsk, PathStep
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


def a_line(now: datetime = MONDAY, **different: Any) -> PathLine:
    """Return a line of a path in own words, or as the facts say."""
    facts: dict[str, Any] = {
        "criterion": "networking-basics",
        "way": Way.OWN,
        "with_what": "Fridays at the bench",
        "due_on": (now + 3 * MONTH).date(),
        "check": "Traces a fault alone",
    } | different
    return PathLine(**facts)


def a_path(now: datetime = MONDAY, *lines: PathLine) -> Decided:
    """Return a decision to hire with a path of these lines, or of one in own words."""
    return Decided(
        verdict=Verdict.PATH,
        why="Explains well; the network can be learnt.",
        reasons={},
        path=lines or [a_line(now)],
        starts_on=(now + timedelta(days=14)).date(),
    )


def a_hire(by: Actor, branch: Branch, *lines: PathLine, now: datetime = MONDAY) -> UUID:
    """Return a candidate of whom one scorecard is in and who is decided with a path of these lines."""
    candidate_id = a_candidate(by, branch, by, now=now)
    hand_in(by, candidate_id, now, told_wrong=4)
    decide(by=by, candidate_id=candidate_id, decided=a_path(now, *lines), now=now)
    return candidate_id


def hiring_rows(branch: Branch, now: datetime) -> dict[str, Any]:
    """Return one row of each kind of hiring at a branch, for the walk over all addresses."""
    ruth = an_actor(Role.SERVICE_MANAGER, branch=branch, name="Rosa Lind")
    candidate_id = a_candidate(ruth, branch, ruth, now=now)
    hand_in(ruth, candidate_id, now, told_wrong=4)
    decision_id = decide(by=ruth, candidate_id=candidate_id, decided=a_path(now), now=now)
    howard = an_actor(Role.PRINCIPAL, branch=branch, name="Hugo Lind")
    choose_fairness_questions(by=howard, asked=shipped_questions()[:1], now=now)
    ask_about_fairness(by=ruth, candidate_id=candidate_id, by_mail=False, now=now)
    step = PathStep.objects.select_related("decision__candidate").get(decision_id=decision_id)
    return {
        "opening_id": step.decision.candidate.opening_id,
        "candidate_id": candidate_id,
        "path_step_id": step.id,
        "fairness_ask_id": FairnessAsk.objects.get(candidate_id=candidate_id).id,
        "question_code": "licence",
        "sample_code": "bench-fault",
        # What ships: every post has it.
        "version_number": 0,
    }
