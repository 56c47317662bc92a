"""Until when does a vendor's certificate hold, by the vendor's own way of reckoning? Values in, values out."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MONTHS = 12
# Days before the day to renew by on which somebody is reminded, the first as the follow-up opens.
# Source: issue "People": 90/60/30/7.
REMINDED = (90, 60, 30, 7)


class ExpiryRule(StrEnum):
    """How a vendor says until when a certificate holds."""

    NONE = "none"
    MONTHS = "months"
    YEAR_END = "year_end"
    FIXED = "fixed"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(each.value, each.label) for each in cls]


_LABELS = {
    ExpiryRule.NONE: "it never expires",
    ExpiryRule.MONTHS: "so many months after it was got",
    ExpiryRule.YEAR_END: "at the end of the year, with days of grace",
    ExpiryRule.FIXED: "on a day that the vendor names",
}


class CannotReckon(ValueError):
    """The last day can't be worked out; the message is for whoever fills in the certificate."""


@dataclass(frozen=True, slots=True)
class Expiry:
    """The last day on which a certificate counts, and the day to renew it by: the last before any grace."""

    last_on: date | None
    renew_by: date | None


def expiry_of(
    rule: ExpiryRule,
    *,
    got_on: date | None,
    months: int | None = None,
    grace_days: int = 0,
    named_on: date | None = None,
) -> Expiry:
    """Return until when it holds. `named_on` is the day that the vendor named, for a fixed one.

    Raises:
        CannotReckon: what the rule reckons from is missing.
    """
    if rule is ExpiryRule.NONE:
        return Expiry(None, None)
    if rule is ExpiryRule.FIXED:
        return Expiry(named_on and named_on + timedelta(days=grace_days), named_on)
    if got_on is None:
        raise CannotReckon("From which day does it count? Fill in when it was got.")
    if rule is ExpiryRule.MONTHS:
        if not months:
            raise CannotReckon("How many months does it hold? Fill in the months, such as 24.")
        # Got on 12 May for 12 months: 11 May of the next year is its last day.
        renew_by = months_later(got_on, months) - timedelta(days=1)
    else:
        # Years after the one in which it was got: none, unless the vendor gives some months first.
        renew_by = date(got_on.year + (months or 0) // MONTHS, 12, 31)
    return Expiry(renew_by + timedelta(days=grace_days), renew_by)


def months_later(on: date, months: int) -> date:
    """Return the same day so many months later, or the last of a shorter month."""
    ahead = on.month - 1 + months
    year, month = on.year + ahead // MONTHS, ahead % MONTHS + 1
    return date(year, month, min(on.day, monthrange(year, month)[1]))


def reminder_due(renew_by: date, today: date) -> int | None:
    """Return which reminder of 90, 60, 30 and 7 days stands: the latest that was due; None before the first."""
    left = (renew_by - today).days
    return min((days for days in REMINDED if left <= days), default=None)
