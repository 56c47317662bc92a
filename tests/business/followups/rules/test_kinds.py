from datetime import timedelta

import pytest

from steadyhand.business.followups.rules.kinds import BadKind, Clock, ClockName, Kind, Outcome, Whose

DAY = timedelta(hours=8)
TAKE = Clock(ClockName.ACKNOWLEDGE, DAY, Whose.OWNER)
SPEAK = Clock(ClockName.CONTACT, DAY, Whose.CUSTOMER)
END = Clock(ClockName.RESOLUTION, DAY, Whose.OWNER)
SOLVED = (Outcome("solved", "solved"),)


@pytest.mark.parametrize(
    ("clocks", "outcomes", "said"),
    [
        ((TAKE, SPEAK), SOLVED, "could lie for ever"),
        ((TAKE, END), SOLVED, "a clock for the first contact"),
        ((TAKE, TAKE, SPEAK, END), SOLVED, "declares a clock twice"),
        ((TAKE, SPEAK, END), (), "could never end"),
        ((TAKE, SPEAK, Clock(ClockName.RESOLUTION, timedelta(0), Whose.OWNER)), SOLVED, "it must allow some time"),
        ((TAKE, SPEAK, END, Clock(ClockName.NEXT_STEP, DAY, Whose.OWNER)), SOLVED, "names the moment"),
    ],
)
def test_a_kind_that_could_be_dropped_is_refused(
    clocks: tuple[Clock, ...], outcomes: tuple[Outcome, ...], said: str
) -> None:
    with pytest.raises(BadKind, match=said):
        Kind("need", "need", clocks, outcomes)


def test_what_nobody_waits_for_needs_no_contact() -> None:
    kind = Kind("certificate", "certificate", (TAKE, END), SOLVED, has_somebody_waiting=False)

    assert set(kind.clock) == {ClockName.ACKNOWLEDGE, ClockName.RESOLUTION}
    assert kind.outcome("solved") == SOLVED[0]
    assert kind.outcome("lost") is None
