"""Made-up dealerships live on with other levels on their trucks: who waits for parts then?

Time-ordered: levels come from what the record shows before a day, what counts comes after it. Each dealership lives
through the same months again and again, from the same morning on: with the house's own par levels, with par levels by
usage rank, and with chosen levels of the same total value; and with the last two and a morning's check, which packs for
the day's known calls what the branch has. Nothing else differs, and chance falls by the same streams.
Beside them, to know how much could be had at all, levels chosen from the counted months themselves.
"""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from math import exp
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from steadyhand.business.calls.rules import CallType, VisitState
from steadyhand.business.stock.levels.fleet import Fleet, Part, PastCall, Truck, history_of
from steadyhand.business.stock.levels.plan import Plan, propose
from steadyhand.simulator.dealers import Dealer, read_dealer
from steadyhand.simulator.happenings import (
    CallTaken,
    Happening,
    MachineInstalled,
    ModelListed,
    PartOrdered,
    VisitClosed,
)
from steadyhand.simulator.run import STEPS
from steadyhand.simulator.world import people, upkeep
from steadyhand.simulator.world.fleet import found_fleet
from steadyhand.simulator.world.founding import found_firm
from steadyhand.simulator.world.reading import read_at_founding
from steadyhand.simulator.world.state import Technician, Trip
from steadyhand.simulator.world.stocking import CHEAP_CENTS, WORK_DAYS_A_MONTH, count_demand, fill_truck
from steadyhand.simulator.world.world import FOUNDED_AT, World

UNTIL = datetime(2026, 6, 30, 17, 0, tzinfo=UTC)
MONTH = timedelta(days=30.4)
ASSUMED: dict[str, Any] = tomllib.loads(Path(__file__).with_name("assumptions.toml").read_text(encoding="utf-8"))
MOST_OF_A_PART = 12
# In this order each dealership lives on; the last knows what nobody can.
POLICIES: Mapping[str, str] = MappingProxyType(
    {
        "own": "the house's own par levels",
        "rank": "par levels by usage rank",
        "chosen": "chosen levels",
        "rank and check": "par levels by usage rank, and a morning's check",
        "chosen and check": "chosen levels, and a morning's check",
        "rank nightly": "par levels by usage rank, what is below filled up every night",
        "chosen nightly": "chosen levels, what is below filled up every night",
        "chosen nightly and check": "chosen levels, filled up every night, and a morning's check",
        "foresight": "levels chosen from the counted months themselves, which nobody can",
    }
)
Par = dict[int, list[int]]


@dataclass(slots=True)
class Seen:
    """A call as the record has it."""

    call_type: CallType
    model: str
    taken_at: datetime
    problem: str = ""
    technician: str = ""
    cause: str = ""
    parts: dict[str, int] = field(default_factory=dict)
    ordered: set[str] = field(default_factory=set)
    is_held: bool = False
    is_visited: bool = False


