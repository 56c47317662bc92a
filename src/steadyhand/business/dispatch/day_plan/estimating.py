"""How long will whose visit take, and how likely is it finished at once? Values in, values out: no database.

Few visits say little: each figure is drawn towards the next wider one, as if that had been seen so many times more (the
usual empirical-Bayes shrinkage; Efron and Morris, 1975). From wide to narrow: all work here, a call type, its family,
its problem code; a technician is a factor on that.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from steadyhand.business.calls.queries.work_known import WorkDone
from steadyhand.business.calls.rules import CallType

# While nobody has been timed here, a visit takes an hour. Ours; the trade's mean is near it (docs/how-it-works).
USUAL_MINUTES = 60.0
# As if the wider figure had been seen so many times more: with so many visits of its own a figure counts half.
_DRAWN = 10.0
# With fewer first visits in a year a branch can't tell who finishes what.
FEWEST_FIRST = 50
# Only of these can it be said that they were finished at once.
MENDED = (CallType.CORRECTIVE, CallType.NETWORK)
# Nobody is planned at less than half or more than twice the usual time: such figures are mistaken taps.
_LEAST_FACTOR, _MOST_FACTOR = 0.5, 2.0
_ROUND = 5
_Key = tuple[str, ...]


@dataclass
class _Sum:
    count: float = 0.0
    total: float = 0.0

    def add(self, count: float, total: float) -> None:
        self.count += count
        self.total += total

    def drawn_to(self, wider: float) -> float:
        return (self.total + _DRAWN * wider) / (self.count + _DRAWN)


@dataclass(eq=False)
class Estimates:
    """What a year of visits says: `timed` with known times, `first` the first ones to what had to be mended."""

    timed: int = 0
    first: int = 0
    _minutes: dict[_Key, _Sum] = field(default_factory=lambda: defaultdict(_Sum))
    _factor: dict[UUID, _Sum] = field(default_factory=lambda: defaultdict(_Sum))
    _at_once: dict[_Key, _Sum] = field(default_factory=lambda: defaultdict(_Sum))
    _at_once_of: dict[tuple[UUID, str], _Sum] = field(default_factory=lambda: defaultdict(_Sum))

    def add(self, each: WorkDone) -> None:
        """Count visits in."""
        for key in _keys((each.call_type, each.family, each.code)):
            self._minutes[key].add(each.timed, each.minutes)
        self.timed += each.timed
        if each.call_type in MENDED:
            self.first += each.first
            for key in _keys((each.call_type, each.family, each.code)):
                self._at_once[key].add(each.first, each.at_once)
            self._at_once_of[each.technician_id, each.family].add(each.first, each.at_once)

    def compare(self, each: WorkDone) -> None:
        """Hold a technician's visits against what such visits take; once all are counted in."""
        usual = self.minutes(each.call_type, each.family, each.code)
        if each.timed and usual > 0:
            self._factor[each.technician_id].add(each.timed, each.minutes / usual)

    def minutes(self, call_type: str, family: str, code: str) -> float:
        """Return how long such a visit takes whoever goes."""
        return _narrowed(self._minutes, (call_type, family, code), USUAL_MINUTES)

    def minutes_of(self, technician_id: UUID, call_type: str, family: str, code: str) -> int:
        """Return how long it takes this technician, rounded to five minutes."""
        seen = self._factor.get(technician_id)
        factor = 1.0 if seen is None else min(_MOST_FACTOR, max(_LEAST_FACTOR, seen.drawn_to(1.0)))
        return max(_ROUND, _ROUND * round(factor * self.minutes(call_type, family, code) / _ROUND))

    def chance_of(self, technician_id: UUID, call_type: str, family: str, code: str) -> float | None:
        """Return how likely a first visit of this technician finishes it; None where too little is known to tell."""
        if self.first < FEWEST_FIRST or call_type not in MENDED:
            return None
        usual = _narrowed(self._at_once, (call_type, family, code), 1.0)
        of_family = _narrowed(self._at_once, (call_type, family), 1.0)
        own = self._at_once_of.get((technician_id, family))
        better = 0.0 if own is None else own.drawn_to(of_family) - of_family
        return min(1.0, max(0.0, usual + better))


def estimates_from(done: Iterable[WorkDone]) -> Estimates:
    """Return what these visits say of the next ones."""
    done, found = list(done), Estimates()
    for each in done:
        found.add(each)
    # A technician against what the same work takes: who gets the hard ones isn't slow.
    for each in done:
        found.compare(each)
    return found


def _keys(key: _Key) -> list[_Key]:
    return [key[:length] for length in range(len(key) + 1)]


def _narrowed(seen: dict[_Key, _Sum], key: _Key, widest: float) -> float:
    """Return the figure of the narrowest group, each drawn to the next wider; the widest of all as it is, if known."""
    everything = seen.get(())
    figure = everything.total / everything.count if everything is not None and everything.count else widest
    for wider in _keys(key)[1:]:
        found = seen.get(wider)
        if found is not None:
            figure = found.drawn_to(figure)
    return figure
