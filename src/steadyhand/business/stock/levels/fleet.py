"""What is known before levels are chosen: parts, trucks, what is kept now, and past calls."""

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import inf

import numpy as np

from steadyhand.business.stock.levels.arrays import Flags, Whole, added


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part, and what one of it takes. `a_slot` units share a slot; `lead_days` are working days from the supplier."""

    ref: str
    name: str = ""
    cost_cents: int
    weight_g: float = 0.0
    volume_ml: float = 0.0
    a_slot: int = 1
    lead_days: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Truck:
    """A truck and what it can take; `restock_days` are working days from one restocking to the next."""

    ref: str
    name: str = ""
    branch: str = ""
    restock_days: float = 5.0
    most_cents: float = inf
    most_weight_g: float = inf
    most_volume_ml: float = inf
    most_slots: float = inf


@dataclass(frozen=True, eq=False)
class History:
    """Past calls, oldest first or not, as numbers of trucks, parts and models.

    A call has a truck, a day (`date.toordinal`) and a model or family (-1: not known); a line has a call (its place),
    a part and units. A call without lines needed no part. No part twice in a call. `could_wait` (lines): what was
    fitted because it was there, as on a maintenance: it uses stock up, but the call would have been finished without.
    """

    trucks: tuple[str, ...]
    parts: tuple[str, ...]
    models: tuple[str, ...]
    call_truck: Whole
    call_day: Whole
    call_model: Whole
    line_call: Whole
    line_part: Whole
    line_units: Whole
    could_wait: Flags

    @property
    def calls(self) -> int:
        return len(self.call_truck)


@dataclass(frozen=True, slots=True)
class PastCall:
    """One past call: which truck came, when, to which model or family, what it needed, and what it also used."""

    truck: str
    on: date
    model: str = ""
    needs: tuple[tuple[str, int], ...] = ()
    could_wait: tuple[tuple[str, int], ...] = ()


class Past:
    """Past calls while they are told one by one; trucks and parts that are given come first, others as they occur."""

    def __init__(self, *, trucks: Iterable[str] = (), parts: Iterable[str] = ()) -> None:
        self._trucks = {ref: number for number, ref in enumerate(trucks)}
        self._parts = {ref: number for number, ref in enumerate(parts)}
        self._models: dict[str, int] = {}
        self._calls = array("q")
        self._lines = array("q")
        self.count = 0

    def call(self, truck: str, day: int, model: str = "") -> int:
        """Add a call on a day (`date.toordinal`) and return its place."""
        number = self._models.setdefault(model, len(self._models)) if model else -1
        self._calls.extend((self._trucks.setdefault(truck, len(self._trucks)), day, number))
        self.count += 1
        return self.count - 1

    def line(self, call: int, part: str, units: int, *, could_wait: bool) -> None:
        """Add a part that a call needed or used. Lines of the same part add up; what is needed once is needed."""
        self._lines.extend((call, self._parts.setdefault(part, len(self._parts)), units, could_wait))

    def history(self) -> History:
        calls = np.frombuffer(self._calls, dtype=np.int64).reshape(-1, 3)
        lines = np.frombuffer(self._lines, dtype=np.int64).reshape(-1, 4)
        parts = max(len(self._parts), 1)
        place, of_line = np.unique(lines[:, 0] * parts + lines[:, 1], return_inverse=True)
        could_wait = np.ones(len(place), dtype=np.int64)
        np.minimum.at(could_wait, of_line, lines[:, 3])
        return History(
            trucks=tuple(self._trucks),
            parts=tuple(self._parts),
            models=tuple(self._models),
            call_truck=calls[:, 0].copy(),
            call_day=calls[:, 1].copy(),
            call_model=calls[:, 2].copy(),
            line_call=place // parts,
            line_part=place % parts,
            line_units=added(of_line, lines[:, 2].astype(float), len(place)).astype(np.int64),
            could_wait=could_wait > 0,
        )


def history_of(calls: Iterable[PastCall], *, trucks: Iterable[str] = (), parts: Iterable[str] = ()) -> History:
    """Return calls as numbers."""
    past = Past(trucks=trucks, parts=parts)
    for call in calls:
        place = past.call(call.truck, call.on.toordinal(), call.model)
        for needs, could_wait in ((call.needs, False), (call.could_wait, True)):
            for part, units in needs:
                past.line(place, part, units, could_wait=could_wait)
    return past.history()


@dataclass(frozen=True, kw_only=True)
class Fleet:
    """All that levels are chosen from. `now` and `at_branch` are par levels: (truck or branch, part) → units."""

    parts: tuple[Part, ...]
    trucks: tuple[Truck, ...]
    history: History
    now: Mapping[tuple[str, str], int] = field(default_factory=dict)
    at_branch: Mapping[tuple[str, str], int] = field(default_factory=dict)
