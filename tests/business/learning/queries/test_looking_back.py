"""Hires are held against what others say of them later; marks outlive the candidate as numbers."""

from datetime import date, timedelta

import pytest
from tests.builders import MONDAY, a_branch, a_technician, an_actor
from tests.builders.hiring import a_candidate, a_path, hand_in

from steadyhand.business.dealership.models import Branch
from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.hiring.begin_work import begin_work
from steadyhand.business.learning.actions.hiring.check_step import check_step
from steadyhand.business.learning.actions.hiring.decide import decide
from steadyhand.business.learning.actions.watch_hiring import erase_candidate
from steadyhand.business.learning.looking_back.rules import LineStands
from steadyhand.business.learning.models import KeptMarks, PathStep, Scorecard
from steadyhand.business.learning.queries.looking_back import looking_back
from steadyhand.business.people.levels import Source
from steadyhand.business.people.models import Skill, Technician
from steadyhand.shared.actor import Actor

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def branch() -> Branch:
    return a_branch()


@pytest.fixture
def ruth(branch: Branch) -> Actor:
    return an_actor(Role.SERVICE_MANAGER, branch=branch)


def a_hire(ruth: Actor, branch: Branch) -> Technician:
    """Return somebody hired with a path for the network, who began on Monday; Dana marked them, too."""
    dana = an_actor(Role.DISPATCHER, branch=branch)
    technician = a_technician(branch=branch, name="Noor Haddad", started_on=MONDAY.date())
    candidate_id = a_candidate(ruth, branch, ruth, dana)
    hand_in(dana, candidate_id, told_wrong=2, kept_list=None)
    hand_in(ruth, candidate_id, told_wrong=4)
    decide(by=ruth, candidate_id=candidate_id, decided=a_path(), now=MONDAY)
    begin_work(by=ruth, candidate_id=candidate_id, technician_id=technician.id, now=MONDAY)
    return technician


def a_claim(technician: Technician, level: int, source: Source, on: date) -> None:
    Skill.objects.create(
        tenant_id=technician.tenant_id,
        ref=f"{source}{level}",
        technician=technician,
        name="Networking",
        level=level,
        source=source,
        valid_from=on,
    )


def test_a_hire_stands_as_they_did_at_each_point(ruth: Actor, branch: Branch) -> None:
    technician = a_hire(ruth, branch)
    a_claim(technician, 4, Source.SELF, MONDAY.date())
    a_claim(technician, 2, Source.OBSERVED, MONDAY.date() + 120 * DAY)
    step = PathStep.objects.get()
    check_step(by=ruth, step_id=step.id, due_on=MONDAY.date() + 150 * DAY, now=MONDAY + 80 * DAY)
    check_step(by=ruth, step_id=step.id, due_on=None, now=MONDAY + 112 * DAY)

    (hire,) = looking_back(ruth, today=MONDAY.date() + 200 * DAY).hires

    assert [(point.months, point.is_here) for point in hire.points] == [(3, True), (6, True)]
    # The day that was said first counts, not the one that it was put off to.
    assert (hire.path[0].planned_on, hire.path[0].there_on) == (
        MONDAY.date() + 90 * DAY,
        MONDAY.date() + 112 * DAY,
    )
    early, late = (point.later["networking-basics"] for point in hire.points)
    # Their own word counts nowhere.
    assert [(level.skill, level.level, level.wanted) for level in early.levels] == [("Networking", None, 2)]
    assert [level.level for level in late.levels] == [2]
    assert (early.lines, late.lines) == ((LineStands.OVERDUE,), (LineStands.LATE,))


def test_whoever_left_is_said_to_have_left(ruth: Actor, branch: Branch) -> None:
    technician = a_hire(ruth, branch)
    Technician.objects.filter(id=technician.id).update(left_on=MONDAY.date() + 100 * DAY)

    (hire,) = looking_back(ruth, today=MONDAY.date() + 400 * DAY).hires

    assert [point.is_here for point in hire.points] == [True, False, False]


def test_marks_outlive_the_candidate_without_raters_words_or_names(ruth: Actor, branch: Branch) -> None:
    technician = a_hire(ruth, branch)
    before = looking_back(ruth, today=MONDAY.date() + 200 * DAY)
    candidate_id = Scorecard.objects.values_list("candidate_id", flat=True)[0]

    erase_candidate(by=ruth, candidate_id=candidate_id, now=MONDAY)

    kept = KeptMarks.objects.get()
    assert (kept.technician_id, kept.marks) == (technician.id, {"told-wrong": [2, 4]})
    assert not Scorecard.objects.exists()
    after = looking_back(ruth, today=MONDAY.date() + 200 * DAY)
    assert (after.criteria, after.hires) == (before.criteria, before.hires)
    assert [each.title for each in after.criteria] == ["Tells the truth when it costs something"]


def test_kept_marks_go_with_the_technician(ruth: Actor, branch: Branch) -> None:
    technician = a_technician(branch=branch, name="Theo Brandt")
    a_hire(ruth, branch)
    erase_candidate(by=ruth, candidate_id=Scorecard.objects.values_list("candidate_id", flat=True)[0], now=MONDAY)
    KeptMarks.objects.update(technician=technician)

    technician.delete()

    assert not KeptMarks.objects.exists()


def test_another_branch_sees_nothing(ruth: Actor, branch: Branch) -> None:
    a_hire(ruth, branch)
    other = an_actor(Role.SERVICE_MANAGER, branch=a_branch("DAYT"))

    assert looking_back(other, today=MONDAY.date() + 200 * DAY).hires == ()
