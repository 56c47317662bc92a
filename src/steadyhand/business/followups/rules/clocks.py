"""When must a follow-up be answered? Its running clocks, each by the working hours of those who count."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from steadyhand.business.followups.rules.kinds import ClockName, Kind, Whose
from steadyhand.business.followups.rules.standing import FollowUp
from steadyhand.shared.working_hours.business_clock import due_at
from steadyhand.shared.working_hours.calendars import WorkingCalendar

# "Waiting for the customer" may stop what somebody does for them, never whether anybody has taken it on; a moment that
# was promised stands as it was promised.
_PAUSED = frozenset((ClockName.RESOLUTION, ClockName.CONTACT))


@dataclass(frozen=True, slots=True)
class Running:
    """One clock that runs: since when, how much working time it allows, and when that has passed."""

    name: ClockName
    since: datetime
    allows: timedelta
    due_at: datetime
    calendar: WorkingCalendar
    waits_for_its_day: bool = False

    def reaches(self, percent: int, pauses: tuple[tuple[datetime, datetime], ...]) -> datetime:
        """Return when so many per cent of its time will have passed.

        A moment that was promised is reached at that moment, by the clock on the wall; half and double count from when
        it was promised.
        """
        if self.name is ClockName.NEXT_STEP:
            return self.since + (self.due_at - self.since) * percent / 100
        return due_at(self.calendar, self.since, self.allows * percent / 100, pauses)


def pauses_of(
    followup: FollowUp, name: ClockName, *, waits_for_its_day: bool = False
) -> tuple[tuple[datetime, datetime], ...]:
    """Return the pauses that count for a clock. `waits_for_its_day`: as its kind has it."""
    counts = name in _PAUSED or (waits_for_its_day and name is ClockName.ACKNOWLEDGE)
    return tuple((span.starts_at, span.until) for span in followup.pauses) if counts else ()


def running(followup: FollowUp, kind: Kind, calendars: Mapping[Whose, WorkingCalendar]) -> tuple[Running, ...]:
    """Return the clocks that run, soonest due first; none once it has ended. An open one has always one that runs."""
    if not followup.is_open:
        return ()
    found = [
        _counted(followup, kind, name, since, calendars)
        for name, since in (
            (ClockName.ACKNOWLEDGE, followup.owned_since if followup.acknowledged_at is None else None),
            (ClockName.CONTACT, followup.waiting_since if kind.has_somebody_waiting else None),
            (ClockName.RESOLUTION, followup.open_since),
        )
        if since is not None
    ]
    if followup.step_due_at is not None and followup.step_promised_at is not None:
        calendar = calendars[Whose.OWNER]
        allows = followup.step_due_at - followup.step_promised_at
        found.append(Running(ClockName.NEXT_STEP, followup.step_promised_at, allows, followup.step_due_at, calendar))
    return tuple(sorted(found, key=lambda clock: (clock.due_at, clock.name)))


def _counted(
    followup: FollowUp, kind: Kind, name: ClockName, since: datetime, calendars: Mapping[Whose, WorkingCalendar]
) -> Running:
    declared = kind.clock[name]
    calendar = calendars[declared.whose]
    pauses = pauses_of(followup, name, waits_for_its_day=kind.waits_for_its_day)
    ends_at = due_at(calendar, since, declared.allows, pauses)
    return Running(name, since, declared.allows, ends_at, calendar, kind.waits_for_its_day)
