"""What does somebody who reads the record over the shoulder of the world count?"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from steadyhand.business.calls.callbacks.chance import chance_floor
from steadyhand.business.calls.callbacks.norms import norms_of
from steadyhand.business.calls.callbacks.rules import (
    HALF,
    CallForCallback,
    Interval,
    Judged,
    Norm,
    Verdict,
    intervals_of,
    judge_calls,
)
from steadyhand.business.calls.callbacks.trade import count_for_trade
from steadyhand.business.calls.rules import CallType, VisitState
from steadyhand.shared.working_hours import WorkingCalendar, elapsed, public_holidays, weekly_from_json
from steadyhand.simulator.catalogue import read_catalogue
from steadyhand.simulator.happenings import (
    CalendarSet,
    CallSolved,
    CallTaken,
    CallTruth,
    DealershipFounded,
    Happening,
    MachineInstalled,
    MeterRead,
    ModelListed,
    TechnicianJoined,
    TechnicianLeft,
    VisitClosed,
    VisitRated,
    VisitTruth,
)
from steadyhand.simulator.measuring.figures import Figures

DAY = timedelta(days=1)
MONTH_DAYS = 30.4
HIGH, LOW = 9, 6
PRINTING = ("mono", "colour", "total")


@dataclass(slots=True)
class SeenCall:
    """A call as the record has it."""

    machine: str | None
    call_type: CallType
    taken_at: datetime
    closed_at: datetime | None = None
    cause: str = ""
    arrived_at: datetime | None = None
    visits: int = 0
    is_held: bool = False
    is_true_repeat: bool = False


@dataclass(slots=True)
class Watcher:
    """Counts from the happenings it sees. `settle` is how long a run is left alone before it counts."""

    settle: timedelta
    calls: dict[str, SeenCall] = field(default_factory=dict)
    _models: dict[str, ModelListed] = field(default_factory=dict)
    _model_of: dict[str, ModelListed] = field(default_factory=dict)
    _machine_of_meter: dict[str, tuple[str, int]] = field(default_factory=dict)
    _readings: dict[str, list[tuple[datetime, int]]] = field(default_factory=dict)
    _latest: dict[str, list[int | None]] = field(default_factory=dict)
    _begins_at: datetime | None = None
    _ends_at: datetime | None = None
    _calendar: WorkingCalendar | None = None
    _technicians: dict[str, tuple[datetime, datetime | None]] = field(default_factory=dict)
    _visits: int = 0
    _done: int = 0
    _in_territory: int = 0
    _scores: list[int] = field(default_factory=list)
    _happenings: int = 0

    def see(self, happening: Happening) -> None:
        """Take one happening in."""
        self._happenings += 1
        self._ends_at = happening.at
        match happening:
            case MeterRead():
                self._see_reading(happening)
            case CallTaken():
                self.calls[happening.key] = SeenCall(happening.machine, happening.call_type, happening.taken_at)
            case VisitClosed():
                self._see_visit(happening)
            case VisitTruth() if self._counts(happening.at):
                self._visits += 1
                self._in_territory += happening.is_in_territory
            case CallTruth():
                self.calls[happening.key].is_true_repeat = happening.is_repeat
            case CallSolved():
                self.calls[happening.key].closed_at = happening.closed_at
            case VisitRated() if self._counts(happening.at):
                self._scores.append(happening.score)
            case TechnicianJoined():
                self._technicians[happening.key] = (happening.at, None)
            case TechnicianLeft():
                self._technicians[happening.key] = (self._technicians[happening.key][0], happening.at)
            case _:
                self._see_founding(happening)

    def _see_founding(self, happening: Happening) -> None:
        match happening:
            case DealershipFounded():
                self._begins_at = happening.at
            case CalendarSet():
                country, region = happening.holidays_of.split("-")
                years = range(happening.at.year, happening.at.year + 12)
                self._calendar = WorkingCalendar(
                    happening.zone,
                    weekly_from_json({day: list(spans) for day, spans in happening.weekly}),
                    closed_on=frozenset(public_holidays(country, region, years)),
                )
            case ModelListed():
                self._models[happening.key] = happening
            case MachineInstalled():
                self._model_of[happening.key] = self._models[happening.model]
                printing = [meter.key for meter in happening.meters if meter.kind in PRINTING]
                for place, meter in enumerate(printing):
                    self._machine_of_meter[meter] = (happening.key, place)
                self._latest[happening.key] = [None] * len(printing)
                self._readings[happening.key] = []
            case _:
                pass

    def _counts(self, at: datetime) -> bool:
        return self._begins_at is not None and at >= self._begins_at + self.settle

    def _see_reading(self, reading: MeterRead) -> None:
        """Keep a machine's pages when all its printing meters are known; scans and large sheets are in them."""
        found = self._machine_of_meter.get(reading.meter)
        if found is None or reading.pages_total is None:
            return
        machine, place = found
        latest = self._latest[machine]
        latest[place] = reading.pages_total
        # The last of the meters completes what was read at one time.
        if place == len(latest) - 1:
            known = [pages for pages in latest if pages is not None]
            if len(known) == len(latest):
                self._readings[machine].append((reading.read_at, sum(known)))

    def _see_visit(self, visit: VisitClosed) -> None:
        call = self.calls[visit.call]
        call.visits += 1
        call.is_held = call.is_held or visit.outcome is VisitState.PARTS
        if call.visits == 1 and visit.arrived_at_how in ("observed", "entered"):
            call.arrived_at = visit.arrived_at
        if visit.outcome is VisitState.DONE:
            call.closed_at = visit.finished_at
            call.cause = (visit.cause_code or "").removeprefix("code:cause:")
            self._done += self._counts(visit.at)

    def rows(self) -> list[CallForCallback]:
        """Return the calls as the callback rule sees them, pages read between the readings around each."""
        device = {cause.code: cause.is_device_caused for s in read_catalogue().subsystems for cause in s.causes}
        rows = []
        for key, call in self.calls.items():
            if call.machine is None:
                continue
            model = self._model_of[call.machine]
            rows.append(
                CallForCallback(
                    call=key,
                    model=model.ref,
                    family=model.family,
                    machine=call.machine,
                    taken_at=call.taken_at,
                    closed_at=call.closed_at,
                    pages=pages_at(self._readings[call.machine], call.taken_at),
                    call_type=call.call_type,
                    is_device_caused=device.get(call.cause, True),
                )
            )
        return rows

    def figures(self) -> Figures:
        """Return the figures of what was seen after the run had settled."""
        assert self._begins_at is not None  # noqa: S101  # mypy: a run begins with its founding
        assert self._ends_at is not None  # noqa: S101
        rows = self.rows()
        intervals = intervals_of(rows)
        norms = norms_of(intervals)
        counts_from = self._begins_at + self.settle
        late = {row.call for row in rows if row.taken_at >= counts_from}
        judged = [verdict for verdict in judge_calls(rows, norms) if verdict.call in late]
        held = frozenset(key for key, call in self.calls.items() if call.is_held)
        trade = count_for_trade([row for row in rows if row.call in late], judged, held_for_parts=held)
        counted = [row for row in judged if row.verdict is not Verdict.NOT_COUNTED]
        memoryless, fitted = floors(intervals, norms, counted)
        corrective = [
            call
            for key, call in self.calls.items()
            if key in late and call.call_type is CallType.CORRECTIVE and call.closed_at
        ]
        months = self._technician_months(counts_from)
        years = (self._ends_at - counts_from) / DAY / 365.25
        machines = len(self._model_of)
        return Figures(
            callback_share=trade.callback_share,
            held_share=trade.held_share,
            first_call_effectiveness=trade.first_call_effectiveness,
            first_time_fix_share=_share(call.visits == 1 for call in corrective),
            visits_a_technician_month=self._visits / months,
            response_hours=self._response(corrective),
            territory_share=self._in_territory / self._visits,
            rating_share=len(self._scores) / self._done,
            extreme_rating_share=_share(score >= HIGH or score <= LOW for score in self._scores),
            rule_share=_share(row.verdict is Verdict.CALLBACK for row in counted),
            memoryless_floor=memoryless,
            fitted_floor=fitted,
            true_repeat_share=_share(self.calls[row.call].is_true_repeat for row in counted),
            corrective_a_machine_year=len(corrective) / machines / years,
            scheduled_to_corrective=trade.scheduled / trade.corrective,
            calls=len(self.calls),
            happenings=self._happenings,
        )

    def _technician_months(self, since: datetime) -> float:
        assert self._ends_at is not None  # noqa: S101  # mypy: asked after the run
        spans = ((max(joined, since), left or self._ends_at) for joined, left in self._technicians.values())
        return sum(max((until - begun) / DAY, 0.0) for begun, until in spans) / MONTH_DAYS

    def _response(self, calls: list[SeenCall]) -> float:
        """Return the mean working hours from call to arrival, where the arrival is known and not a stand-in."""
        assert self._calendar is not None  # noqa: S101  # mypy: told at the founding
        hours = [
            elapsed(self._calendar, call.taken_at, call.arrived_at) / timedelta(hours=1)
            for call in calls
            if call.arrived_at is not None and call.arrived_at >= call.taken_at
        ]
        return sum(hours) / len(hours)


