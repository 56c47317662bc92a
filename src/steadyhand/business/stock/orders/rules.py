"""Until when is ordered today, when will it be here, and is it late? Values in, values out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from math import ceil
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
SATURDAY = 5
# What a supplier says of itself counts like so many arrivals: one odd parcel moves little, ten decide. Ours.
STATED_WEIGHS = 4
# The expected day is met by so many of what came from there: three in four, so that "late" means something. Ours.
EXPECTED_SHARE = 0.75
# Older arrivals tell of other days.
NEWEST_ARRIVALS = 40
MOST_LEAD_DAYS = 90
LONGEST_WORDS = 300


class OrderState(StrEnum):
    """Where an order stands."""

    DRAFT = "draft"
    ORDERED = "ordered"
    CONFIRMED = "confirmed"
    ARRIVED = "arrived"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return {
            "draft": "not sent yet",
            "ordered": "ordered",
            "confirmed": "confirmed",
            "arrived": "arrived",
            "cancelled": "cancelled",
        }[self]

    @property
    def is_on_its_way(self) -> bool:
        return self in ON_ITS_WAY


ON_ITS_WAY = frozenset({OrderState.ORDERED, OrderState.CONFIRMED})


class SentBy(StrEnum):
    """How an order left the house."""

    EMAIL = "email"
    FILE = "file"
    OTHERWISE = "otherwise"

    @property
    def label(self) -> str:
        return {"email": "by e-mail", "file": "as a file", "otherwise": "by phone or in their shop"}[self]


class CannotOrder(Exception):
    """This can't be done with an order; the message is for whoever tried."""


@dataclass(frozen=True, slots=True)
class CutOff:
    """Until when an order goes out today; `left` is None where it has passed or nobody works today."""

    at: datetime
    left: timedelta | None


def cut_off_today(minutes: int | None, *, zone: str, now: datetime, takes_weekends: bool = False) -> CutOff | None:
    """Return a supplier's cut-off on the day it is there; None where it has none. `minutes` count from midnight."""
    if minutes is None:
        return None
    local = now.astimezone(ZoneInfo(zone))
    at = datetime.combine(local.date(), time(*divmod(minutes, 60)), tzinfo=ZoneInfo(zone))
    is_open = (takes_weekends or local.weekday() < SATURDAY) and at > now
    return CutOff(at, at - now if is_open else None)


def counts_from(ordered_at: datetime, cut_off_minutes: int | None, *, zone: str) -> date:
    """Return the working day on which a supplier has an order: after the cut-off it is the next one."""
    local = ordered_at.astimezone(ZoneInfo(zone))
    on = local.date()
    if cut_off_minutes is not None and local.time() > time(*divmod(cut_off_minutes, 60)):
        on += DAY
    return first_working_day(on)


def first_working_day(on: date) -> date:
    while on.weekday() >= SATURDAY:
        on += DAY
    return on


def working_days_later(on: date, days: int) -> date:
    """Return the day so many working days later; suppliers don't deliver on weekends."""
    on = first_working_day(on)
    for _ in range(days):
        on = first_working_day(on + DAY)
    return on


def working_days_between(since: date, until: date) -> int:
    """Return how many working days lie between two days; 0 on the same day or backwards."""
    days, on = 0, since
    while on < until:
        on += DAY
        days += on.weekday() < SATURDAY
    return days


@dataclass(frozen=True, slots=True)
class LeadTime:
    """How many working days a supplier takes, and on how many arrivals that rests (0: on their word alone)."""

    days: int
    arrivals: int


def lead_time(stated_days: int, taken: Sequence[int]) -> LeadTime:
    """Return a supplier's lead time from what it says and the working days that its newest arrivals took.

    Three in four come within it. What it says stands in for four arrivals, so it matters less with each parcel.
    """
    newest = [min(days, MOST_LEAD_DAYS) for days in taken[:NEWEST_ARRIVALS]]
    known = sorted([*newest, *([stated_days] * STATED_WEIGHS)])
    return LeadTime(known[ceil(EXPECTED_SHARE * len(known)) - 1], len(newest))


def expected_on(ordered_at: datetime, cut_off_minutes: int | None, lead: LeadTime, *, zone: str) -> date:
    """Return the day on which an order should be here."""
    return working_days_later(counts_from(ordered_at, cut_off_minutes, zone=zone), lead.days)


def is_late(expected: date | None, *, today: date) -> bool:
    """Tell whether an order should have been here: its day is over."""
    return expected is not None and today > expected


def state_after(received: Sequence[tuple[int, int]], was: OrderState) -> OrderState:
    """Return where an order stands once something of it came; of each line (ordered, received)."""
    if received and all(came >= wanted for wanted, came in received):
        return OrderState.ARRIVED
    return was if was.is_on_its_way else OrderState.ORDERED
