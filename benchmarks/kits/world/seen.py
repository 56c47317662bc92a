"""What does a made-up dealership's record show of each call, and what did it really take? In the order of time."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from random import Random

from benchmarks.kits.world.jobs import Jobs
from benchmarks.kits.world.places import Catalogue, read_parts
from benchmarks.kits.world.telling import tell
from steadyhand.business.calls.rules import CallType
from steadyhand.business.stock.kits.cases import Call, CatalogPart, Done
from steadyhand.simulator.catalogue import Catalogue as Frozen
from steadyhand.simulator.catalogue import read_catalogue
from steadyhand.simulator.dealers import read_dealer
from steadyhand.simulator.happenings import (
    CallIdentified,
    CallSolved,
    CallTaken,
    CallTruth,
    Happening,
    MachineInstalled,
    MeterRead,
    ModelListed,
    VisitClosed,
)
from steadyhand.simulator.run import simulate

UNTIL = datetime(2026, 11, 1, tzinfo=UTC)
DAY = 86_400.0
COUNTED = frozenset({"corrective", "preventive", "phone_fix", "network"})
# The pace of a machine is that of its readings over at least so many days.
PACE_DAYS = 25.0


@dataclass(slots=True)
class _Machine:
    model: str
    family: str
    maker: str
    has_colour: bool
    meters: dict[str, str]
    true: dict[str, float] = field(default_factory=dict)
    known: dict[str, float] = field(default_factory=dict)
    read: list[tuple[float, float]] = field(default_factory=list)
    is_placed: bool = False

    def pages(self, of: dict[str, float]) -> float:
        """Return all pages: of the total meter, else of mono, colour and large together."""
        kinds = {self.meters[key]: pages for key, pages in of.items()}
        return kinds["total"] if "total" in kinds else sum(kinds.get(each, 0.0) for each in ("mono", "colour", "large"))

    def meter_by(self, day: float) -> float | None:
        """Return the pages by a day, carried on from what was read before."""
        if not self.read:
            return None
        last_day, last = self.read[-1]
        place = bisect_right(self.read, (last_day - PACE_DAYS, float("inf")))
        if place == 0:
            return last
        before_day, before = self.read[place - 1]
        return last + max(0.0, last - before) / (last_day - before_day) * (day - last_day)


@dataclass(slots=True)
class _Open:
    call: Call
    machine: str = ""
    parts: list[str] = field(default_factory=list)
    cause: str = ""
    correction: str = ""
    subsystem: str = ""
    true_cause: str = ""
    place: str = ""
    symptom: str = ""
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class World:
    """A dealership's calls that are over, by the day on which they were taken, and its catalogue."""

    calls: tuple[Done, ...]
    true_causes: dict[str, str]
    catalogue: Catalogue
    first_day: float

    def parts_by(self, day: float) -> list[CatalogPart]:
        return self.catalogue.known_by(day - self.first_day)


def world_of(seed: int, *, dealer: str, technicians: int, years: float) -> World:
    """Let a dealership live, and return what its record shows."""
    catalogue = Catalogue(seed, years=years)
    return _Watcher(seed, catalogue).watch(
        simulate(read_dealer(dealer), technicians=technicians, years=years, seed=seed, until=UNTIL)
    )


