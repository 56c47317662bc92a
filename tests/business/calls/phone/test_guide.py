"""What is asked next, and what the answers come to."""

import pytest

from steadyhand.business.calls.phone.guide import Answer, Heard, MachineAsked, Question, code_in_use, hear
from steadyhand.business.calls.phone.shipped import answer_of, kept_of, shipped_questions, shipped_steps
from steadyhand.business.calls.rules import CallType, Urgency

COLOUR_MACHINE = MachineAsked("Norvik C4", frozenset({"mono", "colour", "scan"}))
MONO_MACHINE = MachineAsked("Norvik M3", frozenset({"mono"}))
QUESTIONS = shipped_questions()


def heard(*answers: str, machine: MachineAsked = COLOUR_MACHINE, told: str = "") -> Heard:
    """Answer question after question by words; `?` leaves one open."""
    chosen: dict[str, int] = {}
    for words in answers:
        asked = hear(QUESTIONS, machine=machine, chosen=chosen, told=told).next_question
        assert asked is not None
        places = [each.words for each in asked.answers]
        chosen[asked.key] = 0 if words == "?" else places.index(words) + 1
    return hear(QUESTIONS, machine=machine, chosen=chosen, told=told)


def asked_after(*answers: str, **facts: str) -> str:
    question = heard(*answers, **facts).next_question  # type: ignore[arg-type]
    return question.words if question else ""


def test_the_first_question_is_what_goes_wrong() -> None:
    assert asked_after() == "What goes wrong?"


def test_answers_lead_to_a_code_and_to_how_badly_it_hurts() -> None:
    described = heard("The print looks wrong", "Lines or streaks", "On copies and scans only", "Hardly")

    assert described.next_question is None
    assert described.codes == ("SCAN-LINES", "LINES")
    assert described.urgency is Urgency.URGENT
    assert described.in_words == "The print looks wrong; lines or streaks; on copies and scans only"


def test_an_answer_that_tells_the_urgency_spares_the_last_question() -> None:
    described = heard("It shows an error or stays dark", "Nothing: it stays dark")

    assert (described.next_question, described.urgency) == (None, Urgency.STANDSTILL)


def test_what_the_caller_has_said_is_not_asked_again() -> None:
    assert asked_after(told="It jams all the time at tray 2") == "Does another tray work?"


def test_words_that_fit_two_answers_settle_nothing() -> None:
    assert asked_after(told="Lines, but only when we scan") == "What goes wrong?"


def test_what_the_machine_cannot_have_is_not_asked() -> None:
    wrong_colours = ("The print looks wrong", "Wrong or shifted colours")

    assert heard(*wrong_colours, machine=COLOUR_MACHINE).next_question is not None
    assert asked_after(*wrong_colours) == "What is wrong with the colours?"
    described = heard(*wrong_colours, machine=MONO_MACHINE)
    assert described.next_question is not None
    assert described.next_question.topic == "how-bad"


def test_a_machine_that_nobody_knows_is_asked_everything() -> None:
    described = heard("The print looks wrong", "Wrong or shifted colours", machine=MachineAsked())

    assert described.next_question is not None
    assert described.next_question.key == "print-colour-how"


def test_a_question_can_be_left_open() -> None:
    described = heard("?", "Yes, it can wait")

    assert (described.codes, described.urgency, described.in_words) == ((), Urgency.CAN_WAIT, "")


def test_toner_is_a_call_for_supplies() -> None:
    described = heard("Something is used up", "Staples")

    assert (described.call_type, described.codes) == (CallType.SUPPLIES, ("TONER",))


def test_a_question_of_one_family_is_asked_of_no_other() -> None:
    own = Question("own", "what", "Does the lamp on the side blink?", (Answer("Yes"), Answer("No")), family="Norvik C")

    ours = hear([own], machine=COLOUR_MACHINE, chosen={})
    others = hear([own], machine=MachineAsked("Halden H"), chosen={})

    assert (ours.next_question, others.next_question) == (own, None)


def test_topics_that_lead_to_each_other_come_to_an_end() -> None:
    again = Question("again", "what", "Again?", (Answer("Yes", then="what"), Answer("No")))

    assert hear([again], machine=MachineAsked(), chosen={"again": 1}).next_question is None


@pytest.mark.parametrize(("in_use", "suggested"), [(["JAM"], "JAM"), (["jam-tray", "JAM"], "jam-tray"), ([], "")])
def test_the_first_code_that_is_in_use_is_suggested(in_use: list[str], suggested: str) -> None:
    assert code_in_use(("JAM-TRAY", "JAM"), in_use) == suggested


def test_the_shipped_questions_can_all_be_reached_and_answered_by_a_key() -> None:
    topics = {question.topic for question in QUESTIONS}
    led_to = {answer.then for question in QUESTIONS for answer in question.answers if answer.then}

    assert len(QUESTIONS) >= 25
    assert len({question.key for question in QUESTIONS}) == len(QUESTIONS)
    assert topics == led_to | {"what", "how-bad"}
    assert all(2 <= len(question.answers) <= 9 for question in QUESTIONS)


def test_the_shipped_steps_are_few_and_for_many_problems() -> None:
    assert len(shipped_steps()) >= 15
    assert all(2 <= len(problem.steps) <= 5 for problem in shipped_steps())
    codes = [code for problem in shipped_steps() for code in problem.codes]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_an_answer_comes_back_from_a_row_as_it_went_in(question: Question) -> None:
    assert tuple(answer_of(kept_of(answer)) for answer in question.answers) == question.answers
