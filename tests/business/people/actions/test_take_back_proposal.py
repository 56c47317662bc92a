"""A proposal that nobody has answered can be taken back as if it had never been; one that was answered can't."""

import pytest
from tests.builders import MONDAY, a_branch, a_technician, an_actor

from steadyhand.business.dealership.rules import Role
from steadyhand.business.people.actions.pair_up import confirm_pair, propose_pair
from steadyhand.business.people.actions.take_back_proposal import take_back_proposal
from steadyhand.business.people.described import CannotBeSo
from steadyhand.business.people.growth.models import Pair
from steadyhand.business.people.growth.pairs import PairGoal

pytestmark = pytest.mark.django_db


def test_what_nobody_answered_is_taken_back_and_can_be_proposed_again() -> None:
    branch = a_branch()
    ruth = an_actor(Role.SERVICE_MANAGER, branch=branch)
    noor, mei = a_technician(branch=branch, name="Noor Haddad"), a_technician(branch=branch, name="Mei Tanaka")
    first = propose_pair(by=ruth, learner_id=noor.id, mentor_id=mei.id, why="New", now=MONDAY)

    take_back_proposal(by=ruth, pair_id=first, why="They hadn't begun.", now=MONDAY)

    assert not Pair.objects.exists()
    second = propose_pair(by=ruth, learner_id=noor.id, mentor_id=mei.id, why="New", now=MONDAY)
    goals = [PairGoal("Networks", "")]
    confirm_pair(by=ruth, pair_id=second, mentor_id=mei.id, goals=goals, starts_on=MONDAY.date(), now=MONDAY)
    with pytest.raises(CannotBeSo, match="end the pair, and say how it went"):
        take_back_proposal(by=ruth, pair_id=second, why="They hadn't begun.", now=MONDAY)


def test_a_proposal_of_another_branch_is_nobody_s_here() -> None:
    branch, other = a_branch(), a_branch("TOL")
    noor, mei = a_technician(branch=branch, name="Noor Haddad"), a_technician(branch=branch, name="Mei Tanaka")
    ruth = an_actor(Role.SERVICE_MANAGER, branch=branch)
    pair_id = propose_pair(by=ruth, learner_id=noor.id, mentor_id=mei.id, why="New", now=MONDAY)

    with pytest.raises(CannotBeSo, match="no such pair at your branches"):
        take_back_proposal(by=an_actor(Role.SERVICE_MANAGER, branch=other), pair_id=pair_id, why="", now=MONDAY)
