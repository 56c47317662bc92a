"""Worked examples: parts past nine tenths of their life."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from steadyhand.business.machines.upkeep.running import Counted
from steadyhand.business.machines.upkeep.wear import Fitted, Worn, nearly_worn

JUNE = datetime(2025, 6, 2, 9, tzinfo=UTC)
FUSER, DRUM = UUID(int=1), UUID(int=2)


def month(number: int) -> datetime:
    return JUNE + timedelta(days=30 * number)


# 20,000 pages a month.
COUNTS = {"mono": [Counted(month(number), 20_000 * number) for number in range(13)]}


def fuser(*, fitted: int, life: int = 200_000) -> Fitted:
    return Fitted(FUSER, "FU-450", "Fuser unit", life, month(fitted))


def test_a_part_past_nine_tenths_is_nearly_worn() -> None:
    # Fitted in month 3; 180,000 pages until month 12.
    assert nearly_worn([fuser(fitted=3)], COUNTS, from_share=0.9) == (
        Worn(FUSER, "FU-450", "Fuser unit", 180_000, 200_000),
    )


def test_a_part_before_nine_tenths_is_not() -> None:
    assert nearly_worn([fuser(fitted=3, life=200_001)], COUNTS, from_share=0.9) == ()


def test_only_the_newest_fitting_counts() -> None:
    assert nearly_worn([fuser(fitted=11), fuser(fitted=0)], COUNTS, from_share=0.9) == ()


def test_the_most_worn_stands_first() -> None:
    drum = Fitted(DRUM, "DR-450", "Drum", 100_000, month(0))

    worn = nearly_worn([fuser(fitted=3), drum], COUNTS, from_share=0.9)

    assert [(part.name, round(part.worn_share, 2)) for part in worn] == [("Drum", 2.4), ("Fuser unit", 0.9)]


def test_without_readings_since_nothing_is_said() -> None:
    assert nearly_worn([fuser(fitted=12)], COUNTS, from_share=0.9) == ()
    assert nearly_worn([fuser(fitted=0)], {}, from_share=0.9) == ()
