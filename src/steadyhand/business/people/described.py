"""What is written down about technicians, what they can do and what they are certified for?"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


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


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedCertificate:
    """A vendor's certificate, as it is written."""

    vendor: str
    line: str
    got_on: date | None = None
    expires_on: date | None = None
