"""The desk changes what it asks and tries."""

from dataclasses import replace

import pytest
from tests.builders import MONDAY, a_code
from tests.builders.desk import dana

from steadyhand.business.calls.actions.change_phone_steps import CannotChangeSteps, change_phone_steps
from steadyhand.business.calls.actions.change_question import CannotAsk, change_question
from steadyhand.business.calls.phone.guide import Answer, Question
from steadyhand.business.calls.phone.shipped import shipped_questions
from steadyhand.business.calls.queries.phone_guide import questions_asked, steps_for

pytestmark = pytest.mark.django_db
JAM_WHERE = next(question for question in shipped_questions() if question.key == "paper-where")
YES_OR_NO = (Answer("Yes", codes=("JAM",)), Answer("No"))


def test_a_changed_question_stands_in_for_the_shipped_one() -> None:
    by = dana()

    change_question(by=by, question=replace(JAM_WHERE, words="Where is the paper?"), now=MONDAY)

    asked = {question.key: question.words for question in questions_asked(by)}
    assert asked["paper-where"] == "Where is the paper?"
    assert len(asked) == len(shipped_questions())


def test_a_question_that_is_retired_is_not_asked_and_may_come_back() -> None:
    by = dana()

    change_question(by=by, question=JAM_WHERE, is_retired=True, now=MONDAY)
    without = {question.key for question in questions_asked(by)}
    change_question(by=by, question=JAM_WHERE, now=MONDAY)

    assert "paper-where" not in without
    assert JAM_WHERE in questions_asked(by)


def test_a_new_question_is_asked_of_its_family() -> None:
    by = dana()
    own = Question("own-1", "paper", "Is the lever green?", YES_OR_NO, family="Norvik C4")

    change_question(by=by, question=own, now=MONDAY)

    assert questions_asked(by)[-1] == own


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (Question("own", "paper", " ", YES_OR_NO), "Write the question"),
        (Question("own", "paper", "Why?", YES_OR_NO[:1]), "at least two answers"),
        (Question("own", "paper", "Why?", (Answer("So"),) * 10), "10 answers are too many"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(question: Question, said: str) -> None:
    with pytest.raises(CannotAsk, match=said):
        change_question(by=dana(), question=question, now=MONDAY)


def test_the_first_question_is_always_asked() -> None:
    with pytest.raises(CannotAsk, match="keep asking it"):
        change_question(by=dana(), question=shipped_questions()[0], is_retired=True, now=MONDAY)


def test_own_steps_stand_in_for_the_shipped_ones_and_none_means_none() -> None:
    by = dana()
    a_code("problem", "JAM")
    shipped = steps_for(by, "JAM")

    change_phone_steps(by=by, code="JAM", steps=[" Open the door. ", ""], now=MONDAY)
    own = steps_for(by, "JAM")
    change_phone_steps(by=by, code="JAM", steps=[], now=MONDAY)

    assert len(shipped) == 4
    assert own == ("Open the door.",)
    assert steps_for(by, "JAM") == ()


@pytest.mark.parametrize(
    ("code", "steps", "said"),
    [
        ("NONE", ["Open it."], "no problem code NONE"),
        ("JAM", ["Open it."] * 9, "9 steps are too many"),
        ("JAM", ["Open " * 80], "too long to read"),
    ],
)
def test_steps_that_cannot_be_kept_are_refused(code: str, steps: list[str], said: str) -> None:
    a_code("problem", "JAM")

    with pytest.raises(CannotChangeSteps, match=said):
        change_phone_steps(by=dana(), code=code, steps=steps, now=MONDAY)
