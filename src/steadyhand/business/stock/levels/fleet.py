"""What is known before levels are chosen: parts, trucks, what is kept now, and past calls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import inf

import numpy as np

from steadyhand.business.stock.levels.arrays import Flags, Whole


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


def history_of(calls: Sequence[PastCall], *, trucks: Sequence[str] = (), parts: Sequence[str] = ()) -> History:
    """Return calls as numbers; trucks and parts that occur only in calls come after those that are given."""
    truck_number = {ref: number for number, ref in enumerate(trucks)}
    part_number = {ref: number for number, ref in enumerate(parts)}
    models: dict[str, int] = {}
    rows, lines = [], []
    for place, call in enumerate(calls):
        model = models.setdefault(call.model, len(models)) if call.model else -1
        truck = truck_number.setdefault(call.truck, len(truck_number))
        rows.append((truck, call.on.toordinal(), model))
        units: dict[str, int] = {}
        for part, quantity in (*call.needs, *call.could_wait):
            units[part] = units.get(part, 0) + quantity
        needed = {part for part, _ in call.needs}
        lines += [
            (place, part_number.setdefault(part, len(part_number)), each, part not in needed)
            for part, each in units.items()
        ]
    call_rows = np.array(rows, dtype=np.int64).reshape(-1, 3)
    line_rows = np.array(lines, dtype=np.int64).reshape(-1, 4)
    return History(
        trucks=tuple(truck_number),
        parts=tuple(part_number),
        models=tuple(models),
        call_truck=call_rows[:, 0],
        call_day=call_rows[:, 1],
        call_model=call_rows[:, 2],
        line_call=line_rows[:, 0],
        line_part=line_rows[:, 1],
        line_units=line_rows[:, 2],
        could_wait=line_rows[:, 3] > 0,
    )


@dataclass(frozen=True, kw_only=True)
class Fleet:
    """All that levels are chosen from. `now` and `at_branch` are par levels: (truck or branch, part) → units."""

    parts: tuple[Part, ...]
    trucks: tuple[Truck, ...]
    history: History
    now: Mapping[tuple[str, str], int] = field(default_factory=dict)
    at_branch: Mapping[tuple[str, str], int] = field(default_factory=dict)
