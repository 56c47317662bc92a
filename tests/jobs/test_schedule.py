"""What runs by itself is a short list, each under a name that a log can show."""

from datetime import timedelta

from steadyhand.jobs.repeating import repeating
from steadyhand.jobs.schedule import OF_THE_QUEUE, REPEATING, SCHEDULE
from steadyhand.shared.queue.kinds import SLOW


def test_everything_has_a_name_of_its_own_and_a_pace() -> None:
    everything = (*OF_THE_QUEUE, *SCHEDULE, *REPEATING)
    names = [periodic.name for periodic in everything]

    assert len(set(names)) == len(names)
    assert "read waiting imports" in names
    assert all(timedelta(seconds=1) <= periodic.every <= timedelta(days=1) for periodic in everything)


def test_what_repeats_fits_into_a_key() -> None:
    assert all(len(f"every:{periodic.name}") <= 60 for periodic in REPEATING)


def test_alerts_never_wait_behind_what_takes_long() -> None:
    quick = {periodic.name for periodic in REPEATING if periodic.is_quick}

    # A look at open promises takes milliseconds, and an early notice that waits for a refit comes too late; so would
    # forgetting where somebody was, which was promised to the minute.
    assert quick == {"move alerts on", "watch promises", "forget where technicians were"}
    assert not any(repeating(periodic).lane for periodic in REPEATING if periodic.is_quick)
    assert all(repeating(periodic).lane == SLOW for periodic in REPEATING if not periodic.is_quick)
