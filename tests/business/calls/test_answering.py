"""Until when somebody must be there, as it is said, and which call hurts first."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.builders import MONDAY

from steadyhand.business.calls.answering import Pressure, answer_by, hurts_first
from steadyhand.business.calls.rules import Urgency

ZONE = "America/New_York"


def test_a_term_is_said_by_the_clock_and_by_what_is_left() -> None:
    found = answer_by(MONDAY + timedelta(minutes=50), MONDAY, ZONE, clock=12)

    assert (found.pressure, found.said) == (Pressure.CLOSE, "answer by 9:50 am, in 50 min")


def test_a_term_of_another_day_names_the_day() -> None:
    found = answer_by(MONDAY + timedelta(hours=25), MONDAY, ZONE, clock=24)

    assert (found.pressure, found.said) == (Pressure.CALM, "answer by tomorrow at 10:00, in 1 day 1 h")


def test_a_missed_term_says_how_late() -> None:
    found = answer_by(MONDAY - timedelta(minutes=40), MONDAY, ZONE, clock=12)

    assert (found.pressure, found.said) == (Pressure.LATE, "40 min late")


def test_without_a_term_there_is_nothing_to_say() -> None:
    assert answer_by(None, MONDAY, ZONE, clock=12).said == ""


def test_who_cannot_work_comes_first_then_who_was_let_down_then_by_urgency() -> None:
    late, soon = MONDAY - timedelta(hours=1), MONDAY + timedelta(hours=1)
    calls: dict[str, tuple[Urgency, datetime | None]] = {
        "can wait": (Urgency.CAN_WAIT, None),
        "normal, soon": (Urgency.NORMAL, soon),
        "normal": (Urgency.NORMAL, None),
        "urgent": (Urgency.URGENT, None),
        "normal, late": (Urgency.NORMAL, late),
        "standstill": (Urgency.STANDSTILL, None),
    }

    ranked = sorted(
        calls,
        key=lambda name: hurts_first(urgency=calls[name][0], respond_by=calls[name][1], taken_at=MONDAY, now=MONDAY),
    )

    assert ranked == ["standstill", "normal, late", "urgent", "normal, soon", "normal", "can wait"]


@given(minutes=st.integers(-100_000, 100_000))
def test_late_is_late_and_nothing_else_is(minutes: int) -> None:
    found = answer_by(MONDAY + timedelta(minutes=minutes), MONDAY, ZONE, clock=24)

    assert (found.pressure is Pressure.LATE) is (minutes < 0)
    assert found.said.endswith(" late") is (minutes < 0)
