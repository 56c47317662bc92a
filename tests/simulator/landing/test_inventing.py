import multiprocessing
import threading
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from steadyhand.simulator.happenings import TRUTHS, Happening
from steadyhand.simulator.landing.inventing import CannotInvent, Story, invented, packed, unpacked

TINY = Story("typical", technicians=1, years=0.05, seed=7, until=datetime(2026, 3, 13, 18, 30, tzinfo=UTC))
# More than may wait between the two processes.
SMALL = Story("typical", technicians=6, years=2, seed=7, until=TINY.until)


def recorded(story: Story) -> list[Happening]:
    return [each for each in story.happenings() if not isinstance(each, TRUTHS)]


def test_what_travels_arrives_as_it_was() -> None:
    happened = recorded(TINY)

    assert list(unpacked(packed(happened))) == happened


def test_truths_do_not_travel(a_season: list[Happening]) -> None:
    assert not {kind for kind, _ in packed(a_season)} & set(TRUTHS)


@pytest.mark.slow
def test_a_process_beside_invents_the_same_in_the_same_order() -> None:
    with invented(TINY, is_large=True) as happenings:
        beside = list(happenings)

    assert beside == recorded(TINY)


@pytest.mark.slow
def test_a_process_beside_tells_why_it_cannot_go_on() -> None:
    nobody = Story("typical", technicians=0, years=1, seed=7, until=TINY.until)

    with pytest.raises(CannotInvent, match="0 technicians"), invented(nobody, is_large=True) as happenings:
        list(happenings)


@pytest.mark.slow
def test_a_process_beside_that_is_gone_is_told() -> None:
    with invented(SMALL, is_large=True) as happenings:
        next(happenings)
        multiprocessing.active_children()[0].kill()

        with pytest.raises(CannotInvent, match="ended"):
            list(happenings)


@pytest.mark.slow
def test_nothing_is_left_when_nobody_listens_any_more() -> None:
    threads = threading.active_count()

    with suppress(KeyboardInterrupt), invented(SMALL, is_large=True) as happenings:
        next(happenings)
        raise KeyboardInterrupt

    assert not multiprocessing.active_children()
    assert threading.active_count() == threads
