"""What has been done to one machine so far, and how far have its parts run? Told call by call, in order of time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from steadyhand.business.stock.kits.cases import Call, Done

# A machine whose first known meter is below this share of a part's life has had that part since it was new.
NEW_WITHIN = 0.15
# Up to this share of its life a part of which nothing is known may well be the first one.
MAYBE_FIRST = 1.25
# Two readings closer than this say nothing about its pace.
PACE_DAYS = 10.0


@dataclass(slots=True)
class SoFar:
    """One machine, as the record tells it up to a moment."""

    first_meter: float | None = None
    last_meter: float | None = None
    last_day: float = 0.0
    pace: float = 0.0
    # By part: the meter when it was last put in, and how often it was.
    put_in: dict[str, float] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)
    last_done: Done | None = None
    _waiting: list[Done] = field(default_factory=list)

    def meter_at(self, call: Call) -> float | None:
        """Return the pages at a call: as told, or carried on from the last that were."""
        if call.meter is not None:
            return call.meter
        if self.last_meter is None:
            return None
        return self.last_meter + self.pace * max(0.0, call.taken_day - self.last_day)

    def come_to(self, call: Call) -> None:
        """Bring this up to the moment of a call: what was closed by then is known, and its meter."""
        if self._waiting:
            over = [done for done in self._waiting if done.closed_day <= call.taken_day]
            for done in sorted(over, key=lambda each: each.closed_day):
                self._take(done)
            if over:
                self._waiting = [done for done in self._waiting if done.closed_day > call.taken_day]
        self._read(call)

    def leave(self, done: Done) -> None:
        """Remember what came of a call, to be known from its closing on."""
        self._waiting.append(done)

    def _read(self, call: Call) -> None:
        if call.meter is None:
            return
        if self.first_meter is None:
            self.first_meter = call.meter
        elif self.last_meter is not None and call.taken_day - self.last_day >= PACE_DAYS:
            self.pace = max(0.0, call.meter - self.last_meter) / (call.taken_day - self.last_day)
        if self.last_meter is None or call.taken_day - self.last_day >= PACE_DAYS:
            self.last_meter, self.last_day = call.meter, call.taken_day

    def _take(self, done: Done) -> None:
        self.last_done = done
        meter = self.meter_at(done.call)
        for part in done.parts:
            self.times[part] = self.times.get(part, 0) + 1
            if meter is not None:
                self.put_in[part] = meter


def so_far(history: Iterable[Done], call: Call) -> SoFar:
    """Return a machine as it stands at a call, from its calls before it in any order."""
    machine = SoFar()
    for done in sorted(history, key=lambda each: each.call.taken_day):
        if done.call.taken_day >= call.taken_day:
            break
        machine.come_to(done.call)
        machine.leave(done)
    machine.come_to(call)
    return machine


class Surely(IntEnum):
    """How well it is known how far a part has run: since it was put in, or at least or at most so far."""

    KNOWN = 0
    AT_LEAST = 1
    AT_MOST = 2


@dataclass(frozen=True, slots=True)
class Run:
    """How far a part has run, in pages. Where nobody wrote down that it was put in, the record only bounds it."""

    pages: float
    surely: Surely


def run_of(machine: SoFar, part: str, meter: float | None, life_pages: float) -> Run | None:
    """Return how far a part has run, None where no meter tells."""
    if meter is None:
        return None
    put_in = machine.put_in.get(part)
    if put_in is not None:
        return Run(max(0.0, meter - put_in), Surely.KNOWN)
    first = meter if machine.first_meter is None else machine.first_meter
    if first <= NEW_WITHIN * life_pages:
        return Run(meter, Surely.KNOWN)
    if meter <= MAYBE_FIRST * life_pages:
        return Run(meter, Surely.AT_MOST)
    return Run(max(0.0, meter - first), Surely.AT_LEAST)