def measure(happenings: Iterable[Happening], *, settle: timedelta) -> Figures:
    """Return the figures of a whole run."""
    watcher = Watcher(settle)
    for happening in happenings:
        watcher.see(happening)
    return watcher.figures()


def pages_at(readings: list[tuple[datetime, int]], at: datetime) -> int | None:
    """Return the pages between the readings around a moment, on a straight line; None outside of them."""
    place = bisect_left(readings, at, key=lambda reading: reading[0])
    if place == len(readings) or (place == 0 and readings[0][0] != at):
        return None
    later_at, later = readings[place]
    if later_at == at:
        return later
    earlier_at, earlier = readings[place - 1]
    return round(earlier + (later - earlier) * ((at - earlier_at) / (later_at - earlier_at)))


def floors(intervals: list[Interval], norms: dict[str, Norm], counted: list[Judged]) -> tuple[float, float]:
    """Return the chance floors of the models, weighted by their judged calls; a model without a fit has the other."""
    memoryless = fitted = 0.0
    for model, norm in norms.items():
        share = _share(row.model == model for row in counted)
        if norm.mean_pages is None:
            continue
        own = [float(row.pages) for row in intervals if row.model == model and row.pages is not None]
        floor = chance_floor(own, limit=HALF * norm.mean_pages, mean=norm.mean_pages)
        memoryless += share * floor.memoryless
        fitted += share * (floor.memoryless if floor.fitted is None else floor.fitted)
    return memoryless, fitted


def _share(answers: Iterable[bool]) -> float:
    rows = list(answers)
    return sum(rows) / len(rows) if rows else 0.0
