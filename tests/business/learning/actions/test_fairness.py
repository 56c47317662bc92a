"""Candidates answer for themselves, nothing leads back to them, and a look before and after one more shows the same."""

from datetime import timedelta
from random import Random
from uuid import UUID

import pytest
from tests.builders import MONDAY, a_branch, a_technician, an_actor
from tests.builders.hiring import a_candidate, a_path, hand_in

from steadyhand.business.dealership.models import Branch
from steadyhand.business.dealership.rules import Role
from steadyhand.business.learning.actions.answer_fairness import NotTyped, answer_by_link, type_in_paper
from steadyhand.business.learning.actions.ask_about_fairness import ask_about_fairness, stop_asking_about_fairness
from steadyhand.business.learning.actions.choose_fairness_questions import choose_fairness_questions
from steadyhand.business.learning.actions.hiring.begin_work import begin_work
from steadyhand.business.learning.actions.hiring.decide import decide
from steadyhand.business.learning.actions.hiring.withdraw_candidate import withdraw_candidate
from steadyhand.business.learning.actions.release_fairness import release_fairness
from steadyhand.business.learning.actions.watch_hiring import erase_candidate, watch_hiring
from steadyhand.business.learning.fairness.questions import Asked, shipped_questions
from steadyhand.business.learning.fairness.releasing import Stage
from steadyhand.business.learning.models import FairnessAsk, FairnessQuestion, FairnessRelease, FairnessSheet
from steadyhand.business.learning.queries.fairness import fairness_read, questions_asked
from steadyhand.business.learning.refusing import CannotHire
from steadyhand.shared.actor import Actor
from steadyhand.shared.links import LinkRefused, token_of
from steadyhand.shared.models import Change, KeptAnswer, Link

pytestmark = pytest.mark.django_db
GENDER = shipped_questions()[0]


@pytest.fixture
def branch() -> Branch:
    return a_branch()


@pytest.fixture
def ruth(branch: Branch) -> Actor:
    return an_actor(Role.SERVICE_MANAGER, branch=branch)


@pytest.fixture
def howard() -> Actor:
    return an_actor(Role.PRINCIPAL)


def asking(howard: Actor, *asked: Asked) -> UUID:
    """Ask these questions, and return the first one's id."""
    choose_fairness_questions(by=howard, asked=asked or (GENDER,), now=MONDAY)
    return questions_asked(howard.tenant_id)[0].id


def a_link(by: Actor, candidate_id: UUID) -> str:
    link_id = ask_about_fairness(by=by, candidate_id=candidate_id, by_mail=True, now=MONDAY)
    return token_of(Link.objects.get(id=link_id))


def an_end(tenant_id: UUID, question_id: UUID, stage: Stage, answer: int | None) -> FairnessSheet:
    """Keep a sheet of somebody whose way is over."""
    answers = {str(question_id): answer}
    return FairnessSheet.objects.create(tenant_id=tenant_id, tie=None, answers=answers, stage=stage.value)


def test_nothing_is_asked_until_the_principal_chooses(ruth: Actor, howard: Actor, branch: Branch) -> None:
    candidate_id = a_candidate(ruth, branch)
    with pytest.raises(CannotHire, match="principal chooses"):
        a_link(ruth, candidate_id)
    with pytest.raises(CannotHire, match="principal's to decide"):
        asking(ruth)

    asking(howard)

    assert a_link(ruth, candidate_id)


def test_a_question_worded_anew_begins_anew(howard: Actor) -> None:
    first = asking(howard)
    assert asking(howard) == first

    other = asking(howard, Asked("gender", "And you are?", ("A woman", "A man")))

    assert other != first
    assert FairnessQuestion.objects.get(id=first).ended_at == MONDAY
    choose_fairness_questions(by=howard, asked=(), now=MONDAY)
    assert questions_asked(howard.tenant_id) == ()


def test_an_answer_has_no_name_no_history_and_is_replaced_by_the_next(
    ruth: Actor, howard: Actor, branch: Branch
) -> None:
    question_id = asking(howard)
    candidate_id = a_candidate(ruth, branch)
    token = a_link(ruth, candidate_id)
    before = Change.objects.count(), KeptAnswer.objects.count()

    answer_by_link(token, answers={question_id: 0}, now=MONDAY)
    answer_by_link(token, answers={question_id: 1}, now=MONDAY)

    sheet = FairnessSheet.objects.get()
    assert sheet.answers == {str(question_id): 1}
    assert str(candidate_id) not in f"{sheet.tie} {sheet.answers} {sheet.id}"
    assert (Change.objects.count(), KeptAnswer.objects.count()) == before
    with pytest.raises(CannotHire, match="offered"):
        answer_by_link(token, answers={question_id: 3}, now=MONDAY)


def test_a_link_is_for_this_only_runs_out_and_is_taken_back(ruth: Actor, howard: Actor, branch: Branch) -> None:
    question_id = asking(howard)
    candidate_id = a_candidate(ruth, branch)
    first = a_link(ruth, candidate_id)
    second = a_link(ruth, candidate_id)
    for token, when in ((first, MONDAY), ("forged", MONDAY), (second, MONDAY + timedelta(days=31))):
        with pytest.raises(LinkRefused):
            answer_by_link(token, answers={question_id: 0}, now=when)

    answer_by_link(second, answers={question_id: 0}, now=MONDAY)
    stop_asking_about_fairness(by=ruth, candidate_id=candidate_id, now=MONDAY)

    with pytest.raises(LinkRefused):
        answer_by_link(second, answers={question_id: 1}, now=MONDAY)
    assert FairnessSheet.objects.get().answers == {str(question_id): 0}


