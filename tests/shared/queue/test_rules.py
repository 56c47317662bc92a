"""Pauses grow and differ; a beat is kept, and missed beats are one."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import MONDAY

from steadyhand.shared.queue.rules import is_too_late, longest_wait, next_tick, pause_after

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 5), (2, 10), (5, 80), (9, 1280), (10, 1800), (99, 1800)])
def test_the_pause_doubles_up_to_half_an_hour(attempts: int, seconds: int) -> None:
    assert pause_after(attempts, chance=0.5) == timedelta(seconds=seconds)


@given(attempts=st.integers(0, 40_000), chance=st.floats(0, 1))
def test_chance_moves_a_pause_by_a_fifth_at_most(attempts: int, chance: float) -> None:
    middle = pause_after(attempts, chance=0.5)

    assert 0.8 * middle <= pause_after(attempts, chance=chance) <= min(1.2 * middle + MINUTE / 60, longest_wait())


@given(
    late=st.timedeltas(timedelta(0), timedelta(days=3)), every=st.timedeltas(timedelta(seconds=1), timedelta(days=1))
)
def test_a_beat_is_kept_and_missed_ones_are_one(late: timedelta, every: timedelta) -> None:
    tick = next_tick(MONDAY, every, now=MONDAY + late)

    assert MONDAY + late < tick <= MONDAY + late + every
    assert (tick - MONDAY) % every == timedelta(0)


def test_a_beat_of_a_clock_that_was_ahead_begins_anew() -> None:
    assert next_tick(MONDAY, MINUTE, now=MONDAY - timedelta(hours=5)) == MONDAY - timedelta(hours=5) + MINUTE


def test_what_has_no_limit_is_never_too_late() -> None:
    assert not is_too_late(MONDAY, None, now=MONDAY + timedelta(days=999))
    assert not is_too_late(MONDAY, MINUTE, now=MONDAY + MINUTE)
    assert is_too_late(MONDAY, MINUTE, now=MONDAY + 2 * MINUTE)
