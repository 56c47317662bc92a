"""What does the record hold about a call? Values only: whoever asks has looked them up."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from steadyhand.business.conversations.guard.times.hours import Hours
from steadyhand.business.conversations.guard.verdicts import PromiseKind


class PartState(StrEnum):
    """How far a part has come."""

    ORDERED = "ordered"
    BACKORDERED = "backordered"
    SHIPPED = "shipped"
    ARRIVED = "arrived"
    IN_STOCK = "in_stock"
    ON_VAN = "on_van"
    INSTALLED = "installed"


class TermOf(StrEnum):
    """What a contract may cover, or how long it runs."""

    PARTS = "parts"
    LABOUR = "labour"
    TONER = "toner"
    TRAVEL = "travel"
    NETWORK = "network"
    CONTRACT = "contract"
    WARRANTY = "warranty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """Where a fact comes from, in words ("supplier confirmation, 10:42"), and the record's id."""

    source: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseFact(Sourced):
    """An open promise: by when, from when if it is a window, and the earliest time that the engine would give."""

    kind: PromiseKind
    by_at: datetime
    from_at: datetime | None = None
    safe_at: datetime | None = None
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFact(Sourced):
    """An order of a part; `expected_on` is the day on which it should be here."""

    number: str
    name: str
    state: PartState
    expected_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFact(Sourced):
    """A planned visit."""

    technician: str
    from_at: datetime
    until_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineFact(Sourced):
    """A machine of the customer's."""

    serial: str
    model: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceFact(Sourced):
    """What something costs; `of` in the words of the quote."""

    of: str
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFact(Sourced):
    """Somebody at the dealership or the customer's."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermFact(Sourced):
    """What a contract says: whether it covers something, or until when it runs."""

    of: TermOf
    is_covered: bool | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the record holds about a call. `earliest`: what the engine would promise now, by kind."""

    promises: tuple[PromiseFact, ...] = ()
    parts: tuple[PartFact, ...] = ()
    visits: tuple[VisitFact, ...] = ()
    machines: tuple[MachineFact, ...] = ()
    prices: tuple[PriceFact, ...] = ()
    people: tuple[PersonFact, ...] = ()
    terms: tuple[TermFact, ...] = ()
    hours: Hours = field(default_factory=Hours)
    earliest: dict[PromiseKind, datetime] = field(default_factory=dict)
