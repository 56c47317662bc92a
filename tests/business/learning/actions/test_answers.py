"""A candidate hears from us: by a day, in words that are kept, and all of it goes with their data."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from tests.builders import MONDAY, a_branch, an_actor
from tests.builders.hiring import a_candidate, a_path, hand_in
from tests.builders.kept import row_of

from steadyhand.business.dealership.models import Branch
from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.answer_candidate import Told, Way, answer_candidate
from steadyhand.business.learning.actions.hiring.decide import decide
from steadyhand.business.learning.actions.hiring.take_up_again import take_up_again
from steadyhand.business.learning.actions.hiring.withdraw_candidate import withdraw_candidate
from steadyhand.business.learning.actions.owe_answer import owe_answer
from steadyhand.business.learning.actions.watch_hiring import erase_candidate
from steadyhand.business.learning.hiring.letters import Letter
from steadyhand.business.learning.models import AnswerOwed, Candidate, CandidateAnswer
from steadyhand.business.learning.queries.answers import answer_standing, unanswered_at
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def branch() -> Branch:
    return a_branch()


@pytest.fixture
def ruth(branch: Branch) -> Actor:
    return an_actor(Role.SERVICE_MANAGER, branch=branch)


def told(by: Actor, letter: Letter = Letter.PATH) -> Told:
    assert by.user_id
    return Told(letter=letter, way=Way.PHONE, words="We would like you.", by_id=by.user_id, at=MONDAY)


def the_followup() -> UUID:
    followup_id = AnswerOwed.objects.get().followup_id
    assert followup_id
    return followup_id


def test_they_hear_in_ten_working_days_and_somebody_has_it(ruth: Actor, branch: Branch) -> None:
    candidate_id = a_candidate(ruth, branch)

    owed = AnswerOwed.objects.get()
    followup = row_of(the_followup())
    assert owed.by_on == MONDAY.date() + timedelta(days=14)
    assert (followup.kind, followup.owner_id, followup.state) == ("candidate_answer", ruth.user_id, "open")
    assert followup.due_at is not None
    assert "Noor" not in followup.title
    with pytest.raises(CannotHire, match="said already"):
        owe_answer(by=ruth, candidate_id=candidate_id, by_on=None, now=MONDAY)


@pytest.mark.parametrize("day", [MONDAY.date(), date(2027, 3, 1)])
def test_a_day_that_is_over_or_far_away_is_refused(ruth: Actor, branch: Branch, day: date) -> None:
    candidate_id = a_candidate(ruth, branch)
    AnswerOwed.objects.all().delete()

    with pytest.raises(CannotHire, match=str(day)):
        owe_answer(by=ruth, candidate_id=candidate_id, by_on=day, now=MONDAY)


def test_an_answer_ends_what_was_owed_and_an_invitation_does_not(ruth: Actor, branch: Branch) -> None:
    candidate_id = a_candidate(ruth, branch, ruth)
    opening_id = Candidate.objects.get().opening_id
    followup_id = the_followup()
    answer_candidate(by=ruth, candidate_id=candidate_id, told=told(ruth, Letter.INVITE), now=MONDAY)
    assert row_of(followup_id).state == "open"
    with pytest.raises(CannotHire, match="decide first"):
        answer_candidate(by=ruth, candidate_id=candidate_id, told=told(ruth), now=MONDAY)
    hand_in(ruth, candidate_id, told_wrong=4)
    decide(by=ruth, candidate_id=candidate_id, decided=a_path(), now=MONDAY)
    assert [each.name for each in unanswered_at(ruth, opening_id)] == ["Noor Haddad"]

    answer_candidate(by=ruth, candidate_id=candidate_id, told=told(ruth), now=MONDAY)

    assert (row_of(followup_id).state, row_of(followup_id).outcome) == ("ended", "answered")
    assert unanswered_at(ruth, opening_id) == ()
    standing = answer_standing(ruth, candidate_id)
    assert (standing.is_owed, standing.ended) == (False, "answered")
    assert [each.letter for each in standing.heard] == [Letter.PATH, Letter.INVITE]


def test_a_moment_to_come_and_nothing_said_are_refused(ruth: Actor, branch: Branch) -> None:
    candidate_id = a_candidate(ruth, branch)
    assert ruth.user_id
    later = Told(letter=Letter.INVITE, way=Way.PHONE, words="Hi", by_id=ruth.user_id, at=MONDAY + timedelta(minutes=1))
    silent = Told(letter=Letter.INVITE, way=Way.PHONE, words=" ", by_id=ruth.user_id, at=MONDAY)

    for wrong, said in ((later, "to come"), (silent, "what they heard")):
        with pytest.raises(CannotHire, match=said):
            answer_candidate(by=ruth, candidate_id=candidate_id, told=wrong, now=MONDAY)


def test_whoever_withdraws_waits_for_nothing(ruth: Actor, branch: Branch) -> None:
    candidate_id = a_candidate(ruth, branch)

    withdraw_candidate(by=ruth, candidate_id=candidate_id, why="", now=MONDAY)

    owed = AnswerOwed.objects.get()
    assert (owed.outcome, row_of(the_followup()).outcome) == ("withdrew", "withdrew")


def test_whoever_comes_back_is_owed_an_answer_again(ruth: Actor, branch: Branch) -> None:
    candidate_id = a_candidate(ruth, branch)
    withdraw_candidate(by=ruth, candidate_id=candidate_id, why="", now=MONDAY)

    take_up_again(by=ruth, candidate_id=candidate_id, now=MONDAY)

    owed = AnswerOwed.objects.get()
    assert (owed.outcome, owed.ended_at) == ("", None)
    assert owed.followup_id
    assert row_of(owed.followup_id).state == "open"


def test_letters_go_with_the_candidates_data(ruth: Actor, branch: Branch) -> None:
    candidate_id = a_candidate(ruth, branch)
    followup_id = the_followup()
    answer_candidate(by=ruth, candidate_id=candidate_id, told=told(ruth, Letter.INVITE), now=MONDAY)

    erase_candidate(by=ruth, candidate_id=candidate_id, now=MONDAY)

    assert not CandidateAnswer.objects.exists()
    assert not AnswerOwed.objects.exists()
    assert row_of(followup_id).outcome == "erased"
