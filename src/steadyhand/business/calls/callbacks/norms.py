"""How far does a model usually run between calls, and how many would be too soon by chance? From the house's own calls.

A rare model's mean is drawn towards its family's as if that were ten more intervals, a rare family's towards that of
all. Intervals are taken in one at a time, so a million calls need no more memory than their numbers.
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

from steadyhand.business.calls.callbacks.chance import ChanceFloor, chance_floor
from steadyhand.business.calls.callbacks.rules import Interval, Norm

# A model's own intervals outweigh its family's from ten on: ours, so that a model seen twice isn't judged by two calls.
BORROWED_INTERVALS = 10
# More long intervals don't move a shape by a hundredth, and fitting takes its time with each: ours.
MOST_FITTED = 2_000


@dataclass(frozen=True, slots=True)
class ModelNorm:
    """A model's norm, what it rests on, and its chance floors. A floor is None where there is no mean."""

    model: str
    norm: Norm
    intervals: int
    intervals_in_pages: int
    floor_in_pages: ChanceFloor | None
    floor_in_days: ChanceFloor | None


@dataclass(slots=True)
class _Means:
    """Sums of intervals in one unit, by model and family."""

    models: dict[str, "array[float]"] = field(default_factory=dict)
    families: dict[str, str] = field(default_factory=dict)

    def add(self, model: str, family: str, value: float) -> None:
        self.models.setdefault(model, array("d")).append(value)
        self.families[model] = family

    def shrunk(self) -> dict[str, float]:
        """Return each model's mean, drawn towards its family's, and that towards everybody's."""
        totals = {model: (sum(values), len(values)) for model, values in self.models.items()}
        if not totals:
            return {}
        overall = sum(total for total, _ in totals.values()) / sum(count for _, count in totals.values())
        of_family: dict[str, tuple[float, int]] = {}
        for model, (total, count) in totals.items():
            before, seen = of_family.get(self.families[model], (0.0, 0))
            of_family[self.families[model]] = (before + total, seen + count)
        homes = {family: _drawn(total, count, overall) for family, (total, count) in of_family.items()}
        return {model: _drawn(total, count, homes[self.families[model]]) for model, (total, count) in totals.items()}


class NormMaker:
    """Takes intervals in and says what they make."""

    def __init__(self) -> None:
        self._pages = _Means()
        self._days = _Means()

    def add(self, interval: Interval) -> None:
        self._days.add(interval.model, interval.family, interval.days)
        if interval.pages is not None:
            self._pages.add(interval.model, interval.family, float(interval.pages))

    def means(self) -> dict[str, Norm]:
        """Return every model's norm, by model."""
        pages, days = self._pages.shrunk(), self._days.shrunk()
        return {model: Norm(pages.get(model), days[model]) for model in sorted(days)}

    def norms(self, *, share: float) -> list[ModelNorm]:
        """Return every model's norm with its floors, by model; `share` of its mean is the limit they are wanted for."""
        found = []
        for model, norm in self.means().items():
            own_days, own_pages = self._days.models[model], self._pages.models.get(model, array("d"))
            found.append(
                ModelNorm(
                    model=model,
                    norm=norm,
                    intervals=len(own_days),
                    intervals_in_pages=len(own_pages),
                    floor_in_pages=_floor(own_pages, norm.mean_pages, share),
                    floor_in_days=_floor(own_days, norm.mean_days, share),
                )
            )
        return found


def norms_of(intervals: Iterable[Interval]) -> dict[str, Norm]:
    """Return each model's norm."""
    maker = NormMaker()
    for interval in intervals:
        maker.add(interval)
    return maker.means()


def _drawn(total: float, count: int, towards: float) -> float:
    return (total + BORROWED_INTERVALS * towards) / (count + BORROWED_INTERVALS)


def _floor(values: "array[float]", mean: float | None, share: float) -> ChanceFloor | None:
    if mean is None or mean <= 0:
        return None
    # Every so many of a long row, in the order they came: the same ones for the same record.
    step = -(-len(values) // MOST_FITTED) or 1
    return chance_floor(values[::step], limit=share * mean, mean=mean)
