from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.builders.followups import CALENDARS, ELENA, MONDAY, NEED, RUTH, a_followup, opened
from tests.business.followups.rules.test_standing import anything

from steadyhand.business.followups.rules import events as e
from steadyhand.business.followups.rules.clocks import running
from steadyhand.business.followups.rules.kinds import Alarm, ClockName, Rung
from steadyhand.business.followups.rules.ladder import Climb, climbs_due, highest_told, next_climb
from steadyhand.business.followups.rules.standing import MOST_PAUSED, CannotHappen, FollowUp, begin, then

HOUR = timedelta(hours=1)


def due_of(followup: FollowUp) -> dict[ClockName, datetime]:
    return {clock.name: clock.due_at for clock in running(followup, NEED, CALENDARS)}


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of March 2026 by the clock in Columbus, where it is summer from the 8th on."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC) + 4 * HOUR


def test_each_clock_counts_by_the_hours_of_those_it_is_about() -> None:
    # The owner's branch opens at eight, the customer at ten.
    assert due_of(a_followup()) == {
        ClockName.ACKNOWLEDGE: at(9, 11),
        ClockName.CONTACT: at(9, 14),
        ClockName.RESOLUTION: at(13, 13),
    }


def test_another_owner_has_its_own_time_to_say_mine_and_the_customer_waits_on() -> None:
    moved = a_followup(e.OwnerChanged(at=at(9, 13), by=None, owner=RUTH, why=e.Moved.LEFT))

    assert due_of(moved)[ClockName.ACKNOWLEDGE] == at(9, 15)
    assert due_of(moved)[ClockName.CONTACT] == at(9, 14)


def test_a_pause_stops_the_wait_and_never_the_question_whose_it_is() -> None:
    paused = a_followup(e.Paused(at=at(9, 9), by=ELENA, words="Grace is away", until=at(11, 10)))

    assert due_of(paused)[ClockName.ACKNOWLEDGE] == at(9, 11)
    assert due_of(paused)[ClockName.CONTACT] == at(11, 14)


def test_what_waits_for_its_day_asks_nobody_to_take_it_on_before() -> None:
    kind = replace(NEED, waits_for_its_day=True)
    paused = a_followup(e.Paused(at=at(9, 9), by=ELENA, words="They meet on Wednesday", until=at(11, 10)))

    (due,) = [each.due_at for each in running(paused, kind, CALENDARS) if each.name is ClockName.ACKNOWLEDGE]
    climb, of_others = (next_climb(paused, each, CALENDARS) for each in (kind, NEED))

    # Two hours, as ever, counted from ten on Wednesday.
    assert due == at(11, 12)
    assert climb is not None
    assert climb.at >= at(11, 10)
    # The same follow-up of a kind that doesn't is asked about on Monday.
    assert of_others is not None
    assert of_others.at < at(11, 10)


def test_a_promised_step_is_due_when_it_was_promised_for() -> None:
    promised = a_followup(e.StepPromised(at=at(9, 10), by=ELENA, words="Will ring", due_at=at(10, 22)))

    assert due_of(promised)[ClockName.NEXT_STEP] == at(10, 22)


def test_it_climbs_at_half_all_and_twice_its_time_and_then_daily() -> None:
    now, steps = a_followup(), list[tuple[int, Rung, datetime]]()
    for _ in range(5):
        (climb,) = [each for each in climbs_after(now) if each.clock is ClockName.ACKNOWLEDGE]
        steps.append((climb.percent, climb.rung, climb.at))
        now = then(now, e.Escalated(at=climb.at, by=None, clock=climb.clock, percent=climb.percent, told=RUTH), NEED)

    assert steps == [
        (50, Rung.OWNER, at(9, 10)),
        (100, Rung.MANAGER, at(9, 11)),
        (200, Rung.PRINCIPAL, at(9, 13)),
        (201, Rung.PRINCIPAL, at(10, 12)),
        (202, Rung.PRINCIPAL, at(11, 11)),
    ]


def climbs_after(followup: FollowUp) -> list[Climb]:
    """Return the next step of every clock, by asking a day at a time."""
    found: dict[ClockName, Climb] = {}
    for hours in range(24 * 30):
        for climb in climbs_due(followup, NEED, CALENDARS, now=MONDAY + hours * HOUR / 2):
            found.setdefault(climb.clock, climb)
    return list(found.values())


def test_after_a_weekend_asleep_each_clock_says_one_word() -> None:
    due = climbs_due(a_followup(), NEED, CALENDARS, now=at(16, 9))

    assert [(climb.clock, climb.percent) for climb in due] == [
        (ClockName.ACKNOWLEDGE, 205),
        (ClockName.CONTACT, 205),
        (ClockName.RESOLUTION, 100),
    ]


def test_what_was_told_is_not_told_again() -> None:
    told = a_followup(e.Escalated(at=at(9, 11), by=None, clock=ClockName.ACKNOWLEDGE, percent=100, told=RUTH))

    assert highest_told(told, ClockName.ACKNOWLEDGE) == 100
    assert [climb.clock for climb in climbs_due(told, NEED, CALENDARS, now=at(9, 11, 30))] == []


def test_what_is_read_once_a_day_ends_at_the_manager() -> None:
    quiet = replace(NEED, alarm=Alarm.DIGEST)

    assert {climb.rung for climb in climbs_due(a_followup(), quiet, CALENDARS, now=at(30, 9))} == {Rung.MANAGER}


@given(st.lists(anything, max_size=20))
def test_an_open_one_always_has_a_next_step_and_an_ended_one_none(happened: list[e.Event]) -> None:
    now = begin(opened())
    for event in happened:
        try:
            now = then(now, event, NEED)
        except CannotHappen:
            continue
    climb = next_climb(now, NEED, CALENDARS)

    assert (climb is not None) == now.is_open
    # Not some day, but soon: half of the longest clock, all pauses there may be, and the weekends between.
    assert climb is None or climb.at < now.last_at + MOST_PAUSED + timedelta(days=30)
