"""Worked examples: which meters have fallen silent."""

from datetime import UTC, datetime, timedelta

import pytest

from steadyhand.business.machines.settings import SILENT_DAYS
from steadyhand.business.machines.upkeep.silence import Silence, silence_of

AT_LEAST = timedelta(days=SILENT_DAYS.default)
NOW = datetime(2026, 3, 9, 14, tzinfo=UTC)


def read(*days_ago: int) -> list[datetime]:
    return [NOW - timedelta(days=days) for days in days_ago]


def test_a_meter_never_read_is_silent() -> None:
    assert silence_of([], at_least=AT_LEAST, usual_gaps=2, now=NOW) == Silence(None)


@pytest.mark.parametrize(("days", "is_silent"), [(60, False), (61, True)])
def test_a_meter_read_monthly_is_silent_after_sixty_days(days: int, is_silent: bool) -> None:  # noqa: FBT001  # a case
    readings = read(days + 60, days + 30, days)

    assert (silence_of(readings, at_least=AT_LEAST, usual_gaps=2, now=NOW) == Silence(readings[-1])) is is_silent


@pytest.mark.parametrize(("days", "is_silent"), [(61, False), (182, False), (183, True)])
def test_a_meter_read_once_a_quarter_gets_twice_its_own_pace(days: int, is_silent: bool) -> None:  # noqa: FBT001
    readings = read(days + 182, days + 91, days)

    assert (silence_of(readings, at_least=AT_LEAST, usual_gaps=2, now=NOW) is not None) is is_silent


def test_two_readings_of_one_visit_are_no_pace() -> None:
    readings = [*read(300, 200), NOW - timedelta(days=200) + timedelta(minutes=5)]

    # The usual gap is 100 days and not the median of those and five minutes.
    assert silence_of(readings, at_least=AT_LEAST, usual_gaps=2, now=NOW) is None
    assert silence_of(readings, at_least=AT_LEAST, usual_gaps=2, now=NOW + timedelta(minutes=6)) == Silence(
        readings[-1]
    )


def test_an_older_pace_does_not_count() -> None:
    # Once yearly, then a year of months: the year's pace is what is usual now.
    readings = read(3_000, 2_600, 2_200, *range(430, 70, -30))

    assert silence_of(readings, at_least=AT_LEAST, usual_gaps=2, now=NOW) == Silence(readings[-1])
