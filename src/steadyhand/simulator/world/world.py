"""What is the world made of, and how does it move on? What is due, day by day, and everybody who is in it."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from random import Random
from typing import Any, Literal

from steadyhand.simulator.catalogue import Catalogue, read_catalogue
from steadyhand.simulator.chance import restart, stream
from steadyhand.simulator.days import DAY, HOUR, Days, PageCalendar
from steadyhand.simulator.dealers import Dealer
from steadyhand.simulator.happenings import Happening
from steadyhand.simulator.world.meters import Meters
from steadyhand.simulator.world.state import Machine, Need, Staff, Technician, Territory

ZONE = "America/Chicago"
COUNTRY = "US"
REGION = "OH"
YEAR_DAYS = 365.25
# Founding rows are told before the first morning.
FOUNDED_AT = 6 * HOUR
# Office printing shrinks: ours, a few in a hundred a year, as the trade expects.
YEARLY_CHANGE = -0.03

Handler = Callable[["World", int, Any], None]
# What can be due: run.py says which function each is.
Step = Literal[
    "fail", "ring", "identify", "solve", "cycle", "trouble", "supplies", "errand", "maintain", "replace",
    "wake", "arrive", "finish", "replenish", "part comes", "it solves", "rate", "write", "answer",
    "fall ill", "go away", "leave", "join",
]  # fmt: skip
# When, the how many-th that was asked for, what, and to what.
Due = tuple[int, int, Step, Any]


class WorldTooSmall(ValueError):
    """Nothing can be made of this; the message says what to give."""


class World:
    """A dealership, its customers and their machines at one moment, and what is due next."""

    def __init__(self, dealer: Dealer, *, technicians: int, years: float, seed: int, until: datetime) -> None:
        if technicians < 1:
            raise WorldTooSmall(f"{technicians} technicians can't visit anybody; give at least 1.")
        if years <= 0:
            raise WorldTooSmall(f"{years:g} years is no time; give more than 0, as in 0.5.")
        if until.tzinfo is None:
            raise WorldTooSmall(f"{until} has no zone; give an aware moment.")
        self.dealer = dealer
        self.seed = seed
        self.catalogue: Catalogue = read_catalogue()
        days = max(1, round(years * YEAR_DAYS))
        self.days = Days(
            (until - timedelta(days=days)).astimezone(until.tzinfo).date(),
            days,
            zone=ZONE,
            country=COUNTRY,
            region=REGION,
        )
        self.until = until
        self.ends_at = self.days.second(until)
        self.prints = [
            PageCalendar(
                self.days,
                months=segment.months,
                week=segment.week,
                on_holidays=segment.on_holidays,
                yearly_change=YEARLY_CHANGE,
            )
            for segment in self.catalogue.segments
        ]
        self.out: list[Happening] = []
        self.meters = Meters()
        self.territories: list[Territory] = []
        self.technicians: list[Technician] = []
        self.staff: list[Staff] = []
        self.demand: list[list[float]] = []
        self.needs: dict[int, list[Need]] = {}
        # New machine's number: the machine it will replace.
        self.replaced: dict[int, Machine] = {}
        self.leaving: set[int] = set()
        self.wanted_technicians = technicians
        self.counts: dict[str, int] = {}
        # What is due today is a heap. The other days' wait in no order until their day comes: one heap of a million
        # things far ahead costs many times as much.
        self._day = 0
        self._today: list[Due] = []
        self._ahead: dict[int, list[Due]] = defaultdict(list)
        self._pushed = 0
        self._rng = stream(seed, "world")

    def chance(self, entity: str) -> Random:
        """Return the stream of an entity. There is one at a time: take it, use it up, then ask for the next."""
        return restart(self._rng, self.seed, entity)

    def number(self, kind: str) -> int:
        """Return the next number of a kind of thing, from 1."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        return self.counts[kind]

    def later(self, at: int, step: Step, thing: Any) -> None:
        """Let something happen to a thing at a time; what is due at the same second keeps its order."""
        if at > self.ends_at:
            return
        self._pushed += 1
        day = at // DAY
        if day <= self._day:
            heappush(self._today, (at, self._pushed, step, thing))
        else:
            self._ahead[day].append((at, self._pushed, step, thing))

    def next_due(self) -> tuple[int, Step, Any] | None:
        """Take the next thing that is due; None when nothing is left."""
        if not self._today:
            if not self._ahead:
                return None
            self._day = min(self._ahead)
            self._today = self._ahead.pop(self._day)
            heapify(self._today)
        at, _, step, thing = heappop(self._today)
        return at, step, thing

    def moment(self, at: int) -> datetime:
        return self.days.moment(at)

    def prints_of(self, machine: Machine) -> PageCalendar:
        return self.prints[machine.customer.segment.number]

    def pages(self, machine: Machine, at: int) -> float:
        """Return the pages a machine has printed in its life up to a second."""
        return machine.start_pages + machine.rate * (self.prints_of(machine).up_to(at) - machine.zero)

    def soon(self, rng: Random, at: int, *, within_days: float) -> int:
        """Return an opening second spread evenly over the next days."""
        return self.days.opening(at + int(rng.random() * within_days * DAY))
