"""Features of cases, as columns of numbers that trees can split."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from steadyhand.business.promises.forecasting.cases import Floats, Value
from steadyhand.business.promises.forecasting.pace import Codes

# A value that fewer cases have is one of "the rare ones": what it alone would say is chance.
FEWEST_OF_A_VALUE = 10
MOST_VALUES = 200
DAY, WEEK = 24.0, 168.0


@dataclass(frozen=True, slots=True)
class Column:
    """One feature: a number, or a value out of a list (its code is its place in it, from 1; 0 is all others)."""

    name: str
    values: tuple[str, ...] | None

    def read(self, told: Sequence[Value]) -> Floats:
        """Return the column for these values."""
        if self.values is None:
            return np.array([np.nan if each is None or isinstance(each, str) else float(each) for each in told])
        codes = {value: float(number) for number, value in enumerate(self.values, start=1)}
        return np.array([codes.get(str(each), 0.0) for each in told])


def columns_of(features: Sequence[Mapping[str, Value]], segments: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns worth reading in these cases; one whose values are all alike says nothing, and is left out."""
    names = sorted({name for row in features for name in row})
    found = [_column("", list(segments))] + [_column(name, [row.get(name) for row in features]) for name in names]
    return tuple(each for each in found if each is not None)


def matrix(
    columns: Sequence[Column], features: Sequence[Mapping[str, Value]], segments: Sequence[str], opened: Floats
) -> Floats:
    """Return what is known of each case at its opening: its features, and hour and weekday."""
    read = [
        column.read(segments if not column.name else [row.get(column.name) for row in features]) for column in columns
    ]
    day = np.floor(opened / DAY)
    return np.column_stack([*read, opened - day * DAY, (day + 3) % 7])


def telling_keys(
    columns: Sequence[Column], features: Sequence[Mapping[str, Value]], segments: Sequence[str], logs: Floats, most: int
) -> tuple[str, ...]:
    """Return the features whose values tell durations apart best; how busy it is, is counted for each of their values.

    Judged by the share of the variance of log duration that each case's value explains without the case itself.
    """
    told: list[tuple[float, str]] = []
    centred = logs - logs.mean()
    whole = float(np.sum(centred**2))
    for column in columns:
        codes, count = _codes([row.get(column.name) for row in features] if column.name else list(segments))
        if count > len(logs) / 4 or whole <= 0:
            continue
        totals, sizes = np.bincount(codes, centred, count), np.bincount(codes, minlength=count)
        others = (totals[codes] - centred) / (sizes[codes] - 1 + FEWEST_OF_A_VALUE)
        told.append((1 - float(np.sum((centred - others) ** 2)) / whole, column.name))
    best = sorted(told, key=lambda each: (-each[0], each[1]))
    return tuple(name for worth, name in best if worth > 0)[:most]


def _codes(values: Sequence[Value]) -> tuple[Codes, int]:
    known, codes = np.unique(np.array([str(each) for each in values]), return_inverse=True)
    return codes.astype(np.int64), len(known)


def _column(name: str, told: Sequence[Value]) -> Column | None:
    if any(isinstance(each, str) for each in told):
        counted = Counter(str(each) for each in told)
        common = [(count, value) for value, count in counted.items() if count >= FEWEST_OF_A_VALUE]
        values = tuple(value for count, value in sorted(common, key=lambda each: (-each[0], each[1])))[:MOST_VALUES]
        return Column(name, values) if len(values) and len(counted) > 1 else None
    numbers = {each for each in told if each is not None}
    return Column(name, None) if len(numbers) > 1 else None