def test_a_paper_is_typed_in_by_its_code_and_never_by_who_hires(ruth: Actor, howard: Actor, branch: Branch) -> None:
    question_id = asking(howard)
    joan = an_actor(Role.ADMINISTRATOR, branch=branch)
    candidate_id = a_candidate(ruth, branch)
    ask_about_fairness(by=ruth, candidate_id=candidate_id, by_mail=False, now=MONDAY)
    code = FairnessAsk.objects.get().code

    for by in (ruth, howard):
        with pytest.raises(NotTyped, match="administrator"):
            type_in_paper(by=by, code=code, answers={question_id: 2}, now=MONDAY)
    with pytest.raises(NotTyped, match="WRONG"):
        type_in_paper(by=joan, code="WRONG", answers={question_id: 2}, now=MONDAY)
    type_in_paper(by=joan, code=f"{code[:4].lower()}-{code[4:]}", answers={question_id: 2}, now=MONDAY)

    assert FairnessSheet.objects.get().answers == {str(question_id): 2}


def test_a_rater_does_not_type_in_the_paper_of_whom_they_interview(ruth: Actor, howard: Actor, branch: Branch) -> None:
    question_id = asking(howard)
    joan = an_actor(Role.ADMINISTRATOR, branch=branch)
    candidate_id = a_candidate(ruth, branch, joan)
    ask_about_fairness(by=ruth, candidate_id=candidate_id, by_mail=False, now=MONDAY)

    with pytest.raises(NotTyped, match="another administrator"):
        type_in_paper(by=joan, code=FairnessAsk.objects.get().code, answers={question_id: 2}, now=MONDAY)


def test_erased_only_the_answer_and_how_far_they_came_stay(ruth: Actor, howard: Actor, branch: Branch) -> None:
    question_id = asking(howard)
    candidate_id = a_candidate(ruth, branch, ruth)
    token = a_link(ruth, candidate_id)
    answer_by_link(token, answers={question_id: 1}, now=MONDAY)
    hand_in(ruth, candidate_id, told_wrong=2)

    erase_candidate(by=ruth, candidate_id=candidate_id, now=MONDAY)

    sheet = FairnessSheet.objects.get()
    assert (sheet.tie, sheet.stage, sheet.answers) == (None, Stage.INTERVIEWED, {str(question_id): 1})
    assert not FairnessAsk.objects.exists()
    with pytest.raises(LinkRefused):
        answer_by_link(token, answers={question_id: 0}, now=MONDAY)


def test_whoever_withdrew_before_a_decision_is_counted_nowhere(ruth: Actor, howard: Actor, branch: Branch) -> None:
    question_id = asking(howard)
    candidate_id = a_candidate(ruth, branch)
    answer_by_link(a_link(ruth, candidate_id), answers={question_id: 1}, now=MONDAY)
    withdraw_candidate(by=ruth, candidate_id=candidate_id, why="", now=MONDAY)

    erase_candidate(by=ruth, candidate_id=candidate_id, now=MONDAY)

    assert not FairnessSheet.objects.exists()


def test_who_kept_quiet_is_a_sheet_like_others_once_their_way_is_over(
    ruth: Actor, howard: Actor, branch: Branch
) -> None:
    question_id = asking(howard)
    technician = a_technician(branch=branch)
    candidate_id = a_candidate(ruth, branch, ruth)
    a_link(ruth, candidate_id)
    hand_in(ruth, candidate_id, told_wrong=4)
    decide(by=ruth, candidate_id=candidate_id, decided=a_path(), now=MONDAY)
    watch_hiring(ruth.tenant_id, now=MONDAY)
    assert not FairnessSheet.objects.exists()

    begin_work(by=ruth, candidate_id=candidate_id, technician_id=technician.id, now=MONDAY)
    watch_hiring(ruth.tenant_id, now=MONDAY)
    watch_hiring(ruth.tenant_id, now=MONDAY)

    sheet = FairnessSheet.objects.get()
    assert (sheet.tie, sheet.stage, sheet.answers) == (None, Stage.HIRED, {str(question_id): None})


def test_a_look_before_and_after_one_answer_more_shows_the_same(howard: Actor) -> None:
    question_id, tenant_id = asking(howard), howard.tenant_id
    for place in range(40):
        an_end(tenant_id, question_id, Stage(place % 4), place % 2)
    assert fairness_read(howard)[0].steps == ()
    assert release_fairness(tenant_id, now=MONDAY, chance=Random(7)) == 1  # noqa: S311 - a draw to be repeated
    before = fairness_read(howard)

    an_end(tenant_id, question_id, Stage.HIRED, 2)
    assert release_fairness(tenant_id, now=MONDAY) == 0

    assert fairness_read(howard) == before
    # Of ten at each stage two were left out.
    assert sum(map(sum, FairnessRelease.objects.get().counts.values())) == 32
    assert FairnessSheet.objects.filter(released=[str(question_id)]).count() == 40


def test_a_second_release_counts_only_who_is_in_none(howard: Actor) -> None:
    question_id, tenant_id = asking(howard), howard.tenant_id
    for _ in range(2):
        for place in range(40):
            an_end(tenant_id, question_id, Stage(place % 4), place % 2)
        assert release_fairness(tenant_id, now=MONDAY) == 1

    read = fairness_read(howard)[0]

    assert len(read.releases) == 2
    assert sum(each.n for each in read.steps[-1].groups) == 64


def test_only_the_principal_reads_it(howard: Actor, ruth: Actor) -> None:
    asking(howard)

    assert len(fairness_read(howard)) == 1
    assert fairness_read(ruth) == ()
