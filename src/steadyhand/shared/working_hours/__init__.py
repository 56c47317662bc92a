"""The business clock: when somebody is at work, when a need is due, how much working time has passed.

A calendar is local rules with an IANA zone; every moment goes in aware and comes out in UTC. It is open when the clock
on the wall says so: an hour shown twice counts twice, a skipped one not at all. A shift belongs to the day it starts;
closing time is outside. Values in, values out: no database, no clock of its own.
"""

from steadyhand.shared.working_hours.business_clock import (
    BeyondHorizon,
    NaiveMoment,
    Pause,
    due_at,
    elapsed,
    is_open,
    next_opening,
    open_stretches,
)
from steadyhand.shared.working_hours.calendars import BadHours, CalendarNeverOpens, Span, UnknownZone, WorkingCalendar
from steadyhand.shared.working_hours.public_holidays import (
    HolidaysUnknown,
    countries_with_holidays,
    public_holidays,
    region_code,
)
from steadyhand.shared.working_hours.working_days import add_working_days, is_working_day
from steadyhand.shared.working_hours.written_hours import (
    span_from_text,
    weekly_from_json,
    weekly_in_words,
    weekly_to_json,
)
from steadyhand.shared.working_hours.zones import zones_by_area

__all__ = [
    "BadHours",
    "BeyondHorizon",
    "CalendarNeverOpens",
    "HolidaysUnknown",
    "NaiveMoment",
    "Pause",
    "Span",
    "UnknownZone",
    "WorkingCalendar",
    "add_working_days",
    "countries_with_holidays",
    "due_at",
    "elapsed",
    "is_open",
    "is_working_day",
    "next_opening",
    "open_stretches",
    "public_holidays",
    "region_code",
    "span_from_text",
    "weekly_from_json",
    "weekly_in_words",
    "weekly_to_json",
    "zones_by_area",
]
