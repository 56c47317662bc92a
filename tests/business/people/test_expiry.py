"""Until when a certificate holds, by the rules that vendors use, and when somebody is reminded."""

from datetime import date

import pytest

from steadyhand.business.people.expiry import CannotReckon, Expiry, ExpiryRule, expiry_of, months_later, reminder_due

GOT = date(2026, 5, 12)


@pytest.mark.parametrize(
    ("rule", "facts", "found"),
    [
        (ExpiryRule.NONE, {}, Expiry(None, None)),
        (ExpiryRule.MONTHS, {"months": 12}, Expiry(date(2027, 5, 11), date(2027, 5, 11))),
        (ExpiryRule.MONTHS, {"months": 24, "grace_days": 30}, Expiry(date(2028, 6, 10), date(2028, 5, 11))),
        (ExpiryRule.YEAR_END, {}, Expiry(date(2026, 12, 31), date(2026, 12, 31))),
        (ExpiryRule.YEAR_END, {"months": 12, "grace_days": 31}, Expiry(date(2028, 1, 31), date(2027, 12, 31))),
        (ExpiryRule.FIXED, {"named_on": date(2027, 3, 1)}, Expiry(date(2027, 3, 1), date(2027, 3, 1))),
        (ExpiryRule.FIXED, {}, Expiry(None, None)),
    ],
)
def test_the_last_day(rule: ExpiryRule, facts: dict[str, object], found: Expiry) -> None:
    assert expiry_of(rule, got_on=GOT, **facts) == found  # type: ignore[arg-type]


def test_what_cannot_be_reckoned_says_what_is_missing() -> None:
    with pytest.raises(CannotReckon, match="when it was got"):
        expiry_of(ExpiryRule.YEAR_END, got_on=None)
    with pytest.raises(CannotReckon, match="How many months"):
        expiry_of(ExpiryRule.MONTHS, got_on=GOT)


def test_the_end_of_a_short_month() -> None:
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_later(date(2024, 2, 29), 12) == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("left", "stage"), [(91, None), (90, 90), (61, 90), (60, 60), (30, 30), (8, 30), (7, 7), (-3, 7)]
)
def test_which_reminder_stands(left: int, stage: int | None) -> None:
    assert reminder_due(GOT, date.fromordinal(GOT.toordinal() - left)) == stage
