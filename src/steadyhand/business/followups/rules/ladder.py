"""Whom does silence climb to, and when? At half, all and twice a clock's time, then daily; always to a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from steadyhand.business.followups.rules.clocks import Running, pauses_of, running
from steadyhand.business.followups.rules.kinds import LAST, STEPS, Alarm, ClockName, Kind, Rung, Whose
from steadyhand.business.followups.rules.standing import FollowUp
from steadyhand.shared.working_hours.business_clock import due_at, elapsed
from steadyhand.shared.working_hours.calendars import WorkingCalendar

# Beyond the last step it is said again after each so much working time: a day's, in most houses.
AGAIN_AFTER = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Climb:
    """A step that is due: which clock, how far, whom it is told to, and since when it should have been."""

    clock: ClockName
    percent: int
    rung: Rung
    at: datetime


def next_climb(followup: FollowUp, kind: Kind, calendars: Mapping[Whose, WorkingCalendar]) -> Climb | None:
    """Return the next step of all clocks, past or to come. Only what has ended has none: so nothing is dropped."""
    climbs = [
        _step(followup, kind, clock, _next_percent(highest_told(followup, clock.name)))
        for clock in running(followup, kind, calendars)
    ]
    return min(climbs, key=lambda climb: (climb.at, climb.clock), default=None)


def climbs_due(
    followup: FollowUp, kind: Kind, calendars: Mapping[Whose, WorkingCalendar], *, now: datetime
) -> tuple[Climb, ...]:
    """Return for each clock the highest step it has reached and nobody was told of.

    After a weekend asleep that is one word a clock, not a burst of all the steps it has passed.
    """
    found = []
    for clock in running(followup, kind, calendars):
        percent = _reached_by(now, followup, clock)
        if percent > highest_told(followup, clock.name):
            found.append(_step(followup, kind, clock, percent))
    return tuple(found)


def highest_told(followup: FollowUp, name: ClockName) -> int:
    """Return how far a clock has climbed, in per cent; one more for each repeat beyond the last step."""
    return max((each.percent for each in followup.reached if each.clock is name), default=0)


def _next_percent(told: int) -> int:
    return next((step for step in STEPS if step > told), max(told, LAST) + 1)


def _reached_by(now: datetime, followup: FollowUp, clock: Running) -> int:
    """Return how far a clock has climbed by now, whoever knows of it."""
    pauses = pauses_of(followup, clock.name, waits_for_its_day=clock.waits_for_its_day)
    reached = max((step for step in STEPS if clock.reaches(step, pauses) <= now), default=0)
    if reached < LAST:
        return reached
    return LAST + elapsed(clock.calendar, clock.reaches(LAST, pauses), now, pauses) // AGAIN_AFTER


def _step(followup: FollowUp, kind: Kind, clock: Running, percent: int) -> Climb:
    pauses = pauses_of(followup, clock.name, waits_for_its_day=clock.waits_for_its_day)
    rung = STEPS[min(percent, LAST)]
    if kind.alarm is Alarm.DIGEST and rung is Rung.PRINCIPAL:
        rung = Rung.MANAGER
    if percent <= LAST:
        return Climb(clock.name, percent, rung, clock.reaches(percent, pauses))
    again = AGAIN_AFTER * (percent - LAST)
    return Climb(clock.name, percent, rung, due_at(clock.calendar, clock.reaches(LAST, pauses), again, pauses))
