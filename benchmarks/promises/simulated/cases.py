"""Which promises could have been given in a simulated year, what was known then, and what came of them?

Three kinds: when somebody is on site (a call about a fault: taken → arrived), when an ordered part is here, when it is
fixed (taken → closed). What was known is taken from the record up to that second; what the engine may learn from is the
record too, with its missing taps; whether a promise was kept is the world's truth.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from benchmarks.promises.simulated.assumptions import Assumptions
from benchmarks.promises.simulated.board import FAULTS, Board
from benchmarks.promises.simulated.clock import WorkClock
from benchmarks.promises.simulated.knowing import Knowing
from steadyhand.business.calls.rules import VisitState
from steadyhand.shared.working_hours import WorkingCalendar, public_holidays, weekly_from_json
from steadyhand.simulator import happenings as h
from steadyhand.simulator.dealers import read_dealer
from steadyhand.simulator.run import simulate

# The same moment as in bench-simulator.
UNTIL = datetime(2026, 6, 30, 17, 0, tzinfo=UTC)
# Promises of the last days end after the run; the clock must go on for them.
SPARE = timedelta(days=60)
YEAR = timedelta(days=365.25)

Known = Mapping[str, str | float]

# What moves the board; the rest of the record says nothing about who comes when.
WATCHED = (
    h.TechnicianJoined, h.TechnicianLeft, h.AbsenceBegan, h.CallTaken, h.CallSolved, h.CallCancelled,
    h.VisitPlanned, h.VisitMoved, h.TravelStarted, h.VisitArrived, h.VisitClosed,
)  # fmt: skip


class About(StrEnum):
    """What was promised."""

    ARRIVAL = "arrival"
    PART = "part"
    FIX = "fix"


@dataclass(slots=True)
class Case:
    """Something a customer waits for; hours of the branch's working clock since the beginning of the run.

    `learned_at`: when the record first said that it had ended, and `took` after how long, as recorded; None where it
    ended without (called off, solved otherwise), which censors it there. `really_at`: when it was so in truth, None if
    never. `visit` is the first trip planned for it.
    """

    about: About
    key: str
    branch: str
    segment: str
    opened_at: float
    month: str
    known: Known
    learned_at: float | None = None
    took: float | None = None
    really_at: float | None = None
    visit: str = ""


@dataclass(slots=True)
class Year:
    """A simulated year: its clock, its cases in the order in which they came up, and its record for whoever watches."""

    seed: int
    zone: ZoneInfo
    clock: WorkClock
    ends_at: float
    cases: list[Case] = field(default_factory=list)
    record: list[h.Happening] = field(default_factory=list)


def simulated_year(seed: int, assumptions: Assumptions) -> Year:
    """Return a dealership's year: three seconds to make."""
    run = assumptions.run
    stream = simulate(read_dealer(run.dealer), technicians=run.technicians, years=run.years, seed=seed, until=UNTIL)
    return year_of(stream, seed, assumptions)


def year_of(stream: Iterable[h.Happening], seed: int, assumptions: Assumptions) -> Year:
    """Return what a stream of happenings tells, as cases."""
    founded: h.DealershipFounded | None = None
    reader: _Reader | None = None
    for one in stream:
        if isinstance(one, h.DealershipFounded):
            founded = one
        elif isinstance(one, h.CalendarSet) and founded is not None:
            reader = _Reader(_year(seed, one, assumptions), assumptions)
        elif reader is not None:
            reader.read(one)
    if reader is None:
        raise ValueError("The stream founded no dealership with opening hours: give a simulator's, from its beginning.")
    return reader.year


def _year(seed: int, hours: h.CalendarSet, assumptions: Assumptions) -> Year:
    begins = UNTIL - assumptions.run.years * YEAR - timedelta(days=2)
    country, region = hours.holidays_of.split("-")
    calendar = WorkingCalendar(
        hours.zone,
        weekly_from_json({day: list(spans) for day, spans in hours.weekly}),
        closed_on=frozenset(public_holidays(country, region, range(begins.year, UNTIL.year + 2))),
    )
    clock = WorkClock(calendar, begins, UNTIL + SPARE)
    return Year(seed, ZoneInfo(hours.zone), clock, clock.hours(UNTIL))


