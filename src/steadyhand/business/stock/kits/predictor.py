"""What will this call need, what was it probably, and why? The engine as it is asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from steadyhand.business.stock.kits.cases import FAULT, Call, Done
from steadyhand.business.stock.kits.columns import Asked, columns_of
from steadyhand.business.stock.kits.machine import MAYBE_FIRST, NEW_WITHIN, Run, SoFar, Surely, run_of, so_far
from steadyhand.business.stock.kits.pooling import Pooled
from steadyhand.business.stock.kits.record import Floats, Ints, Known, family_of, worn_signs
from steadyhand.business.stock.kits.settings import SETTINGS
from steadyhand.business.stock.kits.signs import signs_of
from steadyhand.business.stock.kits.wear import Wear, steps_of
from steadyhand.business.stock.kits.weighing import Weights, against_rivals, logit, sigmoid, sums
from steadyhand.business.stock.kits.why import Grounds, because

MOST_LIKELY, MOST_CAUSES = 12, 3


@dataclass(frozen=True, slots=True)
class Wearing:
    """The lives of a family's parts in pages, nan where one has none, and where each part stands."""

    lives: Floats
    places: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Likely:
    """A part, cause or correction, its chance (0-1), and the reasons for it, the strongest first."""

    name: str
    chance: float
    why: tuple[str, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a call will probably need. `kit` are the parts to pack; `enough` is the chance that no other is needed."""

    parts: tuple[Likely, ...]
    kit: tuple[Likely, ...]
    enough: float
    causes: tuple[Likely, ...]
    corrections: tuple[Likely, ...]


@dataclass(frozen=True, slots=True)
class Learnt:
    """Counts and weights for one sort of thing."""

    pooled: Pooled
    weights: Weights
    wear: Wear | None = None


@dataclass(frozen=True, slots=True)
class Predictor:
    """A fitted engine. `calls` is how many it has seen; `weighed` how many taught the weights, 0: the shipped ones."""

    fitted_day: float
    calls: int
    weighed: int
    parts: Learnt
    causes: Learnt
    corrections: Learnt
    catalogue: Mapping[str, Known]
    _lives: dict[str, Wearing] = field(default_factory=dict)

    def predict(
        self, call: Call, *, history: Iterable[Done] = (), most: int = SETTINGS.most_parts, with_why: bool = True
    ) -> Prediction:
        """Return what a call will probably need; `history` are its machine's calls before it, in any order."""
        return self.predict_with(call, so_far(history, call), most=most, with_why=with_why)

    def predict_with(
        self, call: Call, machine: SoFar, *, most: int = SETTINGS.most_parts, with_why: bool = True
    ) -> Prediction:
        """Return the same for a machine that has come to the call already."""
        family = family_of(call.family, call.model)
        meter = machine.meter_at(call)
        signs = (*signs_of(call, machine), *worn_signs(machine, meter, self.catalogue))
        parts = self._parts(call, family, machine, meter, signs, most=most, with_why=with_why)
        kit = tuple(each for each in parts if each.chance >= SETTINGS.least_chance)[:most]
        return Prediction(
            parts=parts[:MOST_LIKELY],
            kit=kit,
            enough=self._enough(parts, kit),
            causes=self._one_of(self.causes, call, family, signs, with_why=with_why),
            corrections=self._one_of(self.corrections, call, family, signs, with_why=with_why),
        )

    def _parts(
        self,
        call: Call,
        family: str,
        machine: SoFar,
        meter: float | None,
        signs: Sequence[str],
        *,
        most: int,
        with_why: bool,
    ) -> tuple[Likely, ...]:
        group = self.parts.pooled.family(family)
        if group is None or not group.items:
            return ()
        shares, tables = shares_of(self.wearing(family), meter, machine.first_meter, machine.put_in)
        asked = Asked(call.model, call.sort, signs, shares, tables)
        columns = columns_of(self.parts.pooled, family, asked, self.parts.wear, steps_of(shares))
        chances = against_rivals(sums(columns, self.parts.weights), self.parts.weights)
        order = np.argsort(-chances, kind="stable")
        found = []
        for rank, place in enumerate(order):
            number = group.items[place]
            why: tuple[str, ...] = ()
            known = self.catalogue.get(number)
            if with_why and rank < max(MOST_LIKELY, most):
                run = run_of(machine, number, meter, known.life_pages) if known and known.life_pages else None
                why = because(self._grounds(self.parts, family, call, int(place), columns[place], signs, run, known))
            found.append(Likely(number, float(chances[place]), why, known.name if known else ""))
        return tuple(found)

    def _one_of(
        self, learnt: Learnt, call: Call, family: str, signs: Sequence[str], *, with_why: bool
    ) -> tuple[Likely, ...]:
        """Return the likeliest of which a call has one."""
        name = family if learnt.pooled.family(family) is not None else ""
        group = learnt.pooled.family(name)
        if group is None or not group.items or not learnt.pooled.counts.overall.calls[FAULT]:
            return ()
        columns = columns_of(learnt.pooled, name, Asked(call.model, call.sort, signs), None, None)
        chances = against_rivals(sums(columns, learnt.weights), learnt.weights)
        total = chances.sum()
        found = []
        for place in np.argsort(-chances, kind="stable")[:MOST_CAUSES]:
            why = (
                because(self._grounds(learnt, name, call, int(place), columns[place], signs, None, None))
                if with_why
                else ()
            )
            found.append(Likely(group.items[place], float(chances[place] / max(total, 1.0)), why))
        return tuple(found)

    def _enough(self, parts: Sequence[Likely], kit: Sequence[Likely]) -> float:
        left = np.array([each.chance for each in parts[len(kit) :]])
        alone = np.exp(np.log1p(-np.clip(left, 0.0, 0.999)).sum())
        weights = self.parts.weights.enough
        return float(sigmoid(np.array(weights[0] + weights[1] * logit(np.array(alone)))))

    def _grounds(
        self, learnt: Learnt, family: str, call: Call, place: int, columns: Floats, signs: Sequence[str],
        run: Run | None, known: Known | None,
    ) -> Grounds:  # fmt: skip
        return Grounds(
            pooled=learnt.pooled,
            family=family,
            model=call.model,
            place=place,
            worth=columns * learnt.weights.each[1:],
            signs=signs,
            run=run,
            life_pages=known.life_pages if known else None,
        )

    def wearing(self, family: str) -> Wearing:
        """Return which of a family's parts have a life."""
        found = self._lives.get(family)
        if found is None:
            found = self._lives[family] = wearing_of(self.parts.pooled, family, self.catalogue)
        return found


def wearing_of(pooled: Pooled, family: str, catalogue: Mapping[str, Known]) -> Wearing:
    """Return which of a family's parts have a life, and how long it is."""
    items = pooled.counts.families[family].items
    lives = [catalogue[item].life_pages if item in catalogue else None for item in items]
    return Wearing(
        np.array([life or np.nan for life in lives], dtype=np.float64), {item: at for at, item in enumerate(items)}
    )


def shares_of(
    wearing: Wearing, meter: float | None, first_meter: float | None, put_in: Mapping[str, float]
) -> tuple[Floats, Ints]:
    """Return how much of its life each part has run (nan: unknown), and the table that this is looked up in.

    The same as `run_of` for each part, all at once.
    """
    lives = wearing.lives
    if meter is None:
        return np.full(len(lives), np.nan), np.zeros(len(lives), dtype=np.int64)
    first = meter if first_meter is None else first_meter
    is_new, may_be_first = first <= NEW_WITHIN * lives, meter <= MAYBE_FIRST * lives
    shares = np.where(is_new | may_be_first, meter, max(0.0, meter - first)) / lives
    tables = np.where(is_new, Surely.KNOWN, np.where(may_be_first, Surely.AT_MOST, Surely.AT_LEAST)).astype(np.int64)
    for part, at_meter in put_in.items():
        place = wearing.places.get(part)
        if place is not None:
            shares[place] = max(0.0, meter - at_meter) / lives[place]
            tables[place] = Surely.KNOWN
    return shares, tables
