"""What runs by itself is a short list, each under a name that a log can show."""

from datetime import timedelta

from steadyhand.jobs.schedule import SCHEDULE


def test_everything_has_a_name_of_its_own_and_a_pace() -> None:
    names = [periodic.name for periodic in SCHEDULE]

    assert len(set(names)) == len(names)
    assert "read waiting imports" in names
    assert all(timedelta(seconds=1) <= periodic.every <= timedelta(days=1) for periodic in SCHEDULE)
