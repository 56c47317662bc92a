"""When is history clear enough to say something beforehand?"""

import pytest

from steadyhand.business.calls.suggesting import is_clear, is_usual, sentences, usual_quantity


@pytest.mark.parametrize(
    ("times", "of", "clear"), [(2, 2, False), (3, 3, True), (3, 5, True), (3, 6, False), (59, 100, False)]
)
def test_a_fix_is_clear_when_it_ended_most_of_at_least_three(times: int, of: int, clear: bool) -> None:  # noqa: FBT001
    assert is_clear(times, of) is clear


@pytest.mark.parametrize(("times", "of", "usual"), [(2, 2, False), (2, 3, True), (2, 4, True), (1, 3, False)])
def test_a_part_is_usual_when_half_of_at_least_three_took_it(times: int, of: int, usual: bool) -> None:  # noqa: FBT001
    assert is_usual(times, of) is usual


def test_the_usual_quantity_is_the_most_frequent_and_of_equals_the_smaller() -> None:
    assert usual_quantity([2, 1, 2, 4]) == 2
    assert usual_quantity([4, 1]) == 1


def test_plain_words_become_whole_sentences() -> None:
    assert sentences("The rollers were worn", " We put in new ones. ", "") == (
        "The rollers were worn. We put in new ones."
    )
    assert sentences("", " ") == ""
