"""What did customers ask for, and what became of it?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from steadyhand.business.calls.rules import CallType, Urgency, VisitState
from steadyhand.simulator.happenings.base import Happening, How


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTaken(Happening):
    """A customer's request; `ref` is the call number and `taken_by` a name, as in the table.

    With nothing known about the caller, customer, site, machine and contact are None and what they said stands in.
    """

    ref: str
    branch: str
    call_type: CallType
    customer: str | None
    site: str | None
    machine: str | None
    contact: str | None
    caller_name: str
    caller_phone: str
    said_about_machine: str
    problem: str
    problem_code: str | None
    urgency: Urgency
    purchase_order: str
    taken_at: datetime
    taken_at_how: How
    taken_by: str
    respond_by: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallIdentified(Happening):
    """Whose call it is has been found out; `key` is the call's."""

    customer: str
    site: str
    machine: str
    contact: str | None
    respond_by: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSolved(Happening):
    """A call ended without a trip: fixed on the phone, toner sent. `key` is the call's."""

    closed_at: datetime
    closed_at_how: How
    solved_by: str
    told_customer: str
    stays_inside: str
    cause_code: str | None
    correction_code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallCancelled(Happening):
    """`key` is the call's. Visits of it that are still planned are cancelled with it."""

    because: str
    cancelled_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPlanned(Happening):
    """A trip for a call; `number` counts the call's trips from 1."""

    call: str
    number: int
    technician: str
    planned_for: datetime
    planned_minutes: int
    planned_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitMoved(Happening):
    """Another time or technician; `key` is the visit's."""

    technician: str
    planned_for: datetime
    moved_by: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelStarted(Happening):
    """The technician tapped "on the way"; `key` is the visit's. Without a tap there is no such happening."""

    technician: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitArrived(Happening):
    """The technician tapped "on site"; `key` is the visit's. Without a tap there is no such happening."""

    technician: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartTaken:
    """A part that a visit used up; part of its `VisitClosed`."""

    key: str
    part: str
    quantity: int
    came_from: Literal["truck", "order"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitClosed(Happening):
    """How a visit ended; `key` is the visit's. An outcome of done closes the call at the same time.

    The three times stand here as the record ends up with them; one that nobody tapped is entered afterwards, or a
    stand-in (defaulted), or None.
    """

    call: str
    technician: str
    outcome: VisitState
    on_the_way_at: datetime | None
    on_the_way_at_how: How | Literal[""]
    arrived_at: datetime | None
    arrived_at_how: How | Literal[""]
    finished_at: datetime
    finished_at_how: How
    problem_code: str | None
    cause_code: str | None
    correction_code: str | None
    told_customer: str
    stays_inside: str
    next_step: str
    parts: tuple[PartTaken, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOrdered(Happening):
    """A visit waits for a part. `asked_at` after the supplier's cut-off makes it the next working day's order."""

    visit: str
    call: str
    part: str
    quantity: int
    supplier: str
    asked_at: datetime
    is_after_cut_off: bool
    expected_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PartArrived(Happening):
    """`key` is the order's. Later than expected happens."""

    visit: str
    call: str
    part: str
