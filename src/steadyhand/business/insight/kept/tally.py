"""How many were kept, and how sure is that? Renegotiated and withdrawn stand by themselves. Values in, values out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from steadyhand.business.insight.uncertain import FEW
from steadyhand.shared.uncertain import Interval, of_share


@dataclass(frozen=True, slots=True)
class Share:
    """A share with what it rests on."""

    count: int
    total: int

    @property
    def value(self) -> float | None:
        return self.count / self.total if self.total else None

    @property
    def interval(self) -> Interval | None:
        return of_share(self.count, self.total)

    @property
    def is_few(self) -> bool:
        """Tell whether one more or less would move it a lot."""
        return 0 < self.total < FEW


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The promises of one cohort, counted."""

    kept: int = 0
    missed: int = 0
    renegotiated: int = 0
    withdrawn: int = 0
    # Kept with more than half of the promised time left.
    early: int = 0
    # Missed, and the customer was told before.
    announced: int = 0
    sooner_kept: int = 0
    sooner_missed: int = 0
    # Of what was promised first: another time agreed on later is no kept first word.
    first_kept: int = 0
    first_due: int = 0

    @property
    def due(self) -> int:
        """What was kept or missed: what is judged."""
        return self.kept + self.missed

    @property
    def all(self) -> int:
        return self.due + self.renegotiated + self.withdrawn

    @property
    def kept_share(self) -> Share:
        """Of the times that stood in the end: those agreed on anew count by their new time."""
        return Share(self.kept, self.due)

    @property
    def first_kept_share(self) -> Share:
        """Of the times that were said first: what was renegotiated was not kept as it was said."""
        return Share(self.first_kept, self.first_due)

    @property
    def early_share(self) -> Share:
        return Share(self.early, self.kept)

    @property
    def announced_share(self) -> Share:
        return Share(self.announced, self.missed)

    @property
    def sooner_share(self) -> Share:
        return Share(self.sooner_kept, self.sooner_kept + self.sooner_missed)

    @property
    def as_asked_share(self) -> Share:
        """Those that were not promised sooner than the engine's time."""
        return Share(self.kept - self.sooner_kept, self.due - self.sooner_kept - self.sooner_missed)


COUNTED = tuple(field.name for field in fields(Tally))


def together(tallies: Iterable[Tally]) -> Tally:
    """Return several tallies as one."""
    several = tuple(tallies)
    return Tally(**{name: sum(getattr(each, name) for each in several) for name in COUNTED})


@dataclass(frozen=True, slots=True)
class Bin:
    """Promises given at like odds: what was predicted on average, and what was kept."""

    predicted: float
    kept: Share


# Where promises are given there are many, so the bins are narrow there. Odds of a bin lie from its edge to the next.
EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.925, 0.95, 0.975)
# Fewer than these say nothing; they go to their neighbour. Ours: Wilson's interval is then half the scale wide.
LEAST_IN_A_BIN = 10


def binned(odds: Iterable[tuple[float, int, int]]) -> tuple[Bin, ...]:
    """Return the reliability of odds: from (odds, how many were kept, how many were due) to bins, by rising odds.

    A bin of too few is joined to the next one, the last to the one before, so that each says something.
    """
    sums = [[0.0, 0, 0] for _ in EDGES]
    for share, kept, due in odds:
        place = max(at for at, edge in enumerate(EDGES) if share >= edge or at == 0)
        sums[place][0] += share * due
        sums[place][1] += kept
        sums[place][2] += due
    return _joined(sums)


def _joined(sums: Sequence[Sequence[float]]) -> tuple[Bin, ...]:
    bins: list[Bin] = []
    weighted, kept, due = 0.0, 0, 0
    for part, part_kept, part_due in sums:
        weighted, kept, due = weighted + part, kept + int(part_kept), due + int(part_due)
        if due >= LEAST_IN_A_BIN:
            bins.append(Bin(weighted / due, Share(kept, due)))
            weighted, kept, due = 0.0, 0, 0
    if due and bins:
        last = bins.pop()
        weighted, kept = weighted + last.predicted * last.kept.total, kept + last.kept.count
        due += last.kept.total
    return (*bins, Bin(weighted / due, Share(kept, due))) if due else tuple(bins)


def median(values: Sequence[float]) -> float | None:
    """Return the middle of ascending values, of an even number the lower of both; None of nothing."""
    return values[(len(values) - 1) // 2] if values else None
