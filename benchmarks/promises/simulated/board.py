"""What does the office see at a moment? Who is where, what waits for whom, and when each visit is reckoned to start.

From the record alone: what was planned, moved, tapped and closed up to now. A technician who doesn't tap seems to be at
nothing until a visit closes; then their next one is taken to have begun when the one before ended.
"""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from benchmarks.promises.simulated.assumptions import Watching
from benchmarks.promises.simulated.clock import WorkClock
from steadyhand.business.calls.rules import CallType, VisitState
from steadyhand.business.promises.forecasting.watching import Stop, reckoned_starts
from steadyhand.simulator import happenings as h

# A visit that nobody tapped, and that isn't over after this times its plan, has probably not begun: on seeds 1002 and
# 1003 this found 19 of 20 misses, with a quarter of notices needed; 1 found more misses with more needless notices.
OVERRUN = 1.5
FAULTS = (CallType.CORRECTIVE, CallType.NETWORK)


@dataclass(slots=True)
class Visit:
    """A planned visit that hasn't ended; hours of the clock."""

    key: str
    call: str
    technician: str
    planned_for: float
    first_planned_for: float
    takes: float
    not_before: float
    left_at: float | None = None
    arrived_at: float | None = None


@dataclass(slots=True)
class Technician:
    """A technician's list in the order of the plan, and since when they are free of the visit before."""

    key: str
    branch: str
    back_at: float = 0.0
    has_left: bool = False
    free_since: float = 0.0
    visits: dict[str, Visit] = field(default_factory=dict)


@dataclass(slots=True)
class OpenCall:
    key: str
    branch: str
    call_type: CallType
    taken_at: float
    first_arrival: float | None = None


