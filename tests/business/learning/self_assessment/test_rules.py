"""Twenty questions, no side shown before enough have answered, gaps first."""

from datetime import date

import pytest

from steadyhand.business.learning.self_assessment.rules import (
    FEWEST,
    Side,
    closes_on,
    found_in,
    next_quarter,
    quarter_of,
    questions,
    read_questions,
    what_next,
)

KEYS = [each.key for each in questions()]


def sheet(value: int, **other: int | None) -> dict[str, int | None]:
    return dict.fromkeys(KEYS, value) | other


def test_there_are_twenty_and_each_side_reads_its_own() -> None:
    assert len(questions()) == 20
    for each in questions():
        assert len({each.words[side] for side in Side}) == 3


def test_technicians_answers_are_shown_from_five_on() -> None:
    few = found_in({Side.LEADS: [sheet(5)], Side.DRIVES: [sheet(2)] * (FEWEST - 1)})
    enough = found_in({Side.LEADS: [sheet(5)], Side.DRIVES: [sheet(2)] * FEWEST})

    assert few[0].seen[Side.DRIVES].mean is None
    assert few[0].gap is None
    assert FEWEST == 5
    assert enough[0].gap == 3


def test_i_can_t_say_is_no_answer() -> None:
    first = KEYS[0]

    found = found_in({Side.DRIVES: [sheet(4)] * 4 + [sheet(4, **{first: None})]})

    assert found[0].seen[Side.DRIVES].mean is None
    assert found[1].seen[Side.DRIVES].mean == 4


def test_the_widest_gap_comes_first_then_what_is_weak_three_at_most() -> None:
    sheets = {
        Side.LEADS: [sheet(4, **{KEYS[3]: 5, KEYS[7]: 2})],
        Side.DRIVES: [sheet(4, **{KEYS[3]: 2, KEYS[5]: 3, KEYS[7]: 2})] * 5,
    }

    found = what_next(found_in(sheets))

    assert [each.question.key for each in found] == [KEYS[3], KEYS[5], KEYS[7]]


def test_a_question_without_a_next_step_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="why has no next_step"):
        read_questions('[[question]]\nkey="why"\nsubject="x"\nleads="x"\ndrives="x"\noffice="x"\nnext_step=" "')


def test_quarters_begin_with_january_april_july_and_october() -> None:
    assert quarter_of(date(2026, 12, 31)) == date(2026, 10, 1)
    assert quarter_of(date(2026, 3, 1)) == date(2026, 1, 1)


def test_a_quarter_s_answers_are_shown_two_weeks_before_it_ends() -> None:
    assert closes_on(date(2026, 1, 1)) == date(2026, 3, 17)
    assert [next_quarter(date(2026, month, 1)).month for month in (1, 4, 7, 10)] == [4, 7, 10, 1]
