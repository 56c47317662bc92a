"""What is written down about branches, calendars and who may do what? What forms fill in and actions take."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from steadyhand.business.dealership.rules import Role


class CannotRunItSo(Exception):
    """The dealership can't be set up like this; the message is for whoever tried."""


@dataclass(frozen=True, slots=True, order=True)
class RoleAt:
    """A role at one branch, or (None) at all of them."""

    role: Role
    branch_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedBranch:
    """A branch as somebody describes it."""

    code: str
    name: str
    zone: str
    calendar_id: UUID
    street: str = ""
    city: str = ""
    latitude: float | None = None
    longitude: float | None = None
    phone: str = ""
    is_closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedCalendar:
    """Working hours as somebody describes them; `weekly` as shared.working_hours keeps it."""

    name: str
    zone: str
    weekly: Mapping[str, list[str]] = field(hash=False)
    # Country, or country-region; empty where no public holidays count.
    holidays_of: str = ""
