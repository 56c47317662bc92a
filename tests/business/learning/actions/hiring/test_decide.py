"""Two who decide at once: the second hears who and what, and decides only all the same."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_branch, a_technician, an_actor
from tests.builders.hiring import a_candidate, a_line, a_path, hand_in

from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.hiring.decide import Decided, DecidedMeanwhile, decide
from steadyhand.business.learning.hiring.means import Way
from steadyhand.business.learning.hiring.rules import Verdict
from steadyhand.business.learning.models import HiringDecision, PathStep
from steadyhand.business.learning.queries.decided import decision_on
from steadyhand.business.learning.refusing import CannotHire

pytestmark = pytest.mark.django_db


def test_the_second_to_decide_hears_who_was_faster_and_decides_all_the_same() -> None:
    branch = a_branch()
    ruth = an_actor(Role.SERVICE_MANAGER, branch=branch, name="Ruth Okafor")
    howard = an_actor(Role.PRINCIPAL, branch=branch)
    candidate_id = a_candidate(ruth, branch, ruth)
    hand_in(ruth, candidate_id, told_wrong=4)
    no = Decided(verdict=Verdict.NO, why="Two essentials are missing.", reasons={}, path=[])
    decide(by=ruth, candidate_id=candidate_id, decided=a_path(), now=MONDAY)

    with pytest.raises(DecidedMeanwhile, match="Ruth Okafor has decided meanwhile: hire, with a development") as faster:
        decide(by=howard, candidate_id=candidate_id, decided=no, now=MONDAY)
    assert HiringDecision.objects.count() == 1

    decide(by=howard, candidate_id=candidate_id, decided=no, instead_of=faster.value.decision_id, now=MONDAY)
    found = decision_on(ruth, candidate_id, on=MONDAY.date())
    assert found is not None
    assert found.verdict is Verdict.NO
    # Having read the first doesn't let anybody replace the second.
    with pytest.raises(DecidedMeanwhile):
        decide(by=ruth, candidate_id=candidate_id, decided=no, instead_of=faster.value.decision_id, now=MONDAY)


def test_a_line_names_its_means_and_how_long_it_takes() -> None:
    branch = a_branch()
    ruth, mei = an_actor(Role.SERVICE_MANAGER, branch=branch), a_technician(branch=branch, name="Mei Tanaka")
    candidate_id = a_candidate(ruth, branch, ruth)
    hand_in(ruth, candidate_id, told_wrong=4)
    starts_on = (MONDAY + timedelta(days=14)).date()
    line = a_line(
        way=Way.MENTOR,
        with_what="with Mei Tanaka",
        mentor_id=mei.id,
        skill="Networking",
        level=2,
        due_on=starts_on + timedelta(weeks=12),
    )

    decide(by=ruth, candidate_id=candidate_id, decided=a_path(MONDAY, line), now=MONDAY)

    found = decision_on(ruth, candidate_id, on=MONDAY.date())
    assert found is not None
    (step,) = found.path
    assert (step.way, step.mentor, step.weeks, step.ready) == ("a mentor", "Mei Tanaka", 12, "")


def test_a_module_or_a_mentor_that_is_not_there_is_refused() -> None:
    branch, other = a_branch(), a_branch("TOL")
    ruth, far = an_actor(Role.SERVICE_MANAGER), a_technician(branch=other)
    candidate_id = a_candidate(ruth, branch, ruth)
    hand_in(ruth, candidate_id, told_wrong=4)

    with pytest.raises(CannotHire, match="There is no module “no-such-one” any more"):
        decide(
            by=ruth,
            candidate_id=candidate_id,
            decided=a_path(MONDAY, a_line(way=Way.MODULE, module="no-such-one")),
            now=MONDAY,
        )
    with pytest.raises(CannotHire, match="doesn't work at this branch any more"):
        decide(
            by=ruth,
            candidate_id=candidate_id,
            decided=a_path(MONDAY, a_line(way=Way.MENTOR, mentor_id=far.id)),
            now=MONDAY,
        )
    assert not PathStep.objects.exists()
    assert not HiringDecision.objects.exists()
