from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.promises.forecasting.cases import wall_hours
from steadyhand.business.promises.forecasting.rhythm import EVEN, Rhythm, learn_rhythm

FRIDAY = datetime(2026, 3, 6, 17)  # noqa: DTZ001


def of_an_office() -> Rhythm:
    """Return the rhythm of closings from nine to five, Monday to Friday."""
    monday = datetime(2026, 1, 5)  # noqa: DTZ001
    days = [monday + timedelta(days=each) for each in range(60)]
    closed = [day + timedelta(hours=hour, minutes=30) for day in days if day.weekday() < 5 for hour in range(9, 17)]
    moments = np.array([wall_hours(each) for each in closed])
    return learn_rhythm(moments, now=float(moments[-1]) + 1)


def test_half_a_day_from_friday_evening_ends_on_monday() -> None:
    opened = np.array([wall_hours(FRIDAY)])

    hours = of_an_office().wall_hours(opened, np.array([12.0]))

    ends = FRIDAY + timedelta(hours=float(hours[0]))
    assert (ends.weekday(), 8 <= ends.hour <= 12) == (0, True)


def test_a_week_stays_a_week() -> None:
    opened = np.array([wall_hours(FRIDAY)])

    assert of_an_office().wall_hours(opened, np.array([168.0])) == pytest.approx([168.0])


def test_too_few_closings_leave_the_clock_alone() -> None:
    assert learn_rhythm(np.arange(10.0), now=20.0) is EVEN


@given(at=st.floats(0, 500_000), lasted=st.floats(0, 5_000))
def test_there_and_back_is_the_same(at: float, lasted: float) -> None:
    rhythm = Rhythm(tuple(0.5 if hour % 24 < 12 else 1.5 for hour in range(168)))
    opened, hours = np.array([at]), np.array([lasted])

    back = rhythm.lasted(opened, rhythm.wall_hours(opened, hours))

    assert back == pytest.approx(hours, abs=1e-5)
