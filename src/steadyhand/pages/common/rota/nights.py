"""What does the calendar of the rota show of each day: when it is after hours, who is on call, or why nobody?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from steadyhand.business.dealership.rota.after_hours import after_hours_on, duty_day
from steadyhand.business.dealership.rota.reading import (
    PersonOnCall,
    closed_because,
    hours_of,
    people_called,
    rota_of,
)
from steadyhand.business.dealership.rota.rules import Duty, Gap, duties_on
from steadyhand.pages.common.saying import Saying

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OnCallSaid:
    """One place on one day."""

    place: str
    name: str
    user_id: UUID | None
    note: str
    is_gap: bool


@dataclass(frozen=True, slots=True)
class Night:
    """One day's duty, in words."""

    on: date
    said: str
    hours: str
    closed: str
    is_today: bool
    # After hours is at this very moment.
    is_now: bool
    is_over: bool
    first: OnCallSaid
    second: OnCallSaid

    @property
    def is_nobody_s(self) -> bool:
        return self.first.is_gap and self.second.is_gap


def nights(tenant_id: UUID, branch_id: UUID, *, starts_on: date, until: date, saying: Saying) -> tuple[Night, ...]:
    """Return the days on which the branch has after hours at all.

    Raises:
        CalendarUnusable: its hours can't be counted by.
    """
    calendar = hours_of(tenant_id, branch_id, around=saying.now)
    rota = rota_of(tenant_id, branch_id, starts_on=starts_on, until=until)
    closed = closed_because(tenant_id, branch_id, starts_on=starts_on, until=until)
    days = [starts_on + DAY * number for number in range((until - starts_on).days)]
    duties = {day: duties_on(rota, day) for day in days}
    ids = {each for pair in duties.values() for duty in pair for each in (duty.user_id, duty.instead_of) if each}
    people = people_called(tenant_id, ids)
    today = duty_day(calendar, saying.now)
    found = []
    for day in days:
        stretches = after_hours_on(calendar, day)
        if stretches:
            first, second = (_said(duty, people) for duty in duties[day])
            hours = ", ".join(_stretch(start, end, saying, calendar.zone) for start, end in stretches)
            said = f"{day:%a} {day.day} {day:%b}"
            found.append(
                Night(
                    on=day,
                    said=said,
                    hours=hours,
                    closed=closed.get(day, ""),
                    is_today=day == today,
                    is_now=any(start <= saying.now < end for start, end in stretches),
                    is_over=day < today,
                    first=first,
                    second=second,
                )
            )
    return tuple(found)


def _said(duty: Duty, people: Mapping[UUID, PersonOnCall]) -> OnCallSaid:
    instead = people[duty.instead_of].name if duty.instead_of else ""
    if duty.user_id is not None:
        note = f"for {instead}" if instead else ""
        return OnCallSaid(duty.place, people[duty.user_id].name, duty.user_id, note, is_gap=False)
    notes = {
        Gap.NOBODY_NAMED: "",
        Gap.ON_LEAVE: f"{instead} is on leave",
        Gap.GONE: f"{instead} signs in no more",
    }
    return OnCallSaid(duty.place, "", None, notes[duty.gap or Gap.NOBODY_NAMED], is_gap=True)


def _stretch(start: datetime, end: datetime, saying: Saying, zone: str) -> str:
    """Return `5:00 pm–8:00 am` by the branch's clock, or `all day and night`."""
    here = Saying(saying.now, zone, saying.clock, saying.country)
    if here.local(start).time() == here.local(end).time():
        return "all day and night"
    return f"{here.hour(start)}–{here.hour(end)}"
