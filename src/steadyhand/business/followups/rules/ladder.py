"""Whom does silence climb to, and when? At half, all and twice a clock's time, then daily; always to a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from steadyhand.business.followups.rules.clocks import Running, pauses_of, running
from steadyhand.business.followups.rules.kinds import ClockName, Kind, Rung, Whose
from steadyhand.business.followups.rules.standing import FollowUp
from steadyhand.shared.working_hours.business_clock import due_at
from steadyhand.shared.working_hours.calendars import WorkingCalendar

# Of a clock's time, and who is told then. Source: PRODUCT, "Follow-up".
STEPS: Mapping[int, Rung] = {50: Rung.OWNER, 100: Rung.MANAGER, 200: Rung.PRINCIPAL}
LAST = max(STEPS)
# Beyond the last step it is said again after each so much working time: once a day of eight hours.
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
    climbs = [_next_of(followup, clock) for clock in running(followup, kind, calendars)]
    return min(climbs, key=lambda climb: (climb.at, climb.clock), default=None)


def climbs_due(
    followup: FollowUp, kind: Kind, calendars: Mapping[Whose, WorkingCalendar], *, now: datetime
) -> tuple[Climb, ...]:
    """Return for each clock the highest step it has reached and nobody was told of.

    After a weekend asleep that is one word a clock, not a burst of all the steps it has passed.
    """
    found = []
    for clock in running(followup, kind, calendars):
        reached = highest_told(followup, clock.name)
        due = None
        while (climb := _after(followup, clock, due.percent if due else reached)).at <= now:
            due = climb
        if due is not None:
            found.append(due)
    return tuple(found)


def highest_told(followup: FollowUp, name: ClockName) -> int:
    """Return how far a clock has climbed, in per cent; one more for each repeat beyond the last step."""
    return max((each.percent for each in followup.reached if each.clock is name), default=0)


def _next_of(followup: FollowUp, clock: Running) -> Climb:
    return _after(followup, clock, highest_told(followup, clock.name))


def _after(followup: FollowUp, clock: Running, percent: int) -> Climb:
    pauses = pauses_of(followup, clock.name)
    for step, rung in STEPS.items():
        if step > percent:
            return Climb(clock.name, step, rung, clock.reaches(step, pauses))
    at = due_at(clock.calendar, clock.reaches(LAST, pauses), AGAIN_AFTER * (percent + 1 - LAST), pauses)
    return Climb(clock.name, percent + 1, STEPS[LAST], at)