class _Reader:
    """Goes through a stream once: the record brings the board up to date, a call makes cases, the truth ends them."""

    def __init__(self, year: Year, assumptions: Assumptions) -> None:
        self.year = year
        self._board = Board(year.clock, watch=assumptions.watch, remembers=assumptions.remembers)
        self._knowing = Knowing(self._board, year.zone)
        self._calls: dict[str, h.CallTaken] = {}
        self._call_of: dict[str, str] = {}
        self._open: dict[tuple[About, str], Case] = {}
        self._by_visit: dict[str, Case] = {}

    def read(self, one: h.Happening) -> None:
        if isinstance(one, h.VisitTruth):
            if one.key in self._by_visit:
                arrived_at = one.at - timedelta(seconds=one.on_site_seconds)
                self._by_visit.pop(one.key).really_at = self.year.clock.hours(arrived_at)
            return
        self._end(one)
        self._knowing.see(one)
        self._board.see(one)
        if isinstance(one, WATCHED):
            self.year.record.append(one)
        if isinstance(one, h.CallTaken) and one.call_type in FAULTS:
            self._calls[one.key] = one
        elif isinstance(one, h.VisitPlanned):
            self._call_of[one.key] = one.call
            if one.number == 1 and one.call in self._calls:
                self._open_call(self._calls[one.call], one)
        elif isinstance(one, h.PartOrdered) and one.call in self._calls:
            branch = self._calls[one.call].branch
            self._case(About.PART, one.key, one.at, branch, one.supplier, self._knowing.of_part(one))

    def _open_call(self, call: h.CallTaken, visit: h.VisitPlanned) -> None:
        known = self._knowing.of_call(call, visit)
        for about in (About.ARRIVAL, About.FIX):
            case = self._case(about, call.key, call.at, call.branch, str(call.urgency), known)
            case.visit = visit.key
            if about is About.ARRIVAL:
                self._by_visit[visit.key] = case

    def _case(self, about: About, key: str, at: datetime, branch: str, segment: str, known: Known) -> Case:
        month = f"{at.astimezone(self.year.zone):%Y-%m}"
        case = Case(about, key, branch, segment, self.year.clock.hours(at), month, known)
        self._open[about, key] = case
        self.year.cases.append(case)
        return case

    def _end(self, one: h.Happening) -> None:
        """Let what a happening tells end the open cases that it is about."""
        now = self.year.clock.hours(one.at)
        if isinstance(one, h.VisitArrived):
            self._learn(About.ARRIVAL, self._call_of[one.key], now, now)
        elif isinstance(one, h.VisitClosed):
            self._learn(About.ARRIVAL, one.call, now, self._arrival(one, now))
            if one.outcome is VisitState.DONE:
                self._learn(About.FIX, one.call, now, now)
        elif isinstance(one, h.CallSolved):
            self._learn(About.ARRIVAL, one.key, now, None)
            self._learn(About.FIX, one.key, now, now)
        elif isinstance(one, h.CallCancelled):
            self._learn(About.ARRIVAL, one.key, now, None)
            self._learn(About.FIX, one.key, now, None)
        elif isinstance(one, h.PartArrived):
            self._learn(About.PART, one.key, now, now)

    def _arrival(self, closed: h.VisitClosed, now: float) -> float:
        """Return when somebody was there, as far as the record goes.

        A stand-in is the planned time and would teach the engine that plans are always right: the end of the visit,
        which is observed, less what it was planned to take is nearer.
        """
        if closed.arrived_at is not None and closed.arrived_at_how != "defaulted":
            return self.year.clock.hours(closed.arrived_at)
        return now - self._board.visits[closed.key].takes

    def _learn(self, about: About, key: str, now: float, ended: float | None) -> None:
        case = self._open.pop((about, key), None)
        if case is None:
            return
        case.learned_at = now
        if ended is not None:
            case.took = max(ended - case.opened_at, 0.0)
            # For an arrival the world's own word follows when the visit is closed.
            case.really_at = ended
