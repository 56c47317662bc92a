"""Who drives out, what can they do, and when are they away?"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from steadyhand.simulator.happenings.base import Happening


@dataclass(frozen=True, slots=True, kw_only=True)
class TechnicianJoined(Happening):
    """A technician; `person` is their account, always made just before."""

    ref: str
    person: str
    branch: str
    name: str
    phone: str
    email: str
    network_level: int
    languages: str
    started_on: date
    # Whose customers they answer for from then on, and where they live: their days start and end at home.
    territory: int
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TechnicianLeft(Happening):
    """Their last day is over; `key` is the technician's."""

    left_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillShown(Happening):
    """A skill, new or at a new level: the key stays when the level rises."""

    technician: str
    name: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateEarned(Happening):
    technician: str
    vendor: str
    line: str
    got_on: date
    expires_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceBegan(Happening):
    """A technician is away from `from_on` until the morning of `until_on`."""

    technician: str
    kind: Literal["illness", "leave", "training"]
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TruckLoaded(Happening):
    """So many of a part went onto a technician's truck; `key` is the technician's."""

    part: str
    quantity: int
    why: Literal["first load", "replenished", "kit for a visit"]
