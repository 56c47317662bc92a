"""What is written down about technicians, what they can do and what they are certified for?"""

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from steadyhand.business.people.expiry import ExpiryRule
from steadyhand.business.people.levels import Source


class CannotBeSo(Exception):
    """This can't be true of a technician; the message is for whoever typed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedTechnician:
    """Somebody who visits machines, as somebody describes them. `left_on` is the first day they work here no more."""

    branch_id: UUID
    name: str
    phone: str = ""
    email: str = ""
    network_level: int = 0
    languages: str = ""
    started_on: date | None = None
    left_on: date | None = None
    day_starts_at: str = "branch"
    # None: as their branch works, as the dealership breaks, as long as it lets people stay.
    calendar_id: UUID | None = None
    break_minutes: int | None = None
    break_earliest: str = ""
    break_latest: str = ""
    overtime_minutes: int | None = None
    clearances: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedCertificate:
    """A vendor's certificate, as it is written. `expires_on` is the last day on which it counts, grace included."""

    vendor: str
    line: str
    programme: str = ""
    number: str = ""
    got_on: date | None = None
    expires_on: date | None = None
    # By every rule but a fixed day, the last day is reckoned from the others.
    rule: str = ExpiryRule.FIXED.value
    months: int | None = None
    grace_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedClaim:
    """How well somebody knows something, on whose word, and from when to when it counts; empty days bound nothing."""

    name: str
    level: int
    source: str = Source.OBSERVED.value
    evidence: str = ""
    valid_from: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedCourse:
    """A course and what it takes: hours away from calls, weeks from sending somebody to the end, the fee in cents."""

    name: str
    hours: int
    weeks: int
    cost_cents: int = 0
    skill: str = ""
    to_level: int = 0
    vendor: str = ""
    line: str = ""
    ended_on: date | None = None


def is_time_of_day(text: str) -> bool:
    """Tell whether it is a time as the record keeps it: `07:30`, on a clock of 24 hours."""
    return re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text) is not None
