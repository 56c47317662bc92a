"""What a ride-along must say before it is kept, and which behaviours its form asks."""

import pytest

from steadyhand.business.learning.coaching.rules import Answer, NotLikeThis, check_ride, looked_for

KNOWN = ("a", "b", "c", "d", "e", "f", "g")


def ride(*codes: str, goal: str = "Say it back", keep: str = "The range", change: str = "Earlier") -> None:
    check_ride(dict.fromkeys(codes, Answer.SEEN), KNOWN, goal=goal, keep=keep, change=change)


def test_three_to_six_behaviours_a_goal_a_keep_and_a_change_are_kept() -> None:
    ride("a", "b", "c")
    ride(*KNOWN[:6])


@pytest.mark.parametrize(
    ("codes", "words", "said"),
    [
        (("a", "b"), {}, "2 behaviours answered: answer 3 to 6"),
        (KNOWN, {}, "7 behaviours answered"),
        (("a", "b", "x"), {}, "x is no behaviour"),
        (("a", "b", "c"), {"goal": " "}, "one goal"),
        (("a", "b", "c"), {"keep": ""}, "One thing to keep".lower()),
        (("a", "b", "c"), {"change": ""}, "one thing to change"),
    ],
)
def test_what_is_missing_is_said(codes: tuple[str, ...], words: dict[str, str], said: str) -> None:
    with pytest.raises(NotLikeThis, match=f"(?i){said}"):
        ride(*codes, **words)


def test_the_form_asks_what_has_had_the_fewest_chances_and_never_fewer_than_three() -> None:
    assert looked_for(["c", "a"], {"c": 9}, KNOWN) == ("a", "c", "b")
    assert looked_for(KNOWN, {"a": 5}, KNOWN) == ("b", "c", "d", "e", "f", "g")