class _Watcher:
    def __init__(self, seed: int, catalogue: Catalogue) -> None:
        self._seed, self._catalogue = seed, catalogue
        self._jobs = Jobs(seed, catalogue)
        self._frozen: Frozen = read_catalogue()
        self._kinds = {part.key: part.kind for part in self._frozen.parts}
        self._causes = {cause.code: cause.part for system in self._frozen.subsystems for cause in system.causes}
        self._models: dict[str, ModelListed] = {}
        self._machines: dict[str, _Machine] = {}
        self._meters: dict[str, str] = {}
        self._open: dict[str, _Open] = {}
        self._over: list[Done] = []
        self._true: dict[str, str] = {}
        self._first = 0.0

    def watch(self, happenings: Iterable[Happening]) -> World:  # noqa: C901  # a case a happening
        for happening in happenings:
            day = happening.at.timestamp() / DAY
            self._first = self._first or day
            match happening:
                case ModelListed():
                    self._models[happening.key] = happening
                case MachineInstalled():
                    self._installed(happening)
                case MeterRead():
                    self._read(happening)
                case CallTaken():
                    self._taken(happening, day)
                case CallIdentified():
                    if happening.key in self._open:
                        self._known_machine(self._open[happening.key], happening.machine, day)
                case CallTruth():
                    self._truth(happening, day)
                case VisitClosed():
                    self._visited(happening, day)
                case CallSolved():
                    self._solved(happening, day)
        calls = sorted(self._over, key=lambda done: done.call.taken_day)
        return World(tuple(calls), self._true, self._catalogue, self._first)

    def _installed(self, happening: MachineInstalled) -> None:
        model = self._models[happening.model]
        meters: dict[str, str] = {meter.key: meter.kind for meter in happening.meters}
        self._machines[happening.key] = _Machine(happening.model, model.family, model.maker, model.has_colour, meters)
        self._meters |= dict.fromkeys(meters, happening.key)

    def _read(self, happening: MeterRead) -> None:
        machine = self._machines[self._meters[happening.meter]]
        machine.true[happening.meter] = float(happening.true_pages)
        if happening.pages_total is None:
            return
        machine.known[happening.meter] = float(happening.pages_total)
        day = happening.read_at.timestamp() / DAY
        pages = machine.pages(machine.known)
        if machine.read and day <= machine.read[-1][0]:
            machine.read[-1] = (machine.read[-1][0], pages)
        else:
            machine.read.append((day, pages))

    def _taken(self, happening: CallTaken, day: float) -> None:
        if happening.call_type.value not in COUNTED:
            return
        call = Call(
            key=happening.ref,
            taken_day=day,
            machine="",
            model="",
            family="",
            # Nobody knows beforehand that a call will be over on the phone.
            call_type="corrective" if happening.call_type is CallType.PHONE_FIX else happening.call_type.value,
            problem=(happening.problem_code or "").removeprefix("code:problem:"),
            text=happening.problem,
        )
        opened = _Open(call, symptom=call.problem)
        self._open[happening.key] = opened
        if happening.machine:
            self._known_machine(opened, happening.machine, day)

    def _known_machine(self, opened: _Open, key: str, day: float) -> None:
        machine = self._machines[key]
        if not machine.is_placed:
            machine.is_placed = True
            self._jobs.install(key, machine.family, has_colour=machine.has_colour, pages=machine.pages(machine.true))
        opened.machine = key
        meter = machine.meter_by(day)
        if self._chance("meter", opened).random() < read_parts()["meters"]["unknown"]:
            meter = None
        model = self._models[machine.model]
        opened.call = replace(opened.call, machine=key, model=model.ref, family=machine.family, meter=meter)
        self._write_down(opened)

    def _truth(self, happening: CallTruth, day: float) -> None:
        del day
        opened = self._open.get(happening.key)
        if opened is None:
            return
        opened.subsystem, opened.true_cause = happening.subsystem, happening.cause
        self._write_down(opened)

    def _write_down(self, opened: _Open) -> None:
        """Blur what the desk heard, once machine and fault are both known."""
        if not opened.machine or not opened.true_cause or opened.subsystem == "network":
            return
        machine, rng = self._machines[opened.machine], self._chance("told", opened)
        kind = self._causes[opened.true_cause]
        if kind:
            pages = machine.pages(machine.true)
            opened.place = self._jobs.where(opened.machine, kind, self._chance("where", opened), pages=pages)
        told = tell(
            rng, symptom=opened.symptom, said=opened.call.text, subsystem=opened.subsystem, cause=opened.true_cause,
            maker=machine.maker, place=opened.place,
        )  # fmt: skip
        opened.call = replace(opened.call, problem=told.problem, errors=told.errors, text=told.text)

    def _visited(self, happening: VisitClosed, day: float) -> None:
        opened = self._open.get(happening.call)
        if opened is None or not opened.machine:
            return
        machine, rng = self._machines[opened.machine], self._chance(f"job:{happening.key}", opened)
        pages = machine.pages(machine.true)
        code = (happening.cause_code or "").removeprefix("code:cause:")
        main = self._causes.get(code, "")
        taken: list[str] = []
        for used in happening.parts:
            kind = self._kinds[used.part]
            if kind not in read_parts():
                continue
            if kind == main and opened.call.sort == 0:
                is_right = code == opened.true_cause and opened.place
                place = opened.place if is_right else self._jobs.where(opened.machine, kind, rng, pages=pages)
            else:
                place = self._jobs.most_worn(opened.machine, kind, pages=pages)
            taken += self._jobs.repair(opened.machine, kind, place, rng, pages=pages).parts
        if code and not main and happening.outcome.value == "done":
            taken += self._jobs.small(code, rng).parts
        since = day - self._first
        opened.parts += [self._catalogue.number_of(machine.family, name, day=since) for name in taken]
        opened.cause = code or opened.cause
        opened.correction = (happening.correction_code or "").removeprefix("code:correction:") or opened.correction
        if happening.outcome.value == "done":
            self._end(happening.call, day)

    def _solved(self, happening: CallSolved, day: float) -> None:
        opened = self._open.get(happening.key)
        if opened is None or not opened.machine:
            return
        opened.cause = (happening.cause_code or "").removeprefix("code:cause:") or opened.cause
        opened.correction = (happening.correction_code or "").removeprefix("code:correction:")
        self._end(happening.key, day)

    def _end(self, key: str, day: float) -> None:
        opened = self._open.pop(key)
        parts = tuple(dict.fromkeys(opened.parts))
        self._true[opened.call.key] = opened.true_cause
        self._over.append(
            Done(call=opened.call, closed_day=day, parts=parts, cause=opened.cause, correction=opened.correction)
        )

    def _chance(self, what: str, opened: _Open) -> Random:
        return Random(f"{self._seed}:{what}:{opened.call.key}")  # noqa: S311  # a made-up world
