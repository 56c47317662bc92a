"""A dealership's calls as arrays, so that a million are counted in seconds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from steadyhand.business.stock.kits.cases import CatalogPart, Done
from steadyhand.business.stock.kits.machine import SoFar
from steadyhand.business.stock.kits.naming import kind_of
from steadyhand.business.stock.kits.settings import SETTINGS
from steadyhand.business.stock.kits.shipped import shipped
from steadyhand.business.stock.kits.signs import WORD, WORN, signs_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Known:
    """A part of the catalogue, its kind, and what it lasts."""

    number: str
    name: str
    kind: str
    family: str
    life_pages: float | None


class OutOfOrder(ValueError):
    """The calls don't come in the order in which they were taken."""


@dataclass(slots=True)
class Names:
    """Texts and their numbers, in the order in which they came."""

    all: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, name: str) -> int:
        found = self.numbers.get(name)
        if found is None:
            found = self.numbers[name] = len(self.all)
            self.all.append(name)
        return found


@dataclass(frozen=True, slots=True)
class Lists:
    """A list of numbers for each call, one after the other."""

    begins: Ints
    items: Ints

    @property
    def owners(self) -> Ints:
        """Return for each item whose it is."""
        return np.repeat(np.arange(len(self.begins) - 1), np.diff(self.begins))

    def of(self, call: int) -> Ints:
        return self.items[self.begins[call] : self.begins[call + 1]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a machine was like at a call: by part, the meter when it was put in."""

    meter: float | None
    first_meter: float | None
    put_in: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Record:
    """All calls that are over, oldest first."""

    taken: Floats
    closed: Floats
    sorts: Ints
    families: Ints
    models: Ints
    family_names: Names
    model_names: Names
    signs: Lists
    sign_names: Names
    parts: Lists
    part_names: Names
    causes: Lists
    cause_names: Names
    corrections: Lists
    correction_names: Names
    # For the newest calls only.
    snapshots: Mapping[int, Snapshot]
    # Pages that each family's machines have run, as far as meters tell.
    family_pages: Mapping[int, float]

    def __len__(self) -> int:
        return len(self.taken)


@dataclass(slots=True)
class _List:
    begins: list[int] = field(default_factory=lambda: [0])
    items: list[int] = field(default_factory=list)

    def end(self) -> None:
        self.begins.append(len(self.items))

    def done(self) -> Lists:
        return Lists(np.array(self.begins, dtype=np.int64), np.array(self.items, dtype=np.int64))


def family_of(family: str, model: str) -> str:
    """Return what a model shares its parts with: its family, or itself where none is known."""
    return family.strip() or model.strip()


def collect(calls: Iterable[Done], catalogue: Mapping[str, Known], *, snapshots_from_day: float) -> Record:
    """Return the calls as arrays; how machines stood is kept of those taken from a day on.

    Raises:
        OutOfOrder: a call was taken before the one in front of it.
    """
    families, models, signs, parts, causes, corrections = (Names() for _ in range(6))
    sign_list, part_list, cause_list, correction_list = (_List() for _ in range(4))
    taken: list[float] = []
    closed: list[float] = []
    sorts: list[int] = []
    of_family: list[int] = []
    of_model: list[int] = []
    machines: dict[str, SoFar] = {}
    snapshots: dict[int, Snapshot] = {}
    pages: dict[int, float] = defaultdict(float)
    before = float("-inf")
    for number, done in enumerate(calls):
        call = done.call
        if call.taken_day < before:
            raise OutOfOrder(f"Call {call.key} was taken before the one in front of it: give them in order of time.")
        before = call.taken_day
        machine = machines.setdefault(call.machine, SoFar()) if call.machine else SoFar()
        last_meter = machine.last_meter
        machine.come_to(call)
        meter = machine.meter_at(call)
        family = families.number(family_of(call.family, call.model))
        if machine.last_meter is not None and last_meter is not None:
            pages[family] += max(0.0, machine.last_meter - last_meter)
        found = signs_of(call, machine)
        found += worn_signs(machine, meter, catalogue)
        if call.taken_day >= snapshots_from_day:
            snapshots[number] = Snapshot(meter, machine.first_meter, dict(machine.put_in))
        machine.leave(done)
        taken.append(call.taken_day)
        closed.append(done.closed_day)
        sorts.append(call.sort)
        of_family.append(family)
        of_model.append(models.number(call.model))
        sign_list.items += [signs.number(sign) for sign in found]
        part_list.items += [parts.number(part) for part in dict.fromkeys(done.parts)]
        if done.cause:
            cause_list.items.append(causes.number(done.cause))
        if done.correction:
            correction_list.items.append(corrections.number(done.correction))
        for each in (sign_list, part_list, cause_list, correction_list):
            each.end()
    return Record(
        taken=np.array(taken, dtype=np.float64),
        closed=np.array(closed, dtype=np.float64),
        sorts=np.array(sorts, dtype=np.int64),
        families=np.array(of_family, dtype=np.int64),
        models=np.array(of_model, dtype=np.int64),
        family_names=families,
        model_names=models,
        signs=_without_rare_words(sign_list.done(), signs),
        sign_names=signs,
        parts=part_list.done(),
        part_names=parts,
        causes=cause_list.done(),
        cause_names=causes,
        corrections=correction_list.done(),
        correction_names=corrections,
        snapshots=snapshots,
        family_pages=dict(pages),
    )


def worn_signs(machine: SoFar, meter: float | None, catalogue: Mapping[str, Known]) -> list[str]:
    """Return a sign for each kind of part that is known to be worn."""
    if meter is None:
        return []
    worn = (
        known.kind
        for part, put_in in machine.put_in.items()
        if (known := catalogue.get(part)) is not None
        and known.life_pages is not None
        and meter - put_in >= SETTINGS.worn_from * known.life_pages
    )
    return [f"{WORN}:{kind}" for kind in dict.fromkeys(worn)]


def known_parts(catalogue: Iterable[CatalogPart]) -> dict[str, Known]:
    """Return what is known of each part: its life as the catalogue says, else as the shipped table does."""
    found = {}
    for part in catalogue:
        kind = kind_of(part.name, part.family)
        life = part.life_pages or shipped().class_of(kind).life_pages
        found[part.number] = Known(part.number, part.name, kind, part.family, life)
    return found


def _without_rare_words(signs: Lists, names: Names) -> Lists:
    """Return the lists without words that were hardly ever said, and without the rarest of too many."""
    counts = np.bincount(signs.items, minlength=len(names.all))
    is_word = np.array([name.startswith(f"{WORD}:") for name in names.all], dtype=bool)
    kept = ~is_word | (counts >= SETTINGS.fewest_of_a_word)
    if kept[is_word].sum() > SETTINGS.most_words:
        least = np.sort(counts[is_word])[-SETTINGS.most_words]
        kept &= ~is_word | (counts >= least)
    stays = kept[signs.items]
    begins = np.concatenate([[0], np.cumsum(stays)])[signs.begins]
    return Lists(begins.astype(np.int64), signs.items[stays])
