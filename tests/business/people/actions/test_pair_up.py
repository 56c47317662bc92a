"""A pair from its proposal to its end, the days together, and what day plans know of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_branch, a_certificate, a_skill, a_technician, a_user, an_actor

from steadyhand.business.dealership.rules import Role
from steadyhand.business.followups.models import FollowUp, FollowUpEvent
from steadyhand.business.learning.pairing import watch_pairs
from steadyhand.business.people.actions.answer_line import answer_line
from steadyhand.business.people.actions.note_read import note_read
from steadyhand.business.people.actions.pair_up import Reassessed, confirm_pair, decline_pair, end_pair
from steadyhand.business.people.actions.plan_ride import plan_ride, take_back_ride
from steadyhand.business.people.actions.set_role_need import drop_role_need, restore_role_needs, set_role_need
from steadyhand.business.people.actions.write_worksheet import write_worksheet
from steadyhand.business.people.described import CannotBeSo
from steadyhand.business.people.growth.coverage import coverage_of
from steadyhand.business.people.growth.needs import post_of
from steadyhand.business.people.growth.pages import answers_of, reads_of
from steadyhand.business.people.growth.pairs import PairGoal, pair_lines
from steadyhand.business.people.growth.riding import ride_of
from steadyhand.business.people.models import Skill, Technician
from steadyhand.business.people.sending import technicians_for_day
from steadyhand.shared.actor import Actor

pytestmark = pytest.mark.django_db
TODAY, DAY = MONDAY.date(), timedelta(days=1)
GOALS = [PairGoal("Takes a C4 apart", "Norvik C4")]


@pytest.fixture
def marta() -> Actor:
    branch = a_branch()
    a_user(Role.SERVICE_MANAGER, branch=branch, name="Marta")
    return an_actor(Role.SERVICE_MANAGER)


@pytest.fixture
def bruno(marta: Actor) -> Technician:  # noqa: ARG001  # who leads is there first
    bruno = a_technician()
    a_skill(bruno, name="Networking", level=4)
    return bruno


@pytest.fixture
def annika(bruno: Technician) -> Technician:
    return a_technician(branch=bruno.branch, name="Annika Holm", started_on=TODAY - 20 * DAY)


def acting(technician: Technician) -> Actor:
    return replace(an_actor(Role.TECHNICIAN), user_id=technician.user_id, name=technician.name)


def paired(marta: Actor, bruno: Technician, annika: Technician) -> Actor:
    """Let the program propose the two, and confirm it."""
    watch_pairs(marta.tenant_id, now=MONDAY)
    (line,) = pair_lines(marta, technician_id=annika.id)
    confirm_pair(by=marta, pair_id=line.id, mentor_id=bruno.id, goals=GOALS, starts_on=TODAY, now=MONDAY)
    return marta


@pytest.mark.usefixtures("annika")
def test_everybody_new_is_proposed_a_mentor_once(marta: Actor, bruno: Technician) -> None:
    # One proposed, and one follow-up that asks to confirm it.
    assert [watch_pairs(marta.tenant_id, now=MONDAY) for _ in range(2)] == [2, 0]

    (line,) = pair_lines(marta)
    assert (line.learner, line.mentor, line.state) == ("Annika Holm", bruno.name, "proposed")
    assert FollowUp.objects.get().title == f"Annika Holm is new: {bruno.name} as mentor?"
    decline_pair(by=marta, pair_id=line.id, why="She was with us before.", now=MONDAY)
    # Its follow-up ends, and nobody is proposed again.
    assert watch_pairs(marta.tenant_id, now=MONDAY) == 1
    assert FollowUp.objects.get().state == "ended"


def test_two_weeks_without_a_meeting_are_seen_to(marta: Actor, bruno: Technician, annika: Technician) -> None:
    paired(marta, bruno, annika)
    watch_pairs(marta.tenant_id, now=MONDAY)

    quiet = MONDAY + 15 * DAY
    assert watch_pairs(marta.tenant_id, now=quiet) == 1
    (line,) = pair_lines(marta)
    write_worksheet(
        by=acting(bruno), pair_id=line.id, week_on=quiet.date(), met_on=quiet.date(), went_well="Good hands",
        was_hard="", next_step="", today=quiet.date(), now=quiet,
    )  # fmt: skip
    assert watch_pairs(marta.tenant_id, now=quiet) == 1
    assert set(FollowUp.objects.values_list("state", flat=True)) == {"ended"}


def test_only_the_two_write_and_each_has_one_sheet_a_week(marta: Actor, bruno: Technician, annika: Technician) -> None:
    paired(marta, bruno, annika)
    (line,) = pair_lines(marta)

    def written(by: Actor, words: str) -> object:
        return write_worksheet(
            by=by, pair_id=line.id, week_on=TODAY, met_on=None, went_well=words, was_hard="", next_step="",
            today=TODAY, now=MONDAY,
        )  # fmt: skip

    sheet = written(acting(bruno), "Once")
    assert written(acting(bruno), "Twice") == sheet
    with pytest.raises(CannotBeSo, match="Only the two"):
        written(marta, "From above")
    with pytest.raises(CannotBeSo, match="Write a word"):
        written(acting(annika), " ")


def test_a_day_together_takes_the_learner_out_of_the_plan(marta: Actor, bruno: Technician, annika: Technician) -> None:
    paired(marta, bruno, annika)
    (line,) = pair_lines(marta)
    on = TODAY + DAY

    def riding() -> dict[str, str | None]:
        rows = technicians_for_day(marta.tenant_id, bruno.branch_id, on=on)
        return {row.name: row.rides_with for row in rows}

    ride_id = plan_ride(by=marta, pair_id=line.id, on=on, about="", today=TODAY, now=MONDAY)
    assert riding() == {"Annika Holm": bruno.name, bruno.name: None}
    seen = ride_of(marta.tenant_id, annika.user_id, on=on), ride_of(marta.tenant_id, bruno.user_id, on=on)
    assert [(each.other, each.is_mentor) for each in seen if each] == [(bruno.name, False), ("Annika Holm", True)]
    with pytest.raises(CannotBeSo, match="on that day already"):
        plan_ride(by=marta, pair_id=line.id, on=on, about="", today=TODAY, now=MONDAY)
    take_back_ride(by=marta, ride_id=ride_id, now=MONDAY)
    assert set(riding().values()) == {None}


def test_its_end_looks_at_the_levels_again(marta: Actor, bruno: Technician, annika: Technician) -> None:
    paired(marta, bruno, annika)
    (line,) = pair_lines(marta)

    seen = [Reassessed("Norvik C4", 2)]
    end_pair(by=marta, pair_id=line.id, why="Well.", reassessed=seen, on=TODAY, now=MONDAY)

    claim = Skill.objects.get(technician=annika)
    assert (claim.name, claim.level, claim.evidence) == ("Norvik C4", 2, f"At the end of learning with {bruno.name}")


def test_a_person_sees_who_read_about_them_and_answers_their_own_lines_only(
    marta: Actor, bruno: Technician, annika: Technician
) -> None:
    skill = Skill.objects.get(technician=bruno)
    reader = replace(marta, user_id=a_user(Role.SERVICE_MANAGER, branch=bruno.branch, name="Ruth").id, name="Ruth")

    note_read(by=reader, technician_id=bruno.id, what="their page", now=MONDAY)
    note_read(by=acting(bruno), technician_id=bruno.id, what="their page", now=MONDAY)
    answer_line(by=acting(bruno), about_id=skill.id, words="Since the move", now=MONDAY)

    assert [read.reader for read in reads_of(bruno.tenant_id, bruno.id)] == ["Ruth"]
    assert [each.words for each in answers_of(bruno.tenant_id, bruno.id)[skill.id]] == ["Since the move"]
    with pytest.raises(CannotBeSo, match="isn't about you"):
        answer_line(by=acting(annika), about_id=skill.id, words="Mine?", now=MONDAY)


def test_a_changed_list_of_a_post_is_the_dealership_s_own_until_it_goes_back(marta: Actor) -> None:
    shipped = post_of(marta.tenant_id, "technician")
    first = shipped.needs[0]

    set_role_need(by=marta, post="technician", need=replace(first, title="Never lies"), now=MONDAY)
    drop_role_need(by=marta, post="technician", code=shipped.needs[-1].code, now=MONDAY)

    own = post_of(marta.tenant_id, "technician")
    assert (own.is_own, len(own.needs)) == (True, len(shipped.needs) - 1)
    assert "Never lies" in {need.title for need in own.needs}
    restore_role_needs(by=marta, post="technician", now=MONDAY)
    assert post_of(marta.tenant_id, "technician") == shipped


def test_the_matrix_has_what_counts_today(marta: Actor, bruno: Technician) -> None:
    a_certificate(bruno, expires_on=TODAY - DAY)
    a_certificate(bruno, line="A series", expires_on=TODAY + DAY)

    found = coverage_of(marta, on=TODAY)

    (row,) = found.rows
    assert row.known["networking"].level == 4  # teaches
    assert list(row.certificates) == ["norvik a series"]
    assert {column.title: column.alone for column in found.columns}["Networking"] == 1


def test_somebody_new_for_whom_there_is_nobody_is_said_once_and_ends_with_a_pair(marta: Actor) -> None:
    annika = a_technician(name="Annika Holm", started_on=TODAY - 20 * DAY)

    assert [watch_pairs(marta.tenant_id, now=MONDAY + days * DAY) for days in (0, 1)] == [1, 0]
    it = FollowUp.objects.get(about_id=annika.id)
    assert (it.title, it.kind) == ("Annika Holm is new, and there is no mentor for them", "mentoring")
    assert FollowUpEvent.objects.filter(followup=it, words__contains="Pair them by hand").exists()

    a_skill(a_technician(branch=annika.branch, name="Bruno"), name="Networking", level=4)
    watch_pairs(marta.tenant_id, now=MONDAY + 2 * DAY)

    it.refresh_from_db()
    assert (it.state, [line.mentor for line in pair_lines(marta, technician_id=annika.id)]) == ("ended", ["Bruno"])
