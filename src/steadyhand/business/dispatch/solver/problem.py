"""What is known of a day before it is planned? Values only.

Moments are whole seconds after the day's midnight where the branch is; a place is a row of the travel matrix.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from steadyhand.business.dispatch.solver.weights import Weights

# A site without hours lets people in until then.
DAY_ENDS = 10**8
NOBODY: frozenset[str] = frozenset()


class BadProblem(Exception):
    """The day can't be planned as it is told; the message names the thing and the way out."""


@dataclass(frozen=True, slots=True)
class Window:
    """From `opens` to `closes`, both still in it."""

    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Break:
    """A real break: it begins between `earliest` and `latest`; a drive may be interrupted for it, a visit never."""

    earliest: int
    latest: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Technician:
    """Somebody who can be sent, from where they start to where they end (None: where their last visit is)."""

    key: str
    start: int
    end: int | None
    shift: Window
    name: str = ""
    breaks: tuple[Break, ...] = ()
    overtime_seconds: int = 0
    longest_day_seconds: int | None = None
    skills: Mapping[str, int] = field(default_factory=dict)
    # By product line, the last day on which it is valid.
    certificates: Mapping[str, date] = field(default_factory=dict)
    network_level: int = 0
    languages: frozenset[str] = NOBODY
    clearances: frozenset[str] = NOBODY
    truck: Mapping[str, int] = field(default_factory=dict)
    tools: frozenset[str] = NOBODY
    # A place on the way where they get every part and tool, once a day; None: what isn't on the truck isn't there.
    store: int | None = None
    territory: str = ""

    def breaks_due(self) -> tuple[Break, ...]:
        """Return the breaks that lie in the shift; one that would be over before it begins is had at home."""
        return tuple(each for each in self.breaks if each.latest >= self.shift.opens)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A dispatcher pinned it, or it has begun: this technician, and this moment if one is named."""

    technician: str
    begins: int | None = None
    is_started: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """How it stands in the plan that people know."""

    technician: str
    begins: int


@dataclass(frozen=True, slots=True)
class Visit:
    """One trip that should be made, with everything that speaks for or against a technician."""

    key: str
    place: int
    work_seconds: int
    name: str = ""
    customer: str = ""
    work_seconds_by: Mapping[str, int] = field(default_factory=dict)
    # The site lets somebody in only then; the whole visit lies in one of them.
    access: tuple[Window, ...] = ()
    # The visit begins in it: the customer was told so.
    promised: Window | None = None
    respond_by: int | None = None
    # From then on, today, a customer who was promised no time waits; None: it doesn't count.
    waits_from: int | None = None
    urgency: int = 3
    is_optional: bool = False
    undone_minutes: float | None = None
    skills: Mapping[str, int] = field(default_factory=dict)
    certificate: str = ""
    network_level: int = 0
    language: str = ""
    clearance: str = ""
    parts: Mapping[str, int] = field(default_factory=dict)
    tools: frozenset[str] = NOBODY
    # The parts are on their way to the site and there from this moment; then no truck needs to have them.
    parts_at: int | None = None
    only: frozenset[str] | None = None
    not_wanted: frozenset[str] = NOBODY
    usual: str = ""
    territory: str = ""
    fix_chance_by: Mapping[str, float] = field(default_factory=dict)
    # Whose learner of the day is to learn what is done here, and that in words.
    taught_by: str = ""
    taught: str = ""
    # All of them at once: a learner and the mentor, or two for a heavy machine.
    together: tuple[str, ...] = ()
    fixed: Fixed | None = None
    told: Told | None = None


@dataclass(frozen=True, eq=False)
class Problem:
    """A day to plan."""

    day: date
    technicians: tuple[Technician, ...]
    visits: tuple[Visit, ...]
    travel_seconds: NDArray[np.int64]
    weights: Weights = field(default_factory=Weights)

    def __post_init__(self) -> None:
        size = len(self.travel_seconds)
        if self.travel_seconds.shape != (size, size) or (self.travel_seconds < 0).any():
            raise BadProblem("The travel matrix must be square, with a row and a column a place and nothing below 0.")
        technicians = _once([technician.key for technician in self.technicians], "technician")
        _once([visit.key for visit in self.visits], "visit")
        for technician in self.technicians:
            _sound_technician(technician, size)
        for visit in self.visits:
            _sound_visit(visit, size, technicians)


def _once(keys: list[str], what: str) -> set[str]:
    seen: set[str] = set()
    for key in keys:
        if not key or key in seen:
            raise BadProblem(
                f"Two {what}s are called {key!r}: give each its own id." if key else f"A {what} has no id."
            )
        seen.add(key)
    return seen


def _sound_technician(technician: Technician, size: int) -> None:
    who = f"Technician {technician.key!r}"
    for place in (technician.start, technician.end, technician.store):
        if place is not None and not 0 <= place < size:
            raise BadProblem(f"{who} starts, ends or has a store at a place that isn't in the travel matrix.")
    if technician.shift.closes < technician.shift.opens:
        raise BadProblem(f"{who}: the shift ends before it begins.")
    last = 0
    for each in technician.breaks:
        if each.latest < each.earliest or each.seconds <= 0 or each.earliest < last:
            raise BadProblem(
                f"{who}: breaks need a length, an earliest and a later latest start, in the order of the day."
            )
        last = each.earliest


def _sound_visit(visit: Visit, size: int, technicians: set[str]) -> None:
    what = f"Visit {visit.key!r}"
    if not 0 <= visit.place < size:
        raise BadProblem(f"{what} is at a place that isn't in the travel matrix.")
    if visit.work_seconds < 0 or any(seconds < 0 for seconds in visit.work_seconds_by.values()):
        raise BadProblem(f"{what} takes less than no time: give its length in minutes, 0 or more.")
    for window in (*visit.access, *([visit.promised] if visit.promised else [])):
        if window.closes < window.opens:
            raise BadProblem(f"{what} has a window that ends before it begins.")
    for name in (*visit.together, *([visit.fixed.technician] if visit.fixed else [])):
        if name not in technicians:
            raise BadProblem(f"{what} names technician {name!r}, who isn't in the list.")
    if len(set(visit.together)) == 1:
        raise BadProblem(f"{what} is for several at once but names only {visit.together[0]!r}: name two.")
    if any(not 0 <= chance <= 1 for chance in visit.fix_chance_by.values()):
        raise BadProblem(f"{what} has a chance of being fixed at once that isn't between 0 and 1.")
