"""When a card comes again: never in minutes, never by chance, and always reckoned anew from its answers alike."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.learning.cards.choosing import Chosen, card_for
from steadyhand.business.learning.cards.scheduling import LONGEST_DAYS, Answer, Memory, after, recall, replayed

BEGIN = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def gaps(*answers: Answer) -> list[int]:
    at, found = BEGIN, list[int]()
    memory: Memory | None = None
    for answer in answers:
        memory = after(memory, answer, at)
        found.append((memory.due_at - at).days)
        at = memory.due_at
    return found


def test_what_is_known_comes_back_after_2_11_46_and_at_most_120_days() -> None:
    """Source: measured with py-fsrs 6.3.2 at these settings (docs/how-it-works/learning.md)."""
    assert gaps(*[Answer.KNEW] * 5) == [2, 11, 46, 120, 120]


def test_one_miss_brings_it_back_the_next_day() -> None:
    assert gaps(Answer.KNEW, Answer.MISSED, Answer.KNEW, Answer.KNEW, Answer.KNEW) == [2, 1, 2, 6, 15]


def test_a_moment_of_any_zone_is_taken() -> None:
    at = BEGIN.astimezone(ZoneInfo("America/New_York"))

    assert after(None, Answer.KNEW, at) == after(None, Answer.KNEW, BEGIN.astimezone(ZoneInfo("UTC")))


@given(st.lists(st.tuples(st.sampled_from(Answer), st.integers(0, 200)), min_size=1, max_size=8))
def test_the_log_says_the_same_as_what_was_kept_step_by_step(told: list[tuple[Answer, int]]) -> None:
    at, log = BEGIN, list[tuple[Answer, datetime]]()
    memory: Memory | None = None
    for answer, days in told:
        at += days * DAY
        memory = after(memory, answer, at)
        log.append((answer, at))

    assert replayed(log) == memory
    assert memory is not None
    assert DAY <= memory.due_at - at <= LONGEST_DAYS * DAY
    assert 0 < recall(memory, at + 400 * DAY) < recall(memory, at) <= 1


def test_of_what_is_due_the_one_about_to_be_forgotten_comes_first() -> None:
    old, fresh = after(None, Answer.KNEW, BEGIN), after(None, Answer.KNEW, BEGIN + 10 * DAY)
    now = BEGIN + 20 * DAY

    assert card_for(["fresh", "old", "new"], {"old": old, "fresh": fresh}, ends_at=now, now=now) == Chosen(
        "old", is_new=False
    )


def test_a_new_one_comes_only_when_none_is_due() -> None:
    kept = {"one": after(None, Answer.KNEW, BEGIN)}

    assert card_for(["one", "two"], kept, ends_at=BEGIN + DAY, now=BEGIN) == Chosen("two", is_new=True)
    assert card_for(["one"], kept, ends_at=BEGIN + DAY, now=BEGIN) is None


def test_what_is_due_this_evening_is_asked_this_morning() -> None:
    kept = {"one": after(None, Answer.KNEW, BEGIN)}
    morning = BEGIN + 2 * DAY - timedelta(hours=5)

    assert card_for(["one"], kept, ends_at=morning, now=morning) is None
    assert card_for(["one"], kept, ends_at=BEGIN + 2 * DAY + timedelta(hours=9), now=morning) == Chosen(
        "one", is_new=False
    )


def test_no_card_no_memory() -> None:
    assert replayed([]) is None
    with pytest.raises(ValueError, match="easy"):
        Answer("easy")
