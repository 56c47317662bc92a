"""Where does each visit stand in the lanes? A day in quarters of an hour, by the clock on the wall."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from steadyhand.business.calls.queries.board import DayVisit, TechnicianDay
from steadyhand.business.dealership.branches import BranchFacts
from steadyhand.business.dealership.calendars import CalendarUnusable, working_calendar
from steadyhand.pages.common.saying import Saying
from steadyhand.pages.dispatcher.marks import colour_of, letter_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.working_hours import Span

QUARTER = 15
HOUR = 4
DAY_QUARTERS = 96
# A shorter visit is drawn as long as this: nobody hits a quarter of an hour, which is 20 pixels on a usual screen.
# Source: WCAG 2.2, 2.5.8, 24 by 24 pixels. The card's words say when it is over.
SHORTEST = 2
NOON = 12
# An hour before opening and after closing: early birds and overtime are seen without making the day unreadable.
AROUND = HOUR
# Where no calendar can be counted by.
USUAL_DAY = (8 * HOUR, 17 * HOUR)
# As many as the style sheet has columns for (desk/lanes.css).
MOST_QUARTERS = 72
Hours = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the day that the lanes show, in quarters from midnight; `until` is outside."""

    begins: int
    until: int

    @property
    def quarters(self) -> int:
        return self.until - self.begins

    def column(self, quarter: int) -> int:
        """Return the grid column, counted from 1."""
        return quarter - self.begins + 1


@dataclass(frozen=True, slots=True)
class Mark:
    """Something in a lane: from which column, over how many."""

    column: int
    quarters: int
    said: str = ""


@dataclass(frozen=True, slots=True)
class LaneVisit:
    """A visit in its lane. `minute` is when it is planned, counted from midnight."""

    visit: DayVisit
    column: int
    quarters: int
    minute: int


@dataclass(frozen=True, slots=True)
class Lane:
    """A technician's day. `outside` are visits before and after the part of the day that is shown."""

    technician_id: UUID | None
    name: str
    letter: str
    colour: int
    closed: tuple[Mark, ...]
    visits: tuple[LaneVisit, ...]
    outside: tuple[DayVisit, ...]


@dataclass(frozen=True, slots=True)
class Lanes:
    """The whole day. `now_column` is where the clock stands, if it stands in this day."""

    window: Window
    hours: tuple[Mark, ...]
    now_column: int | None
    lanes: tuple[Lane, ...]


def lanes_of(
    by: Actor, days: Sequence[TechnicianDay], branches: Sequence[BranchFacts], *, on: date, saying: Saying
) -> Lanes:
    """Return the lanes of a day, as wide as its branches are open, an hour around that, and what is planned beyond."""
    hours = _hours_of(by, branches, on, saying)
    begin = [_minute(visit.planned_for, saying) // QUARTER for day in days for visit in day.visits]
    window = _window([each for spans in hours.values() for each in spans], begin)
    return Lanes(
        window=window,
        hours=tuple(
            Mark(window.column(quarter), HOUR, _hour_said(quarter, saying))
            for quarter in range(-(-window.begins // HOUR) * HOUR, window.until, HOUR)
        ),
        now_column=_now_column(window, on, saying),
        lanes=tuple(
            _lane(day, place, window, hours.get(day.branch_id) if day.branch_id else None, saying)
            for place, day in enumerate(days)
        ),
    )


def _hours_of(by: Actor, branches: Sequence[BranchFacts], on: date, saying: Saying) -> dict[UUID, Hours]:
    """Return by branch when it is open on this day; a calendar that can't be counted by counts as the usual day."""
    known: dict[UUID, Hours] = {}
    begins, _ = saying.starts_and_ends(on)
    for calendar_id in {branch.calendar_id for branch in branches}:
        try:
            spans = working_calendar(by.tenant_id, calendar_id, around=begins).spans_on(on)
        except CalendarUnusable:
            known[calendar_id] = (USUAL_DAY,)
        else:
            known[calendar_id] = tuple(_quarters_of(span) for span in spans)
    return {branch.id: known[branch.calendar_id] for branch in branches}


def _quarters_of(span: Span) -> tuple[int, int]:
    begins = (span.opens.hour * 60 + span.opens.minute) // QUARTER
    minutes = int(span.ends.total_seconds()) // 60
    return begins, min(-(-minutes // QUARTER), DAY_QUARTERS)


def _window(spans: Sequence[tuple[int, int]], planned: Sequence[int]) -> Window:
    """Return the opening hours with an hour around them, and the hours in which visits begin if they all fit."""
    open_spans = spans or [USUAL_DAY]
    begins = max(0, min(begin for begin, _ in open_spans) - AROUND)
    until = min(DAY_QUARTERS, max(end for _, end in open_spans) + AROUND)
    first = min((quarter // HOUR * HOUR for quarter in planned), default=begins)
    last = max(((quarter // HOUR + 1) * HOUR for quarter in planned), default=until)
    wide = Window(min(begins, first), max(until, last))
    return wide if wide.quarters <= MOST_QUARTERS else Window(begins, min(until, begins + MOST_QUARTERS))


def _lane(day: TechnicianDay, place: int, window: Window, hours: Hours | None, saying: Saying) -> Lane:
    within, outside = [], []
    for visit in day.visits:
        minute = _minute(visit.planned_for, saying)
        quarter = minute // QUARTER
        if not window.begins <= quarter < window.until:
            outside.append(visit)
            continue
        wanted = max(SHORTEST, round(visit.planned_minutes / QUARTER))
        # At the very end of the day it begins a little early, so that it is still wide enough.
        begins = min(quarter, window.until - SHORTEST)
        within.append(LaneVisit(visit, window.column(begins), min(wanted, window.until - begins), minute))
    return Lane(
        technician_id=day.technician_id,
        name=day.name,
        letter=letter_of(place),
        colour=colour_of(place),
        closed=() if hours is None else _closed(window, hours),
        visits=tuple(within),
        outside=tuple(outside),
    )


def _closed(window: Window, hours: Hours) -> tuple[Mark, ...]:
    """Return the stretches of the window in which nobody is at work."""
    closed, reached = [], window.begins
    for begins, until in sorted(hours):
        if begins > reached:
            closed.append(Mark(window.column(reached), min(begins, window.until) - reached))
        reached = max(reached, until)
    if reached < window.until:
        closed.append(Mark(window.column(reached), window.until - reached))
    return tuple(closed)


def _now_column(window: Window, on: date, saying: Saying) -> int | None:
    if saying.today != on:
        return None
    quarter = _minute(saying.now, saying) // QUARTER
    return window.column(quarter) if window.begins <= quarter < window.until else None


def _minute(at: datetime, saying: Saying) -> int:
    local = saying.local(at)
    return local.hour * 60 + local.minute


def _hour_said(quarter: int, saying: Saying) -> str:
    """Return `8 am` or `8:00`."""
    hour = quarter // HOUR
    if saying.clock == 24:  # noqa: PLR2004  # the clock's own name
        return f"{hour}:00"
    return f"{hour % 12 or 12} {'am' if hour < NOON else 'pm'}"
