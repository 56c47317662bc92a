"""What ships can be asked, and what a dealership words is checked."""

import pytest

from steadyhand.business.learning.fairness.questions import NotAskedSo, shipped_questions, worded


def test_what_ships_is_four_questions_that_can_be_asked() -> None:
    assert [each.code for each in shipped_questions()] == ["gender", "age", "disability", "origin"]
    assert [worded(each.code, each.asks, each.answers) for each in shipped_questions()] == list(shipped_questions())


@pytest.mark.parametrize(
    ("asks", "answers", "said"),
    [
        (" ", ["a", "b"], "Write the question"),
        ("How?", ["a", ""], "1 answers"),
        ("How?", [str(each) for each in range(9)], "9 answers"),
        ("How?", ["a", "A "], "twice"),
        ("How?", ["a", "b" * 61], "too long"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_to_do(asks: str, answers: list[str], said: str) -> None:
    with pytest.raises(NotAskedSo, match=said):
        worded("gender", asks, answers)
