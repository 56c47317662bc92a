"""Marks say something of a criterion, never add up, and what nobody assessed counts as nothing."""

from datetime import date

import pytest

from steadyhand.business.learning.hiring.contents import compose
from steadyhand.business.learning.hiring.rules import (
    Leaning,
    Marked,
    NotLikeThis,
    PathLine,
    Seen,
    Verdict,
    check_decision,
    check_marks,
    findings,
    leaning,
)
from steadyhand.business.learning.hiring.shipped import shipped_contents
from steadyhand.business.people.growth.shipped import shipped_needs

KIT = compose("technician", "field technician", shipped_needs("technician"), shipped_contents("technician"), number=0)
ALL_FAIR: dict[str, int | None] = dict.fromkeys((item.key for item in KIT.items), 3)


def seen(*cards: dict[str, int | None]) -> dict[str, Seen]:
    marked = [Marked(f"rater {place}", marks, {}) for place, marks in enumerate(cards)]
    return {each.criterion.code: each.seen for each in findings(KIT, marked)}


def leans(*cards: dict[str, int | None]) -> Leaning:
    return leaning(findings(KIT, [Marked(f"rater {place}", marks, {}) for place, marks in enumerate(cards)]))


def test_not_assessed_is_never_zero() -> None:
    assert seen({"told-wrong": None}, {"told-wrong": 4})["truthful"] is Seen.MET
    assert seen({"told-wrong": None})["truthful"] is Seen.NOT_SEEN


def test_the_essentials_point_somewhere_and_reject_nobody() -> None:
    assert leans({"told-wrong": 5}) is Leaning.NOT_YET
    assert leans(ALL_FAIR) is Leaning.HIRE
    assert leans(ALL_FAIR | {"scan-to-email.networking-basics": 1}) is Leaning.PATH
    assert leans(ALL_FAIR | {"told-wrong": 1}) is Leaning.TALK
    assert leans(*[ALL_FAIR | {"order-of-looking": 2}] * 2) is Leaning.TALK


def test_two_marks_apart_on_the_same_question_are_talked_over() -> None:
    cards = [Marked("a", ALL_FAIR, {}), Marked("b", ALL_FAIR | {"told-wrong": 5}, {})]

    assert [each.criterion.code for each in findings(KIT, cards) if each.discuss] == ["truthful"]


@pytest.mark.parametrize("marks", [{}, {"told-wrong": None}, {"told-wrong": 6}, {"nothing-of-it": 3}])
def test_a_scorecard_that_says_nothing_is_not_handed_in(marks: dict[str, int | None]) -> None:
    with pytest.raises(NotLikeThis):
        check_marks(KIT, marks)


def test_a_path_is_dated_and_goes_with_its_verdict() -> None:
    line, today = PathLine("networking-basics", "mentor", "Bruno", date(2026, 6, 1), "Alone"), date(2026, 3, 2)

    check_decision(Verdict.PATH, "Why", [line], today=today)
    for verdict, path in ((Verdict.PATH, []), (Verdict.HIRE, [line])):
        with pytest.raises(NotLikeThis):
            check_decision(verdict, "Why", path, today=today)
    with pytest.raises(NotLikeThis, match="over"):
        check_decision(Verdict.PATH, "Why", [line], today=date(2026, 6, 1))
