"""What holds for a whole column? Order of dates, decimal sign, unit: decided once, never cell by cell."""

from dataclasses import dataclass
from enum import StrEnum


class DateOrder(StrEnum):
    """How 03/04/2025 is read; a year in front is always year-month-day."""

    MONTH_FIRST = "month/day/year"
    DAY_FIRST = "day/month/year"


@dataclass(frozen=True, slots=True)
class ColumnFormat:
    """How one column is written, and sentences on what was assumed.

    `minutes_per_unit` is 60 where plain numbers are hours. With `is_blank_no` an empty cell of ticks is a no. With
    `is_date_only` midnight is no time of day but none. `NULL` is empty where `has_null_words`.
    """

    date_order: DateOrder = DateOrder.MONTH_FIRST
    decimal_sign: str = "."
    minutes_per_unit: int = 1
    is_blank_no: bool = False
    is_date_only: bool = False
    has_null_words: bool = False
    remarks: tuple[str, ...] = ()
