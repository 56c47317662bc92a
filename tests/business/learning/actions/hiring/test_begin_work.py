"""Who begins finds their path in their learning, and a mentor is proposed; a mistake takes all of it back."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from tests.builders import MONDAY, a_branch, a_technician, an_actor
from tests.builders.hiring import a_hire, a_line
from tests.builders.kept import row_of

from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.hiring.begin_work import begin_work
from steadyhand.business.learning.actions.hiring.check_step import check_step
from steadyhand.business.learning.actions.hiring.undo_begin import undo_begin
from steadyhand.business.learning.actions.read_module import finish_module
from steadyhand.business.learning.actions.watch_hiring import watch_hiring
from steadyhand.business.learning.content.drills import drills_of
from steadyhand.business.learning.hiring.means import Way
from steadyhand.business.learning.models import Candidate, DrillTry, HiringDecision, PathStep
from steadyhand.business.learning.pairing import watch_pairs
from steadyhand.business.learning.queries.paths import path_of
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.business.people.actions.claim_skill import claim_skill
from steadyhand.business.people.actions.pair_up import confirm_pair
from steadyhand.business.people.described import DescribedClaim
from steadyhand.business.people.growth.models import Pair
from steadyhand.business.people.growth.pairing import MOST_GOALS
from steadyhand.business.people.growth.pairs import PairGoal
from steadyhand.business.people.levels import Source
from steadyhand.shared.actor import Actor

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()
MODULE = a_line(
    criterion="keeps-word", way=Way.MODULE, module="keep-your-word", with_what="the module “Keep your word”"
)


def test_a_module_is_ready_to_check_once_it_was_read_and_drilled() -> None:
    branch = a_branch()
    ruth, noor = an_actor(Role.SERVICE_MANAGER, branch=branch), a_technician(branch=branch, name="Noor Haddad")
    begin_work(by=ruth, candidate_id=a_hire(ruth, branch, MODULE), technician_id=noor.id, now=MONDAY)
    assert noor.user
    herself = actor_for(noor.user.id)
    path = path_of(herself, noor.id, on=TODAY)
    assert path is not None
    assert [(line.module, line.ready, line.gap) for line in path.lines] == [
        ("keep-your-word", "", "Keeps their word, and says early when it slips")
    ]

    finish_module(by=herself, code="keep-your-word", now=MONDAY)
    assert watch_hiring(ruth.tenant_id, now=MONDAY) == 0
    drill = drills_of("keep-your-word")[0].code
    DrillTry.objects.create(
        tenant_id=noor.tenant_id, user=noor.user, module="keep-your-word", drill=drill, at=MONDAY, outcome={}
    )

    path = path_of(herself, noor.id, on=TODAY)
    assert path is not None
    assert path.lines[0].ready == "read on 9 March, and drilled"
    # Whoever decided hears at once, and a person still says that it is there.
    assert watch_hiring(ruth.tenant_id, now=MONDAY) == 1
    step = PathStep.objects.get()
    assert step.done_at is None
    assert step.followup_id
    check_step(by=ruth, step_id=step.id, due_on=(MONDAY + timedelta(days=30)).date(), now=MONDAY)
    # Looked at and not there: only its day counts from now on.
    assert watch_hiring(ruth.tenant_id, now=MONDAY + timedelta(hours=2)) == 0


def test_a_level_is_ready_by_what_others_saw_and_not_by_ones_own_word() -> None:
    branch = a_branch()
    ruth, noor = an_actor(Role.SERVICE_MANAGER, branch=branch), a_technician(branch=branch, name="Noor Haddad")
    line = a_line(way=Way.SKILL, skill="Networking", level=2)
    begin_work(by=ruth, candidate_id=a_hire(ruth, branch, line), technician_id=noor.id, now=MONDAY)
    assert noor.user

    own = DescribedClaim(name="Networking", level=3, source=Source.SELF, valid_from=TODAY)
    claim_skill(by=actor_for(noor.user.id), technician_id=noor.id, facts=own, now=MONDAY)
    assert _ready(ruth, noor.id) == [""]
    seen = DescribedClaim(name="networking", level=2, source=Source.OBSERVED, valid_from=TODAY)
    claim_skill(by=ruth, technician_id=noor.id, facts=seen, now=MONDAY)

    assert _ready(ruth, noor.id) == ["networking at level 2 by seen at work"]


def test_a_mentor_is_proposed_once_and_the_usual_pairing_adds_no_second() -> None:
    branch = a_branch()
    ruth, mei = an_actor(Role.SERVICE_MANAGER, branch=branch), a_technician(branch=branch, name="Mei Tanaka")
    noor = a_technician(branch=branch, name="Noor Haddad", started_on=TODAY)
    line = a_line(way=Way.MENTOR, mentor_id=mei.id, skill="Networking", level=2)

    said = begin_work(by=ruth, candidate_id=a_hire(ruth, branch, line), technician_id=noor.id, now=MONDAY)

    assert said == "Mei Tanaka is proposed as their mentor; confirm it on the pair's page."
    watch_pairs(ruth.tenant_id, now=MONDAY)
    pair = Pair.objects.get()
    assert (pair.learner_id, pair.mentor_id, pair.state) == (noor.id, mei.id, "proposed")
    assert pair.goals[0]["skill"] == "Networking"
    assert PathStep.objects.get().pair_id == pair.id


def test_a_pair_that_runs_already_stays_the_only_one() -> None:
    branch = a_branch()
    ruth, mei = an_actor(Role.SERVICE_MANAGER, branch=branch), a_technician(branch=branch, name="Mei Tanaka")
    bruno = a_technician(branch=branch)
    noor = a_technician(branch=branch, name="Noor Haddad")
    pair = _a_running_pair(ruth, noor.id, bruno.id)

    candidate_id = a_hire(ruth, branch, a_line(way=Way.MENTOR, mentor_id=mei.id))
    said = begin_work(by=ruth, candidate_id=candidate_id, technician_id=noor.id, now=MONDAY)

    assert said == "They learn with Bruno Salas already, and nobody has two mentors at once."
    assert Pair.objects.get().id == pair.id
    # It isn't the path's doing, so nothing is said of it when that is taken back.
    assert undo_begin(by=ruth, candidate_id=candidate_id, now=MONDAY) == ""
    assert Pair.objects.get().state == "running"


def test_a_pair_that_runs_with_the_paths_mentor_gets_its_goals() -> None:
    branch = a_branch()
    ruth, mei = an_actor(Role.SERVICE_MANAGER, branch=branch), a_technician(branch=branch, name="Mei Tanaka")
    noor = a_technician(branch=branch, name="Noor Haddad")
    pair = _a_running_pair(ruth, noor.id, mei.id)
    before = [goal["words"] for goal in pair.goals]
    lines = [
        a_line(way=Way.MENTOR, mentor_id=mei.id, skill="Networking", level=2),
        a_line(criterion="keeps-word", way=Way.MENTOR, mentor_id=mei.id),
    ]
    candidate_id = a_hire(ruth, branch, *lines)

    said = begin_work(by=ruth, candidate_id=candidate_id, technician_id=noor.id, now=MONDAY)

    assert said == "They learn with Mei Tanaka already; the path's goals stand on the pair's page now."
    changed = Pair.objects.get()
    assert (changed.id, changed.state, changed.starts_on) == (pair.id, "running", pair.starts_on)
    assert len(changed.goals) == len(before) + 2
    assert "Keeps their word, and says early when it slips" in [goal["words"] for goal in changed.goals]
    # Taken back, the pair runs on, and that is said; begun again, no goal comes twice.
    said = undo_begin(by=ruth, candidate_id=candidate_id, now=MONDAY)
    assert said == "Noor Haddad learns with Mei Tanaka since somebody confirmed it: end it on its page."
    begin_work(by=ruth, candidate_id=candidate_id, technician_id=noor.id, now=MONDAY)
    assert len(Pair.objects.get().goals) == len(before) + 2


def test_a_running_pair_takes_no_more_goals_than_there_is_room_for() -> None:
    branch = a_branch()
    ruth, mei = an_actor(Role.SERVICE_MANAGER, branch=branch), a_technician(branch=branch, name="Mei Tanaka")
    noor = a_technician(branch=branch, name="Noor Haddad")
    pair = _a_running_pair(ruth, noor.id, mei.id)
    full = [PairGoal(f"Goal {number}", "") for number in range(MOST_GOALS)]
    confirm_pair(by=ruth, pair_id=pair.id, mentor_id=mei.id, goals=full, starts_on=TODAY, now=MONDAY)

    candidate_id = a_hire(ruth, branch, a_line(way=Way.MENTOR, mentor_id=mei.id))
    said = begin_work(by=ruth, candidate_id=candidate_id, technician_id=noor.id, now=MONDAY)

    assert said == (
        f"They learn with Mei Tanaka already and have {MOST_GOALS} goals, the most at once: add the path's once one "
        "is reached."
    )
    assert [goal["words"] for goal in Pair.objects.get().goals] == [goal.words for goal in full]


def test_the_paths_days_move_with_the_first_day_as_it_was_and_back() -> None:
    branch = a_branch()
    ruth, noor = an_actor(Role.SERVICE_MANAGER, branch=branch), a_technician(branch=branch, name="Noor Haddad")
    candidate_id = a_hire(ruth, branch)
    planned, due_on = TODAY + timedelta(days=14), TODAY + timedelta(days=90)
    began_on, then = planned + timedelta(days=10), MONDAY + timedelta(days=30)

    def days() -> tuple[date | None, date]:
        return HiringDecision.objects.get().starts_on, PathStep.objects.get().due_on

    said = begin_work(by=ruth, candidate_id=candidate_id, technician_id=noor.id, began_on=began_on, now=then)

    assert said == "They began 10 days later than planned, and the days of their path moved with it."
    assert days() == (began_on, due_on + timedelta(days=10))
    undo_begin(by=ruth, candidate_id=candidate_id, now=then)
    assert days() == (planned, due_on)

    early = planned - timedelta(days=1)
    said = begin_work(by=ruth, candidate_id=candidate_id, technician_id=noor.id, began_on=early, now=then)
    assert said == "They began 1 day earlier than planned, and the days of their path moved with it."
    assert days() == (early, due_on - timedelta(days=1))
    undo_begin(by=ruth, candidate_id=candidate_id, now=then)
    assert begin_work(by=ruth, candidate_id=candidate_id, technician_id=noor.id, began_on=planned, now=then) == ""
    assert days() == (planned, due_on)


@pytest.mark.parametrize(("days", "why"), [(1, "is still to come"), (-366, "more than a year ago")])
def test_a_first_day_that_cant_be_is_refused_and_nobody_begins(days: int, why: str) -> None:
    branch = a_branch()
    ruth, noor = an_actor(Role.SERVICE_MANAGER, branch=branch), a_technician(branch=branch, name="Noor Haddad")
    candidate_id, began_on = a_hire(ruth, branch), TODAY + timedelta(days=days)

    with pytest.raises(CannotHire, match=f"{began_on} {why}" if days > 0 else why):
        begin_work(by=ruth, candidate_id=candidate_id, technician_id=noor.id, began_on=began_on, now=MONDAY)
    assert Candidate.objects.get().technician_id is None


def test_a_wrong_technician_is_taken_back_with_all_that_followed() -> None:
    branch = a_branch()
    ruth, mei = an_actor(Role.SERVICE_MANAGER, branch=branch), a_technician(branch=branch, name="Mei Tanaka")
    wrong, noor = a_technician(branch=branch, name="Nora Held"), a_technician(branch=branch, name="Noor Haddad")
    mentored = a_line(way=Way.MENTOR, mentor_id=mei.id)
    candidate_id = a_hire(ruth, branch, mentored, MODULE)
    begin_work(by=ruth, candidate_id=candidate_id, technician_id=wrong.id, now=MONDAY)
    late = MONDAY + timedelta(days=85)
    assert watch_hiring(ruth.tenant_id, now=late) == 2
    first, second = PathStep.objects.order_by("id")
    check_step(by=ruth, step_id=first.id, due_on=None, now=late)

    assert undo_begin(by=ruth, candidate_id=candidate_id, now=late) == ""

    assert Candidate.objects.get().technician_id is None
    assert path_of(ruth, wrong.id, on=late.date()) is None
    assert not Pair.objects.exists()
    assert second.followup_id
    assert row_of(second.followup_id).state != "open"
    steps = PathStep.objects.values_list("done_at", "followup_id", "pair_id")
    assert set(steps) == {(None, None, None)}
    begin_work(by=ruth, candidate_id=candidate_id, technician_id=noor.id, now=late)
    assert path_of(ruth, noor.id, on=late.date()) is not None
    assert Pair.objects.get().learner_id == noor.id


def test_a_pair_that_somebody_has_confirmed_stays_and_is_named() -> None:
    branch = a_branch()
    ruth, mei = an_actor(Role.SERVICE_MANAGER, branch=branch), a_technician(branch=branch, name="Mei Tanaka")
    wrong = a_technician(branch=branch, name="Nora Held")
    candidate_id = a_hire(ruth, branch, a_line(way=Way.MENTOR, mentor_id=mei.id))
    begin_work(by=ruth, candidate_id=candidate_id, technician_id=wrong.id, now=MONDAY)
    goals = [PairGoal("Networks", "")]
    pair_id = Pair.objects.get().id
    confirm_pair(by=ruth, pair_id=pair_id, mentor_id=mei.id, goals=goals, starts_on=TODAY, now=MONDAY)

    said = undo_begin(by=ruth, candidate_id=candidate_id, now=MONDAY)

    assert said == "Nora Held learns with Mei Tanaka since somebody confirmed it: end it on its page."


def test_nobody_becomes_two_candidates_and_no_candidate_two_people() -> None:
    branch = a_branch()
    ruth, noor = an_actor(Role.SERVICE_MANAGER, branch=branch), a_technician(branch=branch, name="Noor Haddad")
    other = a_technician(branch=branch)
    first, second = a_hire(ruth, branch), a_hire(ruth, branch)
    begin_work(by=ruth, candidate_id=first, technician_id=noor.id, now=MONDAY)

    # The same again changes nothing.
    assert begin_work(by=ruth, candidate_id=first, technician_id=noor.id, now=MONDAY) == ""
    with pytest.raises(CannotHire, match="take that back first"):
        begin_work(by=ruth, candidate_id=first, technician_id=other.id, now=MONDAY)
    with pytest.raises(CannotHire, match="Noor Haddad was another candidate"):
        begin_work(by=ruth, candidate_id=second, technician_id=noor.id, now=MONDAY)


def _ready(by: Actor, technician_id: UUID) -> list[str]:
    path = path_of(by, technician_id, on=TODAY)
    assert path is not None
    return [line.ready for line in path.lines]


def _a_running_pair(ruth: Actor, learner_id: UUID, mentor_id: UUID) -> Pair:
    return Pair.objects.create(
        tenant_id=ruth.tenant_id,
        learner_id=learner_id,
        mentor_id=mentor_id,
        state="running",
        why="",
        goals=[],
        proposed_at=MONDAY,
        starts_on=TODAY,
    )
