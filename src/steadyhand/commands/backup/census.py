"""What is in every table? Its rows counted, and a sum over them in which the order of rows doesn't matter."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

# The sums stay this wide; two different tables with the same sum are not to be expected in the life of the universe.
BITS = 128
CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Counted:
    """One table: how many rows, and their sum."""

    rows: int
    checksum: str


Census = dict[str, Counted]


def count_rows(rows: Iterable[Any]) -> Counted:
    """Count and sum rows, whatever their order: each is hashed, and the hashes are added up.

    Added rather than XORed, so that a row that is there twice doesn't vanish.
    """
    number, total = 0, 0
    for row in rows:
        number += 1
        total += int.from_bytes(blake2b(repr(row).encode(), digest_size=BITS // 8).digest(), "big")
    return Counted(number, f"{total % (1 << BITS):032x}")


def differences(before: Census, after: Census) -> list[str]:
    """Return a sentence for every table that is not the same, none if all are."""
    found = [f"{table} is missing: it had {_rows(counted)}." for table, counted in before.items() if table not in after]
    for table, counted in before.items():
        now = after.get(table, counted)
        if now.rows != counted.rows:
            found.append(f"{table} has {_rows(now)}; the backup says {_rows(counted)}.")
        elif now.checksum != counted.checksum:
            found.append(f"{table} has {_rows(now)} as the backup says, but not with the same content.")
    return [*found, *(f"{table} is not in the backup." for table in after if table not in before)]


def census_of(tables: Iterable[str], rows_of: Callable[[str], Iterable[Any]]) -> Census:
    return {table: count_rows(rows_of(table)) for table in tables}


def _rows(counted: Counted) -> str:
    return "1 row" if counted.rows == 1 else f"{counted.rows:,} rows"
