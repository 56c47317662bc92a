"""What was really so? Known to the world alone: for measuring, never for the record."""

from dataclasses import dataclass
from typing import Literal

from steadyhand.simulator.happenings.base import Happening
from steadyhand.simulator.happenings.conversations import NeedKind

RepeatBecause = Literal["", "wrong diagnosis", "workmanship", "part failed early", "left unfinished"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTruth(Happening):
    """Why a call came; `key` is the call's.

    `is_repeat`: the fault of call `repeats` was never put right, or its repair broke something: a callback in truth,
    whatever any rule says. `is_device_caused` is False for network, operator and supply trouble.
    """

    subsystem: str
    cause: str
    is_device_caused: bool
    is_repeat: bool
    repeats: str | None
    because: RepeatBecause


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitTruth(Happening):
    """When the technician really moved, and what they left behind; `key` is the visit's."""

    technician: str
    left_seconds: int
    travel_seconds: int
    on_site_seconds: int
    travel_km: float
    is_in_territory: bool
    is_diagnosis_right: bool
    missing_part: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedArose(Happening):
    """A customer would be better off with something solved, from now on, whether or not anybody notices."""

    customer: str
    machine: str
    kind: NeedKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedMissed(Happening):
    """A technician stood in front of it and passed nothing on; `key` is the need's."""

    visit: str
    technician: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoodChanged(Happening):
    """How content a customer is (0–1), when it moved by a tenth or more; `key` is the customer's."""

    mood: float
    because: str
