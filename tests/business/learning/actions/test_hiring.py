"""Scorecards stay blind, a path comes due once its candidate works here, and a candidate's data goes on its day."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_branch, a_technician, an_actor
from tests.builders.hiring import a_candidate, a_path, hand_in
from tests.builders.kept import row_of

from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.hiring.begin_work import begin_work
from steadyhand.business.learning.actions.hiring.check_step import check_step
from steadyhand.business.learning.actions.hiring.decide import decide
from steadyhand.business.learning.actions.watch_hiring import watch_hiring
from steadyhand.business.learning.models import Candidate, HiringDecision, PathStep, Scorecard
from steadyhand.business.learning.queries.hiring import cards_shown
from steadyhand.business.learning.refusing import CannotHire

pytestmark = pytest.mark.django_db


def test_nobody_reads_a_scorecard_before_theirs_is_in() -> None:
    branch = a_branch()
    ruth, dana, howard = (
        an_actor(role, branch=branch) for role in (Role.SERVICE_MANAGER, Role.DISPATCHER, Role.PRINCIPAL)
    )
    candidate_id = a_candidate(ruth, branch, ruth, dana)
    hand_in(dana, candidate_id, told_wrong=2)
    assert cards_shown(ruth, candidate_id) is None
    assert cards_shown(howard, candidate_id) is None
    with pytest.raises(CannotHire, match="your own"):
        decide(by=ruth, candidate_id=candidate_id, decided=a_path(), now=MONDAY)

    hand_in(ruth, candidate_id, told_wrong=4)

    for reader in (ruth, dana, howard):
        assert [card.marks["told-wrong"] for card in cards_shown(reader, candidate_id) or ()] in ([2, 4], [4, 2])
    with pytest.raises(CannotHire, match="handed"):
        hand_in(ruth, candidate_id, told_wrong=2)


def test_a_path_comes_due_once_its_candidate_works_here() -> None:
    branch = a_branch()
    ruth, technician = an_actor(Role.SERVICE_MANAGER, branch=branch), a_technician(branch=branch)
    candidate_id = a_candidate(ruth, branch, ruth)
    hand_in(ruth, candidate_id, told_wrong=4)
    decide(by=ruth, candidate_id=candidate_id, decided=a_path(), now=MONDAY)
    step = PathStep.objects.get()
    soon = MONDAY + timedelta(days=85)
    assert watch_hiring(ruth.tenant_id, now=soon) == 0

    begin_work(by=ruth, candidate_id=candidate_id, technician_id=technician.id, now=MONDAY)
    assert watch_hiring(ruth.tenant_id, now=soon) == 1
    step.refresh_from_db()
    assert step.followup_id is not None
    check_step(by=ruth, step_id=step.id, due_on=None, now=soon)

    assert row_of(step.followup_id).state != "open"


def test_a_path_that_was_decided_anew_does_not_come_due() -> None:
    branch = a_branch()
    ruth, technician = an_actor(Role.SERVICE_MANAGER, branch=branch), a_technician(branch=branch, name="Noor")
    candidate_id = a_candidate(ruth, branch, ruth)
    hand_in(ruth, candidate_id, told_wrong=4)
    decide(by=ruth, candidate_id=candidate_id, decided=a_path(), now=MONDAY)
    replaced = PathStep.objects.get()
    again = MONDAY + timedelta(hours=1)
    decide(by=ruth, candidate_id=candidate_id, decided=a_path(), instead_of=replaced.decision_id, now=again)
    begin_work(by=ruth, candidate_id=candidate_id, technician_id=technician.id, now=MONDAY + timedelta(hours=2))

    assert watch_hiring(ruth.tenant_id, now=MONDAY + timedelta(days=85)) == 1

    replaced.refresh_from_db()
    assert replaced.followup_id is None


def test_what_is_known_of_a_candidate_goes_on_its_day() -> None:
    branch = a_branch()
    ruth = an_actor(Role.SERVICE_MANAGER, branch=branch)
    candidate_id = a_candidate(ruth, branch, ruth)
    hand_in(ruth, candidate_id, told_wrong=4)
    decide(by=ruth, candidate_id=candidate_id, decided=a_path(), now=MONDAY)

    watch_hiring(ruth.tenant_id, now=MONDAY + timedelta(days=200))

    row = Candidate.objects.get(id=candidate_id)
    assert (row.name, row.reached_by) == ("erased", "")
    assert not Scorecard.objects.exists()
    assert not HiringDecision.objects.exists()
