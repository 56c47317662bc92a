"""What is known of a machine's calls, as far as the numbers depend on it?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from steadyhand.business.calls.rules import CallState, CallType, CausedBy, VisitState
from steadyhand.shared.clock import How


class Hours(Protocol):
    """A calendar by which working time is counted."""

    def minutes_between(self, start: datetime, end: datetime) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Moment:
    """A time, and how it is known."""

    at: datetime | None
    how: str = ""

    @property
    def known(self) -> datetime | None:
        """The time, unless nobody said it: a defaulted one is a stand-in and feeds no number."""
        return None if self.how == How.DEFAULTED else self.at


@dataclass(frozen=True, slots=True)
class SeenVisit:
    """One trip, in the order of its number."""

    state: VisitState
    arrived: Moment
    finished: Moment
    cause: CausedBy | None = None
    problem: CausedBy | None = None


@dataclass(frozen=True, slots=True)
class SeenTerm:
    """What the contract in force asked for when the call was taken: a maximum for each call, or a quarter's average."""

    minutes: int
    is_average: bool


@dataclass(frozen=True, slots=True)
class PhoneTry:
    """What was tried on the phone; `has_held` is None until somebody has asked."""

    was_fixed: bool
    has_held: bool | None = None


@dataclass(frozen=True, slots=True)
class SeenCall:
    """One call. `pages` are the machine's when it was taken, carried on through roll-overs; None: no meter tells.

    `pages_at_end` are those when it ended. `hours` is None where no calendar is known.
    """

    id: UUID
    call_type: CallType
    state: CallState
    taken: Moment
    closed: Moment
    visits: tuple[SeenVisit, ...] = ()
    problem: CausedBy | None = None
    pages: int | None = None
    pages_at_end: int | None = None
    respond_by: datetime | None = None
    term: SeenTerm | None = None
    hours: Hours | None = None
    phone: PhoneTry | None = None
    segment: str = ""


@dataclass(frozen=True, slots=True)
class SeenMachine:
    """A machine with all its calls. An empty `model` is an unknown one, an empty `machine` an unknown machine."""

    machine: str
    model: str
    family: str
    calls: tuple[SeenCall, ...]