class Record:
    """What a dealership's record shows of calls and parts, as it happens."""

    def __init__(self) -> None:
        self.calls: dict[str, Seen] = {}
        self._family: dict[str, str] = {}
        self._model: dict[str, str] = {}

    def see(self, happening: Happening) -> None:
        if isinstance(happening, ModelListed):
            self._family[happening.key] = happening.family
        elif isinstance(happening, MachineInstalled):
            self._model[happening.key] = self._family[happening.model]
        elif isinstance(happening, CallTaken):
            model = self._model.get(happening.machine or "", "")
            self.calls[happening.key] = Seen(
                happening.call_type, model, happening.taken_at, happening.problem_code or ""
            )
        elif isinstance(happening, VisitClosed):
            call = self.calls[happening.call]
            call.technician = call.technician or happening.technician
            call.is_visited = True
            call.cause = happening.cause_code or call.cause
            call.is_held = call.is_held or happening.outcome is VisitState.PARTS
            for one in happening.parts:
                call.parts[one.part] = call.parts.get(one.part, 0) + one.quantity
        elif isinstance(happening, PartOrdered):
            # What waits to be fitted is needed as much; once fitted it stands among the visit's parts.
            self.calls[happening.call].parts.setdefault(happening.part, 0)
            self.calls[happening.call].ordered.add(happening.part)

    def past_calls(self, since: datetime, before: datetime) -> list[PastCall]:
        """Return what the record shows of calls that somebody came for.

        On a repair other worn parts are often fitted because they are there. The record says the cause: what is fitted
        for that cause most often was needed, and whatever had to be ordered; the rest could have waited.
        """
        mine = [call for call in self.calls.values() if call.is_visited and since <= call.taken_at < before]
        fitted = Counter((call.cause, part) for call in mine for part in call.parts if call.cause)
        return [_past(call, fitted) for call in mine]

    def usual_parts(self, since: datetime, before: datetime, *, most: int) -> dict[tuple[str, str], tuple[str, ...]]:
        """Return which parts calls to a family with a problem code needed most often; ("family", "") for any code."""
        mine = [call for call in self.calls.values() if call.is_visited and since <= call.taken_at < before]
        fitted = Counter((call.cause, part) for call in mine for part in call.parts if call.cause)
        needed: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for call in mine:
            parts = [part for part, _ in _past(call, fitted).needs]
            for key in {(call.model, call.problem), (call.model, "")}:
                needed[key].update(parts)
        return {key: tuple(part for part, _ in count.most_common(most)) for key, count in needed.items()}

    def held(self, since: datetime, until: datetime) -> tuple[int, int]:
        """Return how many corrective calls were held for a part, of how many that somebody came for."""
        mine = [
            call
            for call in self.calls.values()
            if call.call_type is CallType.CORRECTIVE and call.is_visited and since <= call.taken_at < until
        ]
        return sum(call.is_held for call in mine), len(mine)


def _past(call: Seen, fitted: Mapping[tuple[str, str], int]) -> PastCall:
    units = {part: max(count, 1) for part, count in call.parts.items()}
    if call.call_type is not CallType.CORRECTIVE:
        needed: set[str] = set()
    elif not call.cause or len(units) == 1:
        needed = set(units)
    else:
        usual = max(units, key=lambda part: fitted[call.cause, part], default="")
        needed = {usual} | call.ordered if units else set()
    return PastCall(
        truck=call.technician,
        on=call.taken_at.date(),
        model=call.model,
        needs=tuple((part, count) for part, count in units.items() if part in needed),
        could_wait=tuple((part, count) for part, count in units.items() if part not in needed),
    )


class MorningCheck:
    """What a morning's check packs beside a truck's levels, and what goes back to the branch in the evening.

    For a call taken before today: of the parts that such calls needed most often, those that aren't aboard and that the
    branch has. A simpler list than the kit engine's, which packs all that was needed for more calls (`bench-kits`).
    """

    def __init__(self, usual: Mapping[tuple[str, str], tuple[str, ...]]) -> None:
        self._usual = usual

    def arrive(self, world: World, at: int, trip: Trip, record: Record) -> None:
        """Let a technician arrive with what was packed this morning; what isn't used doesn't stay on the truck."""
        packed = self._packed(world, at, trip, record)
        stock = trip.technician.stock
        for number in packed:
            stock[number] += 1
        STEPS["arrive"](world, at, trip)
        for number in packed:
            stock[number] = max(0, stock[number] - 1)

    def _packed(self, world: World, at: int, trip: Trip, record: Record) -> list[int]:
        call = record.calls[trip.call.key]
        if call.taken_at.date() >= world.moment(at).date() or call.call_type is not CallType.CORRECTIVE:
            return []
        kit = self._usual.get((call.model, call.problem)) or self._usual.get((call.model, ""), ())
        rng = world.chance(f"check:{trip.key}")
        parts = {part.key: part for part in world.catalogue.parts}
        packed = []
        for key in kit:
            part = parts[key]
            is_there = rng.random() < world.dealer.warehouse_share and part.price_cents < 2 * CHEAP_CENTS
            if is_there and trip.technician.stock[part.number] == 0:
                packed.append(part.number)
        return packed


@dataclass(frozen=True, slots=True)
class Lived:
    """Shares of corrective calls held for parts under each policy, what lies on trucks (cents), and what was foreseen.

    `finished`, `finished_by_rank` and `at_most` are the optimiser's own words before: of the calls needing parts,
    finished with what is aboard by its levels, by those of usage rank, and by any.
    """

    seed: int
    held: Mapping[str, float]
    value: Mapping[str, float]
    calls: int
    finished: float
    finished_by_rank: float
    at_most: float
    units: Mapping[str, int]


