"""When is after hours, and which night belongs to which day? Worked out from a branch's calendar.

Duty changes at the hour at which the branch's earliest working day begins. Friday's night therefore ends on Saturday at
that hour, and Saturday's day and night are Saturday's: "nobody on Saturday" means both.
"""

from datetime import UTC, date, datetime, time, timedelta

from steadyhand.shared.working_hours import WorkingCalendar, open_stretches

# (from, until) in UTC; `until` is outside.
Stretch = tuple[datetime, datetime]
DAY = timedelta(days=1)


def changes_at(calendar: WorkingCalendar) -> time:
    """Return the hour, on the calendar's wall, at which one day's duty ends and the next one's begins."""
    return min(span.opens for spans in calendar.weekly.values() for span in spans)


def duty_span(calendar: WorkingCalendar, day: date) -> Stretch:
    """Return from when to when a day's duty lasts: 23 or 25 hours where clocks change in it."""
    return _change_on(calendar, day), _change_on(calendar, day + DAY)


def duty_day(calendar: WorkingCalendar, at: datetime) -> date:
    """Return to which day's duty a moment belongs: before the change in the morning, still the day before."""
    day = at.astimezone(calendar.zone_info).date()
    return day if at >= _change_on(calendar, day) else day - DAY


def after_hours_on(calendar: WorkingCalendar, day: date) -> tuple[Stretch, ...]:
    """Return when nobody is at work during a day's duty, in order; nothing where the branch is always open."""
    start, until = duty_span(calendar, day)
    closed: list[Stretch] = []
    for opens_at, closes_at in open_stretches(calendar, start, until):
        if start < opens_at:
            closed.append((start, opens_at))
        start = closes_at
    return (*closed, (start, until)) if start < until else tuple(closed)


def _change_on(calendar: WorkingCalendar, day: date) -> datetime:
    # Where clocks skip this hour, Python takes the moment that the hour would have had: duty follows on without a gap.
    return datetime.combine(day, changes_at(calendar), tzinfo=calendar.zone_info).astimezone(UTC)
