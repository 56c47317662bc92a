"""What is a made-up dealership made of? Its branches, calendars, people, catalogue and codes."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from steadyhand.simulator.happenings.base import Happening


@dataclass(frozen=True, slots=True, kw_only=True)
class DealershipFounded(Happening):
    """The firm; always first."""

    name: str
    country: str
    region: str
    zone: str
    clock: Literal["12", "24"]
    phone: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarSet(Happening):
    """Opening hours. `weekly` has the shape of the table: (("mon", ("08:00-12:00", "13:00-17:00")), …)."""

    name: str
    zone: str
    weekly: tuple[tuple[str, tuple[str, ...]], ...]
    holidays_of: str
    closed_days: tuple[tuple[date, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchOpened(Happening):
    code: str
    name: str
    zone: str
    calendar: str
    street: str
    city: str
    latitude: float
    longitude: float
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonJoined(Happening):
    """Somebody who signs in. Each role is held at `branch`, or at all branches where that is None."""

    name: str
    email: str
    phone: str
    roles: tuple[str, ...]
    branch: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLeft(Happening):
    """Their account closes; their rows stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierKnown(Happening):
    """Where parts come from: an order after `cut_off` (local, 14:30) counts as the next working day's."""

    name: str
    cut_off: str
    lead_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeListed(Happening):
    """A problem, cause or correction code; the table's `ref` is `kind:code`."""

    kind: Literal["problem", "cause", "correction"]
    code: str
    name: str
    plain_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelListed(Happening):
    ref: str
    maker: str
    name: str
    family: str
    segment: str
    has_colour: bool
    expected_life_pages: int
    rated_monthly_pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartListed(Happening):
    ref: str
    name: str
    maker: str
    fits_family: str
    price_cents: int
    cost_cents: int
    life_pages: int | None
    is_consumable: bool
    supplier: str