def live(seed: int) -> Lived:
    """Let one dealership live its past months, choose levels, and live the counted months under each policy."""
    counted = ASSUMED["counted_months"] + ASSUMED["settling_months"]
    years = (ASSUMED["past_months"] + counted) / 12
    world = World(
        read_dealer(ASSUMED["dealer"]), technicians=ASSUMED["technicians"], years=years, seed=seed, until=UNTIL
    )
    turn = UNTIL - counted * MONTH
    record = Record()
    _found(world, record)
    _go_on(world, record, until=world.days.second(turn), par={})
    past = record.past_calls(world.moment(0), turn)
    here = [one for one in world.technicians if not one.has_left]
    pars: dict[str, Par] = {"own": {one.territory: list(one.par) for one in here}}
    pars["rank"] = _by_usage_rank(world, here, past, turn.date())
    money = _value(world, pars["rank"])
    plan = _planned(world, here, past, turn.date() + timedelta(days=30), money)
    pars["chosen"] = _par_of(plan, here, len(world.catalogue.parts))
    since = turn + ASSUMED["settling_months"] * MONTH
    held: dict[str, float] = {}
    calls, lived_with = 0, {"chosen": (world, record)}
    usual = record.usual_parts(world.moment(0), turn, most=ASSUMED["check_parts"])
    pars |= {"rank and check": pars["rank"], "chosen and check": pars["chosen"]}
    nightly = replace(world.dealer, restock_days=1, restock_forgotten=0.0)
    plan_nightly = _planned(world, here, past, turn.date() + timedelta(days=30), money, dealer=nightly)
    pars["chosen nightly"] = _par_of(plan_nightly, here, len(world.catalogue.parts))
    pars |= {"rank nightly": pars["rank"], "chosen nightly and check": pars["chosen nightly"]}
    for policy in POLICIES:
        if policy == "foresight":
            # Of the last months as they were lived: what they needed hardly depends on what was aboard.
            lived_on, lived_seen = lived_with["chosen"]
            lately = lived_seen.past_calls(turn, UNTIL)
            foreseen = _planned(lived_on, here, lately, UNTIL.date(), money)
            pars[policy] = _par_of(foreseen, here, len(world.catalogue.parts))
        later, seen = deepcopy((world, record), _kept_as_they_are(world))
        for technician in later.technicians:
            _load(technician, pars[policy])
        if "nightly" in policy:
            later.dealer = nightly
        check = MorningCheck(usual) if policy.endswith("check") else None
        _go_on(later, seen, until=None, par=pars[policy], check=check)
        waits, calls = seen.held(since, UNTIL - MONTH / 4)
        held[policy] = waits / calls
        if policy == "chosen":
            lived_with[policy] = (later, seen)
    rank = {
        (here[truck].key, part.key): levels[part.number]
        for truck, levels in enumerate(pars["rank"][one.territory] for one in here)
        for part in world.catalogue.parts
    }
    return Lived(
        seed=seed,
        held=held,
        value={policy: _value(world, par) for policy, par in pars.items()},
        calls=calls,
        finished=plan.finished,
        finished_by_rank=plan.built.problem.finished(
            np.minimum(plan.built.levels_of(rank), plan.built.problem.highest)
        ),
        at_most=plan.at_most,
        units={policy: sum(map(sum, par.values())) for policy, par in pars.items()},
    )


def _found(world: World, record: Record) -> None:
    """Do what `simulate` does before the first morning."""
    found_firm(world)
    people.hire_first(world)
    for machines in found_fleet(world):
        for machine in machines:
            read_at_founding(world, FOUNDED_AT, machine)
            count_demand(world, machine)
            upkeep.begin(world, FOUNDED_AT, machine)
    for technician in world.technicians:
        fill_truck(world, FOUNDED_AT, technician)
    _tell(world, record)


def _tell(world: World, record: Record) -> None:
    happened, world.out = world.out, []
    for one in happened:
        record.see(one)


