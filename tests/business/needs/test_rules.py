"""When is somebody left in peace, and who may hear of one more?"""

from datetime import date, timedelta

import pytest

from steadyhand.business.needs.prompts import prompts
from steadyhand.business.needs.rules import Leave, Said, Sort, left_in_peace_until, may_be_raised
from steadyhand.business.needs.wording import why_not

NO = (Said(Sort.AGING, date(2026, 3, 9)), Said(Sort.AGING, date(2025, 1, 1)))


def test_a_no_is_respected_for_as_long_as_was_set() -> None:
    until = left_in_peace_until(NO, Sort.AGING, Leave.AGREED, rest_days=180)

    assert until == date(2026, 3, 9) + timedelta(days=180)


@pytest.mark.parametrize(
    ("sort", "leave"), [(Sort.AGING, Leave.ASKED), (Sort.SUPPLIES, Leave.PASSED), (Sort.SAFETY, Leave.PASSED)]
)
def test_whoever_asks_and_what_isn_t_safe_are_heard_all_the_same(sort: Sort, leave: Leave) -> None:
    assert left_in_peace_until((*NO, Said(Sort.SAFETY, date(2026, 3, 9))), sort, leave, rest_days=180) is None


@pytest.mark.parametrize(
    ("recent", "leave", "sort", "may"),
    [
        (1, Leave.PASSED, Sort.AGING, True),
        (2, Leave.PASSED, Sort.AGING, False),
        (9, Leave.ASKED, Sort.AGING, True),
        (9, Leave.PASSED, Sort.OUTAGE, True),
    ],
)
def test_no_more_than_they_would_welcome(recent: int, leave: Leave, sort: Sort, may: bool) -> None:  # noqa: FBT001
    assert may_be_raised(recent, leave, sort, most=2) is may


def test_there_are_forty_questions_and_none_names_a_price() -> None:
    asked = [question for questions in prompts().values() for question in questions.values()]

    assert len(asked) >= 40
    assert len(set(asked)) == len(asked)
    assert {question: why_not(question) for question in asked if why_not(question)} == {}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Would an upgrade help them here?", "“upgrade” sells"),
        ("Are they upgrading this year?", "“upgrading” sells"),
        ("What would they say to a good deal?", "“deal” sells"),
        ("What does a page cost them?", "“cost” sells"),
        ("Could they spare $200 a month?", "“$200” sells"),
        ("Would they be interested in a second machine?", "“interested” sells"),
        ("How do they like our new model?", "“our” speaks of us"),
        ("Tell them about the new one?", "“Tell” begins no question"),
        ("Who prints the most here.", "asks nothing: end with a question mark"),
        ("Why so?", "3 words at least"),
        ("What " + "is " * 80 + "it?", "160 characters at most"),
    ],
)
def test_a_question_that_sells_or_asks_nothing_is_told_by_which_word(question: str, said: str) -> None:
    assert said in why_not(question)


@pytest.mark.parametrize(
    "question",
    ["Who is dealing with visitors' printing?", "What do they investigate first?", "Whose special paper is it?"],
)
def test_a_word_that_only_looks_like_a_pitch_is_none(question: str) -> None:
    assert why_not(question) == ""
