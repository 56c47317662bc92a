from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.dealership.settings.setting import OutOfRange, Setting, Unit

ABOUT: dict[str, Any] = {"about": "Longer is kinder.", "source": "a choice of ours"}
DAYS = Setting(key="calls.link_days", title="Link", unit=Unit.DAYS, default=90, least=1, most=365, **ABOUT)
SHARE = Setting(
    key="machines.worn",
    title="Worn",
    unit=Unit.SHARE,
    default=Decimal("0.9"),
    least=Decimal("0.5"),
    most=Decimal(1),
    **ABOUT,
)


@pytest.mark.parametrize("value", [0, 366, -1, Decimal("NaN"), Decimal("Infinity"), Decimal("1e40")])
def test_a_value_out_of_range_is_refused_with_the_range(value: Decimal | int) -> None:
    with pytest.raises(OutOfRange, match=r"Link can't be .*: choose between 1 day and 365 days\."):
        DAYS.check(value)


def test_a_whole_number_has_no_part_of_one() -> None:
    with pytest.raises(OutOfRange, match=r"can't be 1\.5 days: choose a whole number"):
        DAYS.check(Decimal("1.5"))


def test_more_places_than_are_kept_are_refused() -> None:
    SHARE.check(Decimal("0.9125"))

    with pytest.raises(OutOfRange, match="choose at most 2 decimal places"):
        SHARE.check(Decimal("0.91255"))


def test_a_share_is_typed_and_said_in_per_cent() -> None:
    assert (SHARE.typed(Decimal("0.9000")), SHARE.said(Decimal("0.9125"))) == (Decimal(90), "91.25 %")
    assert SHARE.from_typed(Decimal("87.5")) == Decimal("0.875")


@pytest.mark.parametrize(
    ("unit", "value", "said"),
    [
        (Unit.MINUTES, 125, "2 h 5 min"),
        (Unit.MINUTES, 1440, "1 day"),
        (Unit.MINUTES, 1470, "1,470 minutes"),
        (Unit.WORKING_MINUTES, 1470, "24 h 30 min of working hours"),
        (Unit.WORKING_MINUTES, 0, "0 min of working hours"),
        (Unit.WORKING_DAYS, 1, "1 working day"),
        (Unit.PAGES, 12_000, "12,000 pages"),
        (Unit.TIMES, 1, "1 time"),
        (Unit.COUNT, 30, "30"),
    ],
)
def test_a_value_is_said_exactly_in_its_unit(unit: Unit, value: int, said: str) -> None:
    setting = Setting(key="a.b", title="T", unit=unit, default=value, least=0, most=100_000, **ABOUT)

    assert setting.said(Decimal(f"{value}.0000")) == said


@given(value=st.decimals(min_value=Decimal("0.5"), max_value=1, places=4))
def test_what_is_typed_again_is_what_was_kept(value: Decimal) -> None:
    assert SHARE.from_typed(SHARE.typed(value)) == value


def test_a_kept_value_is_the_kind_of_number_that_the_default_is() -> None:
    assert [type(setting.kept(Decimal("1.0000"))) for setting in (DAYS, SHARE)] == [int, Decimal]


@pytest.mark.parametrize(
    "wrong",
    [{"key": "link_days"}, {"key": "Calls.x"}, {"default": 0}, {"default": 366}, {"least": Decimal(1)}],
)
def test_a_setting_that_contradicts_itself_is_never_made(wrong: dict[str, Any]) -> None:
    facts: dict[str, Any] = {"key": "calls.x", "title": "Link", "unit": Unit.DAYS, "default": 9, "least": 1, "most": 99}

    with pytest.raises(ValueError, match=r"calls|Link|part"):
        Setting(**(facts | ABOUT | wrong))
