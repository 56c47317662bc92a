"""By which hours is time counted here? Turns the rows of a calendar into the business clock."""

from collections.abc import Collection
from datetime import date, datetime, time
from uuid import UUID

from steadyhand.business.dealership.models import Branch, Calendar, ClosedDay
from steadyhand.shared.working_hours import (
    BadHours,
    HolidaysUnknown,
    Span,
    WorkingCalendar,
    public_holidays,
    weekly_from_json,
)


class CalendarUnusable(Exception):
    """A calendar can't be counted by as it is written; the message says what to mend."""


def working_calendar(tenant_id: UUID, calendar_id: UUID, *, around: datetime) -> WorkingCalendar:
    """Return a calendar with its closed days and the public holidays of this year and the next.

    Raises:
        CalendarUnusable: hours, zone or holidays can't be meant as they are written.
    """
    row = Calendar.objects.of(tenant_id).get(id=calendar_id)
    closed = ClosedDay.objects.of(tenant_id).filter(calendar_id=row.id, closed_on__gte=around.date())
    country, _, region = row.holidays_of.partition("-")
    try:
        # A need of a few working days never looks further than into the next year.
        holidays = public_holidays(country, region or None, (around.year, around.year + 1)) if country else {}
        return WorkingCalendar(
            zone=row.zone,
            weekly=weekly_from_json(row.weekly),
            closed_on=frozenset(closed.values_list("closed_on", flat=True)) | frozenset(holidays),
        )
    except (BadHours, HolidaysUnknown) as problem:
        raise CalendarUnusable(f"The calendar “{row.name}” can't be counted by: {problem}") from problem


def hours_to_count_by(
    tenant_id: UUID, branch_id: UUID, calendar_id: UUID | None = None, *, around: datetime
) -> WorkingCalendar:
    """Return a calendar, a branch's own where none is named; always open where it can't be counted by as it is written.

    For what must never stand still: its clock then runs too soon rather than not at all.
    """
    branch = Branch.objects.of(tenant_id).values("calendar_id", "zone").get(id=branch_id)
    try:
        return working_calendar(tenant_id, calendar_id or branch["calendar_id"], around=around)
    except CalendarUnusable:
        return always_open(branch["zone"])


def always_open(zone: str) -> WorkingCalendar:
    """Return hours that never end."""
    return WorkingCalendar(zone, dict.fromkeys(range(7), (Span.between(time(0), time(0)),)))


def is_calendar(tenant_id: UUID, calendar_id: UUID) -> bool:
    """Tell whether the dealership has this calendar. One query."""
    return Calendar.objects.of(tenant_id).filter(id=calendar_id).exists()


def spans_on(tenant_id: UUID, calendar_ids: Collection[UUID], *, on: date) -> dict[UUID, tuple[Span, ...]]:
    """Return the hours of each calendar on a day, none where it is closed. Two queries, however many calendars.

    A calendar that can't be counted by as it is written is left out: nothing is known of its hours.
    """
    rows = list(Calendar.objects.of(tenant_id).filter(id__in=calendar_ids))
    closed = ClosedDay.objects.of(tenant_id).filter(calendar_id__in=calendar_ids, closed_on=on)
    shut = set(closed.values_list("calendar_id", flat=True))
    hours: dict[UUID, tuple[Span, ...]] = {}
    for row in rows:
        country, _, region = row.holidays_of.partition("-")
        try:
            weekly = weekly_from_json(row.weekly)
            is_holiday = bool(country) and on in public_holidays(country, region or None, (on.year,))
        except (BadHours, HolidaysUnknown):
            continue
        hours[row.id] = () if is_holiday or row.id in shut else tuple(weekly.get(on.weekday(), ()))
    return hours