def _go_on(world: World, record: Record, *, until: int | None, par: Par, check: MorningCheck | None = None) -> None:
    while (due := world.next_due()) is not None:
        at, step, thing = due
        if until is not None and at >= until:
            # It is the next thing that happens in whatever follows.
            world.later(at, step, thing)
            return
        if step == "arrive" and check is not None:
            check.arrive(world, at, thing, record)
        else:
            STEPS[step](world, at, thing)
        if step == "join" and par:
            # Whoever comes drives the truck that stands there.
            _load(world.technicians[-1], par)
        _tell(world, record)


def _load(technician: Technician, par: Par) -> None:
    if technician.territory in par and not technician.has_left:
        technician.par = list(par[technician.territory])
        technician.stock = list(technician.par)


def _kept_as_they_are(world: World) -> dict[int, Any]:
    """Return what a copy of a world shares with it: nothing there ever changes."""
    catalogue = world.catalogue
    shared = [catalogue, world.dealer, world.days, *world.prints, catalogue.network]
    shared += [*catalogue.models, *catalogue.parts, *catalogue.suppliers, *catalogue.segments, *catalogue.subsystems]
    shared += [cause for system in (*catalogue.subsystems, catalogue.network) for cause in system.causes]
    return {id(one): one for one in shared}


def _value(world: World, par: Par) -> float:
    parts = world.catalogue.parts
    return float(sum(part.cost_cents * levels[part.number] for levels in par.values() for part in parts))


def _by_usage_rank(world: World, here: list[Technician], past: list[PastCall], turn: date) -> Par:
    """Return par levels as assumptions.toml says: down each truck's list of use, as far as its money goes."""
    months = ASSUMED["rank_months"]
    since = turn - months * MONTH
    used: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for call in past:
        if call.on >= since:
            for part, units in (*call.needs, *call.could_wait):
                used[call.truck][part] += units
    found: Par = {}
    cycle_days = world.dealer.restock_days + 1
    for technician in here:
        money = _value(world, {0: technician.par})
        par = [0] * len(world.catalogue.parts)
        mine = used[technician.key]
        for each in sorted(world.catalogue.parts, key=lambda one: (-mine[one.key], one.number)):
            if not mine[each.key]:
                break
            level = _enough(mine[each.key] / months * cycle_days / WORK_DAYS_A_MONTH, world.dealer.stock_cover)
            if level * each.cost_cents <= money:
                par[each.number] = level
                money -= level * each.cost_cents
        found[technician.territory] = par
    return found


def _enough(demand: float, cover: float) -> int:
    """Return the smallest stock that meets a Poisson demand this often."""
    chance = exp(-demand)
    total, count = chance, 0
    while total < cover and count < MOST_OF_A_PART:
        count += 1
        chance *= demand / count
        total += chance
    return max(1, count)


def _planned(
    world: World,
    here: list[Technician],
    past: list[PastCall],
    middle: date,
    most_cents: float,
    *,
    dealer: Dealer | None = None,
) -> Plan:
    """Return what the optimiser proposes for so much money; `world` knows everybody whose calls are past."""
    territory_of = {one.key: one.territory for one in world.technicians}
    dealer = dealer or world.dealer
    cycle = dealer.restock_days
    # From use to the restocking day half a cycle and a day; what is forgotten, a cycle more. The engine halves a cycle.
    days = 2 * (1 + (cycle - 1) / 2 + dealer.restock_forgotten * cycle)
    parts = tuple(
        Part(
            ref=one.key,
            cost_cents=one.cost_cents,
            lead_days=one.supplier.lead_days * (1 - dealer.warehouse_share),
        )
        for one in world.catalogue.parts
    )
    trucks = tuple(Truck(ref=one.key, restock_days=days) for one in here)
    # Calls of those who have left or come later are of their territory: its truck stays.
    truck_of = {one.territory: one.key for one in here}
    calls = [
        replace(call, truck=truck_of[territory_of[call.truck]]) for call in past if territory_of[call.truck] in truck_of
    ]
    history = history_of(calls, trucks=[one.ref for one in trucks], parts=[one.ref for one in parts])
    fleet = Fleet(parts=parts, trucks=trucks, history=history)
    return propose(fleet, middle=middle, most_cents=most_cents, with_curve=False)


def _par_of(plan: Plan, here: list[Technician], parts: int) -> Par:
    found: Par = {one.territory: [0] * parts for one in here}
    for truck, part, level in zip(plan.built.truck, plan.built.part, plan.levels, strict=True):
        found[here[truck].territory][part] = int(level)
    return found
