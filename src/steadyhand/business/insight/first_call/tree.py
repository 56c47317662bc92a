"""How often was what missing, and what would have helped most? Each count with its calls."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from steadyhand.business.insight.first_call.reading import FirstVisit, Read
from steadyhand.business.insight.first_call.rules import Decided, Missing, decide, would_have_helped
from steadyhand.business.insight.uncertain import FEW

# What helped a single call is an accident; a list of all of them is nobody's plan.
MOST_FIXES = 20


@dataclass(frozen=True, slots=True)
class Explained:
    """A call with what was missing, and what would have finished it."""

    visit: FirstVisit
    decided: Decided
    part: str
    fix: str


@dataclass(frozen=True, slots=True)
class Counted:
    """One cause with how many calls it cost, and its share (0–1) of all that weren't finished at first."""

    missing: Missing
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Fix:
    """What would have finished so many calls."""

    said: str
    count: int
    missing: Missing


@dataclass(frozen=True, slots=True)
class Tree:
    """Why first visits of a time didn't do it. Of `known`, which are judged, `missed` weren't effective."""

    known: int
    missed: int
    branches: tuple[Counted, ...]
    fixes: tuple[Fix, ...]
    calls: tuple[Explained, ...]

    @property
    def is_few(self) -> bool:
        """Tell whether shares would be an accident."""
        return self.missed < FEW


def tree_of(read: Read) -> Tree:
    """Return the tree of what was read."""
    calls = tuple(_explained(visit, read.part_names) for visit in read.visits)
    counts = Counter(call.decided.missing for call in calls)
    branches = tuple(
        Counted(missing, counts[missing], counts[missing] / len(calls)) for missing in Missing if counts[missing]
    )
    return Tree(read.known, read.missed, branches, _fixes(calls), calls)


def _explained(visit: FirstVisit, names: dict[UUID, str]) -> Explained:
    decided = decide(visit.visited)
    part = names.get(decided.part_id, "the part") if decided.part_id else ""
    fix = would_have_helped(decided, part=part, who=visit.technician, family=visit.family, customer=visit.customer)
    return Explained(visit, decided, part, fix)


def _fixes(calls: Iterable[Explained]) -> tuple[Fix, ...]:
    known = Counter((call.fix, call.decided.missing) for call in calls if call.fix)
    fixes = [Fix(said, count, missing) for (said, missing), count in known.items()]
    return tuple(sorted(fixes, key=lambda fix: (-fix.count, fix.said))[:MOST_FIXES])
