"""Attempts come further and further apart, and end."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from steadyhand.shared.outbox.rules import WITH_PEOPLE, WITH_PROGRAMS, Patience, next_attempt, pause_after

NOW = datetime(2026, 3, 9, 13, 0, tzinfo=UTC)
attempts = st.integers(min_value=1, max_value=200)
patiences = st.sampled_from([WITH_PEOPLE, WITH_PROGRAMS])


@settings(deadline=None)
@given(attempts, patiences)
def test_a_pause_is_never_shorter_than_the_one_before_and_has_an_end(tried: int, patience: Patience) -> None:
    assert patience.first <= pause_after(tried, patience) <= pause_after(tried + 1, patience) <= patience.longest


@settings(deadline=None)
@given(attempts, st.integers(min_value=0, max_value=200_000))
def test_no_attempt_is_planned_for_when_the_message_is_of_no_use(tried: int, seconds_left: int) -> None:
    expires_at = NOW + timedelta(seconds=seconds_left)
    at = next_attempt(tried, expires_at=expires_at, now=NOW)

    assert at is None or NOW < at < expires_at


def test_the_pauses_are_as_the_documents_say() -> None:
    assert [pause_after(tried) // timedelta(seconds=15) for tried in range(1, 9)] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert next_attempt(WITH_PEOPLE.most, expires_at=NOW + timedelta(days=1), now=NOW) is None
    hours = [pause_after(tried, WITH_PROGRAMS) // timedelta(minutes=1) for tried in range(7, 13)]
    assert hours == [16, 32, 64, 128, 256, 360]
