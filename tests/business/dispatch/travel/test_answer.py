"""Who answered is said as people say it, and never all where it isn't."""

import numpy as np
import pytest

from steadyhand.business.dispatch.travel.answer import Answered, Silent, TravelTimes


def said(*answered: Answered, silent: tuple[Silent, ...] = (), guessed: int = 0) -> tuple[str, ...]:
    nothing = np.zeros((3, 3))
    return TravelTimes(nothing, nothing, answered, silent, guessed).sentences


def test_each_source_says_its_share_its_name_and_whom_to_credit() -> None:
    found = said(Answered("OSRM at maps.example", "© mapmakers", 0.75, from_before_share=0.5))

    assert found == ("75 % from OSRM at maps.example (© mapmakers), 50 % of that known from before.",)


def test_straight_lines_say_how_sure_they_are() -> None:
    found = said(Answered("straight lines", "", 1.0, off_by=1.93))

    assert found == ("100 % from straight lines; nine in ten drives are within 1.9 times as long or short.",)


@pytest.mark.parametrize(("share", "words"), [(0.9999, "99 %"), (0.0001, "less than 1 %"), (1.0, "100 %")])
def test_nearly_all_is_not_all_and_hardly_any_is_not_none(share: float, words: str) -> None:
    assert said(Answered("a map", "", share))[0].startswith(words)


def test_who_was_silent_and_what_was_guessed_is_said() -> None:
    found = said(silent=(Silent("a map", 0.25, "it can't be reached."),), guessed=2)

    assert found == (
        "a map didn't answer for 25 %: it can't be reached.",
        "2 of 3 places are known by their street, postcode or city only.",
    )


def test_seconds_are_whole_as_the_solver_takes_them() -> None:
    minutes = np.array([[0.0, 1.51]])

    found = TravelTimes(minutes, minutes, ())

    assert found.seconds.dtype == np.int64
    assert found.seconds.tolist() == [[0, 91]]


def test_each_attribution_is_shown_once() -> None:
    both = (Answered("one", "© mapmakers", 0.5), Answered("other", "© mapmakers", 0.3), Answered("lines", "", 0.2))

    assert TravelTimes(np.zeros((1, 1)), np.zeros((1, 1)), both).attributions == ("© mapmakers",)
