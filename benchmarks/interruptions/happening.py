"""What comes up in a dealership's month: from the simulator's typical dealer, and by the rates in habits.toml."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from benchmarks.interruptions.habits import Happens
from benchmarks.interruptions.worktime import at_work
from steadyhand.business.calls.rules import CallType, VisitState
from steadyhand.business.needs.rules import Leave, Sort
from steadyhand.simulator import happenings as h
from steadyhand.simulator.dealers import read_dealer
from steadyhand.simulator.run import simulate

# Half a year before gives machines needs that nobody has noticed yet, and visits that wait for parts.
SETTLE = timedelta(days=183)
YEAR = timedelta(days=365.25)
DAY = timedelta(days=1)
WORKING_DAYS_A_WEEK, WORKING_DAYS_A_MONTH, WORKING_DAYS_A_YEAR = 5, 21, 250
SORTS = {
    "aging": Sort.AGING,
    "outgrown": Sort.OUTGROWN,
    "slow workflow": Sort.SLOW_WORK,
    "network or security": Sort.NETWORK,
    "supplies": Sort.SUPPLIES,
    "people need training": Sort.TRAINING,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ComesUp:
    """Something of a kind comes up: for which customer, seen by which technician, until when, and what it is called."""

    at: datetime
    kind: str
    key: str = ""
    customer: str = ""
    technician: int = 0
    due_at: datetime | None = None
    need: tuple[Sort, Leave] | None = None


def comes_up(seed: int, happens: Happens, *, technicians: int, begins: datetime, days: list[datetime]) -> list[ComesUp]:
    """Return all that comes up on these days (their first moments), first things first."""
    rng = Random(seed)  # noqa: S311  # a made-up dealership, no secret
    until = days[-1] + timedelta(hours=23)
    years = (until - begins + SETTLE) / YEAR
    stream = simulate(read_dealer("typical"), technicians=technicians, years=years, seed=seed, until=until)
    found = [each for each in _of_the_simulator(stream, happens, rng) if each.at >= begins]
    for day in days:
        found += _by_rates(day, happens, rng, technicians)
    return sorted(found, key=lambda each: each.at)


def _of_the_simulator(stream: Iterator[h.Happening], happens: Happens, rng: Random) -> Iterator[ComesUp]:
    firm = _Firm(happens, rng)
    for each in stream:
        if isinstance(each, h.CallTaken | h.VisitPlanned | h.VisitMoved | h.VisitClosed):
            yield from firm.visits(each)
        elif isinstance(each, h.PartOrdered | h.PartArrived):
            yield from firm.parts(each)
        elif isinstance(each, h.NeedNoticed):
            yield firm.need(each)


class _Firm:
    """What must be remembered of earlier happenings to say what comes up."""

    def __init__(self, happens: Happens, rng: Random) -> None:
        self._happens, self._rng = happens, rng
        self._customers: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        # Visits whose customer was told a time, and their calls.
        self._promised: dict[str, str] = {}
        self._expected: dict[str, datetime] = {}

    def visits(self, each: h.Happening) -> Iterator[ComesUp]:
        if isinstance(each, h.CallTaken):
            self._customers[each.key] = each.customer or each.key
            if each.call_type is CallType.SUPPLIES and self._rng.random() < self._happens.toner_share:
                yield ComesUp(at=each.at, kind="toner_request", customer=self._of(each.key))
        elif isinstance(each, h.VisitPlanned):
            if each.number == 1 and self._rng.random() < self._happens.promised_share:
                self._promised[each.key] = each.call
                due_at, customer = self._missed_at(each.planned_for), self._of(each.call)
                yield ComesUp(at=each.at, kind="promise", key=each.key, customer=customer, due_at=due_at)
        elif isinstance(each, h.VisitMoved) and each.key in self._promised:
            yield ComesUp(at=each.at, kind="moved", key=each.key, due_at=self._missed_at(each.planned_for))
            if self._rng.random() < self._happens.corrected_share:
                yield ComesUp(at=each.at, kind="correction_owed", customer=self._of(self._promised[each.key]))
        elif isinstance(each, h.VisitClosed):
            if self._promised.pop(each.key, ""):
                yield ComesUp(at=each.arrived_at or each.finished_at, kind="came", key=each.key)
            if each.outcome is VisitState.IT:
                technician = self._number(each.technician)
                yield ComesUp(at=each.at, kind="it_handoff", customer=self._of(each.call), technician=technician)

    def parts(self, each: h.PartOrdered | h.PartArrived) -> Iterator[ComesUp]:
        if isinstance(each, h.PartOrdered):
            self._expected[each.key] = each.expected_at
            yield ComesUp(at=each.asked_at, kind="part_request", key=each.key, customer=self._of(each.call))
            return
        yield ComesUp(at=each.at, kind="part_came", key=each.key)
        sooner = self._expected.pop(each.key, each.at) - each.at
        if sooner > DAY / 2 and self._rng.random() < self._happens.good_news_share:
            yield ComesUp(at=each.at, kind="good_news", customer=self._of(each.call))

    def need(self, each: h.NeedNoticed) -> ComesUp:
        sort = Sort.SAFETY if self._rng.random() < self._happens.same_day_share else SORTS[each.kind]
        leave = Leave.ASKED if each.has_customer_asked else Leave.AGREED if each.is_welcome else Leave.PASSED
        technician = self._number(each.technician)
        return ComesUp(at=each.at, kind="need", customer=each.customer, technician=technician, need=(sort, leave))

    def _of(self, call: str) -> str:
        return self._customers.get(call, call)

    def _number(self, technician: str) -> int:
        return self._numbers.setdefault(technician, len(self._numbers))

    def _missed_at(self, planned_for: datetime) -> datetime:
        return planned_for + timedelta(minutes=self._happens.promise_grace_minutes)


def _by_rates(day: datetime, happens: Happens, rng: Random, technicians: int) -> Iterator[ComesUp]:
    """Yield what comes up on one working day whatever visits bring, at any minute of it."""
    rates = {
        "obstacle": happens.obstacles_a_technician_week / WORKING_DAYS_A_WEEK,
        "help": happens.helps_a_technician_week / WORKING_DAYS_A_WEEK,
        "coaching": happens.coaching_a_technician_month / WORKING_DAYS_A_MONTH,
        "certificate": happens.certificates_a_technician_year / WORKING_DAYS_A_YEAR,
    }
    for kind, rate in rates.items():
        for technician in range(technicians):
            if rng.random() < rate:
                yield ComesUp(at=at_work(day, rng.uniform(5, 530)), kind=kind, technician=technician)
