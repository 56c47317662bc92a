"""The norms: from door to door, longer at the peaks, never shorter the farther it is."""

from datetime import datetime

import numpy as np
import pytest

from steadyhand.business.dispatch.travel.hours import Band, band_at
from steadyhand.business.dispatch.travel.pace import NORM, Pace


def test_a_drive_by_day_takes_what_the_norms_say() -> None:
    # 2 minutes at the doors, then 1 km at 25 km/h and 10 km at 41 km/h in a straight line.
    assert NORM.minutes([1.0, 10.0], Band.DAY) == pytest.approx([2 + 60 / 25, 2 + 600 / 41])


def test_from_a_place_to_itself_takes_no_time() -> None:
    assert NORM.minutes([0.0], Band.MORNING)[0] == 0


@pytest.mark.parametrize("band", Band)
def test_farther_is_never_sooner(band: Band) -> None:
    minutes = NORM.minutes(np.linspace(0.01, 300, 5_000), band)

    assert (np.diff(minutes) > 0).all()


def test_nine_in_ten_are_within_a_factor() -> None:
    assert Pace(spread=0.4).off_by == pytest.approx(1.93, abs=0.01)


@pytest.mark.parametrize(
    ("at", "band"),
    [
        ("2026-03-09T05:59", Band.NIGHT),
        ("2026-03-09T06:00", Band.MORNING),
        ("2026-03-09T09:00", Band.DAY),
        ("2026-03-09T16:00", Band.AFTERNOON),
        ("2026-03-09T19:00", Band.NIGHT),
        ("2026-03-14T08:00", Band.WEEKEND),
    ],
)
def test_each_hour_has_its_part_of_the_week(at: str, band: Band) -> None:
    assert band_at(datetime.fromisoformat(at)) is band
    assert band.label
