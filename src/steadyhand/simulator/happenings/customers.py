"""Whom do we serve, where are they, what do they want, and what are they entitled to?"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from steadyhand.simulator.happenings.base import Happening


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerWon(Happening):
    """An account; `ref` is its customer number."""

    ref: str
    branch: str
    territory: int
    name: str
    phone: str
    email: str
    segment: str
    language: str
    is_on_credit_hold: bool
    customer_since_on: date
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditHoldChanged(Happening):
    """`key` is the customer's."""

    is_on_credit_hold: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOpened(Happening):
    ref: str
    customer: str
    name: str
    street: str
    city: str
    region: str
    postcode: str
    country: str
    latitude: float
    longitude: float
    phone: str
    how_to_get_in: str
    door_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactMet(Happening):
    ref: str
    customer: str
    site: str
    name: str
    job_title: str
    phone: str
    mobile: str
    email: str
    language: str
    preferred_channel: Literal["phone", "email", "sms", "none"]
    has_agreed_to_email: bool
    has_agreed_to_sms: bool
    agreed_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLeft(Happening):
    """`key` is the contact's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalSaid(Happening):
    ref: str
    customer: str
    words: str
    said_by: str
    said_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalReached(Happening):
    """`key` is the goal's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractSigned(Happening):
    """A contract; `calendar` is the one its response term counts in."""

    ref: str
    customer: str
    kind: str
    starts_on: date
    ends_on: date
    covers_parts: bool
    covers_labour: bool
    covers_toner: bool
    covers_network: bool
    needs_purchase_order: bool
    purchase_order: str
    response_minutes: int
    response_term: Literal["each_call", "quarterly_average"]
    calendar: str
    lease_ends_on: date | None
    lessor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractRenewed(Happening):
    """`key` is the contract's."""

    ends_on: date
    lease_ends_on: date | None