class Board:
    """The office's picture, brought up to date by one happening after the other."""

    def __init__(self, clock: WorkClock, *, watch: Watching, remembers: int) -> None:
        self.clock = clock
        self.calls: dict[str, OpenCall] = {}
        self.visits: dict[str, Visit] = {}
        self.technicians: dict[str, Technician] = {}
        self.waits: dict[str, deque[float]] = {}
        self.slips: dict[str, deque[float]] = {}
        self._travel, self._last_start, self._remembers = watch.travel_hours, watch.last_start_hours, remembers

    def see(self, one: h.Happening) -> None:
        """Take in a happening of the record; what says nothing about the board is left alone."""
        if isinstance(one, h.CallTaken):
            self.calls[one.key] = OpenCall(one.key, one.branch, one.call_type, self.clock.hours(one.at))
        elif isinstance(one, h.CallSolved | h.CallCancelled):
            self._end_call(one.key)
        elif isinstance(one, h.VisitPlanned | h.VisitMoved | h.VisitClosed):
            self._see_plan(one)
        elif isinstance(one, h.TravelStarted):
            self.visits[one.key].left_at = self.clock.hours(one.at)
        elif isinstance(one, h.VisitArrived):
            self.visits[one.key].arrived_at = self.clock.hours(one.at)
        else:
            self._see_people(one)

    def _see_plan(self, one: h.VisitPlanned | h.VisitMoved | h.VisitClosed) -> None:
        if isinstance(one, h.VisitPlanned):
            planned_for = self.clock.hours(one.planned_for)
            is_ahead = self.calls[one.call].call_type not in FAULTS
            day, _ = self.clock.day_and_hour(planned_for)
            self._put(
                Visit(
                    key=one.key,
                    call=one.call,
                    technician=one.technician,
                    planned_for=planned_for,
                    first_planned_for=planned_for,
                    takes=one.planned_minutes / 60,
                    # What was agreed for a day isn't done on an earlier one; a fault is, as soon as somebody is free.
                    not_before=self.clock.begins(day) if is_ahead else 0.0,
                )
            )
        elif isinstance(one, h.VisitMoved):
            visit = self.visits[one.key]
            del self.technicians[visit.technician].visits[one.key]
            visit.technician, visit.planned_for = one.technician, self.clock.hours(one.planned_for)
            self._put(visit)
        else:
            self._close(one)

    def _put(self, visit: Visit) -> None:
        self.visits[visit.key] = visit
        self.technicians[visit.technician].visits[visit.key] = visit

    def _close(self, one: h.VisitClosed) -> None:
        visit = self.visits.pop(one.key)
        technician = self.technicians[one.technician]
        technician.visits.pop(one.key)
        technician.free_since = self.clock.hours(one.at)
        call = self.calls[one.call]
        arrived_at = visit.arrived_at
        if arrived_at is None and one.arrived_at is not None and one.arrived_at_how == "entered":
            arrived_at = self.clock.hours(one.arrived_at)
        if call.call_type in FAULTS and arrived_at is not None and call.first_arrival is None:
            self._remember(self.waits, call.branch, arrived_at - call.taken_at)
            self._remember(self.slips, call.branch, arrived_at - visit.first_planned_for)
        call.first_arrival = call.first_arrival if arrived_at is None else arrived_at
        if one.outcome is VisitState.DONE:
            self._end_call(one.call)

    def _remember(self, kept: dict[str, deque[float]], branch: str, hours: float) -> None:
        kept.setdefault(branch, deque(maxlen=self._remembers)).append(hours)

    def _end_call(self, key: str) -> None:
        self.calls.pop(key, None)
        for visit in [visit for visit in self.visits.values() if visit.call == key]:
            del self.visits[visit.key]
            del self.technicians[visit.technician].visits[visit.key]

    def _see_people(self, one: h.Happening) -> None:
        if isinstance(one, h.TechnicianJoined):
            self.technicians[one.key] = Technician(one.key, one.branch, free_since=self.clock.hours(one.at))
        elif isinstance(one, h.TechnicianLeft):
            self.technicians[one.key].has_left = True
        elif isinstance(one, h.AbsenceBegan):
            # Back on the morning of `until_on`: the clock stands still at night, so its midnight will do.
            until = datetime.combine(one.until_on, one.at.time(), one.at.tzinfo)
            technician = self.technicians[one.technician]
            technician.back_at = max(technician.back_at, self.clock.hours(until))

    def starts(self, technician: Technician, now: float) -> dict[str, float]:
        """Return when each visit on a technician's list is reckoned to start (arrivals), what they are at first."""
        waiting = sorted(technician.visits.values(), key=lambda visit: (visit.planned_for, visit.key))
        current = self._current(technician, waiting, now)
        free_at, found = now, {}
        if current is not None:
            begins = self._begins(technician, current, now)
            free_at = max(begins + current.takes, now)
            # Who taps has been seen to leave and not to arrive: then it is now at the soonest. Of who doesn't, nothing
            # is seen until the visit ends, and they are where they are reckoned to be.
            is_on_the_way = current.left_at is not None and current.arrived_at is None
            # When even the visit should be over, they are probably somewhere else.
            is_doubtful = current.arrived_at is None and now > begins + OVERRUN * current.takes
            found[current.key] = max(begins, now) if is_on_the_way or is_doubtful else begins
        return found | reckoned_starts(
            [Stop(visit.key, visit.takes, visit.not_before) for visit in waiting if visit is not current],
            free_at=max(free_at, technician.back_at),
            travel=self._travel,
            openings=self.clock.openings,
            last_start=self._last_start,
        )

    def _begins(self, technician: Technician, current: Visit, now: float) -> float:
        """Return when a visit that is under way began or will: as tapped, else by the usual drive."""
        if current.arrived_at is not None:
            return current.arrived_at
        if current.left_at is not None:
            return current.left_at + self._travel
        today = self.clock.begins(self.clock.day_and_hour(now)[0])
        return max(technician.free_since, today) + self._travel

    @staticmethod
    def _current(technician: Technician, waiting: list[Visit], now: float) -> Visit | None:
        """Return what a technician is at or on the way to; without a tap the first on their list has begun."""
        tapped = next((visit for visit in waiting if visit.left_at is not None), None)
        if tapped is not None:
            return tapped
        is_at_it = bool(waiting) and waiting[0].not_before <= now and technician.back_at <= now
        return waiting[0] if is_at_it else None
