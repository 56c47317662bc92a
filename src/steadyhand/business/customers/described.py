"""What is written down about customers, their sites, people and contracts? What forms fill in and actions take."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


class CannotKeep(Exception):
    """The record can't take this; the message is for whoever typed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedCustomer:
    """An account as somebody describes it."""

    branch_id: UUID
    name: str
    # Empty for a new account: it then gets the next free number.
    ref: str = ""
    phone: str = ""
    email: str = ""
    segment: str = ""
    language: str = "en"
    is_on_credit_hold: bool = False
    customer_since_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedSite:
    """A place as somebody describes it."""

    name: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    phone: str = ""
    calendar_id: UUID | None = None
    how_to_get_in: str = ""
    clearance: str = ""
    # None leaves the door code as it is: no office form shows it, so none can send it back.
    door_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedContact:
    """A person as somebody describes them."""

    name: str
    site_id: UUID | None = None
    job_title: str = ""
    phone: str = ""
    mobile: str = ""
    email: str = ""
    language: str = ""
    preferred_channel: str = "phone"
    has_agreed_to_email: bool = False
    has_agreed_to_sms: bool = False
    agreed_on: date | None = None
    has_left: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedGoal:
    """What a customer wants, in their own words."""

    words: str
    said_by: str
    said_on: date
    is_reached: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedContract:
    """What a contract entitles to."""

    kind: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    covers_parts: bool = True
    covers_labour: bool = True
    covers_toner: bool = True
    covers_network: bool = False
    needs_purchase_order: bool = False
    purchase_order: str = ""
    response_minutes: int | None = None
    response_term: str = "quarterly_average"
    calendar_id: UUID | None = None
    lease_ends_on: date | None = None
    lessor: str = ""
