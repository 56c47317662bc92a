"""How are thousands of drives from one place kept in one value? Four columns of numbers behind each other, by cell.

A row a drive was tried in thought and dropped: a table of 500 × 500 is 250,000 rows, which take a database and Django
longer to hand over than a plan takes to make.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

# To where, seconds, metres, and the day (counted from 1970) on which the map said so.
_COLUMNS = (("<i8", 8), ("<i4", 4), ("<i4", 4), ("<i4", 4))
_A_DRIVE = sum(size for _, size in _COLUMNS)
# There is no way by car, as far as the map knows; and it doesn't say how long the way is.
NO_WAY = -1
NO_LENGTH = -1


@dataclass(frozen=True, eq=False)
class Drives:
    """Drives from one place, by the cell where they end."""

    cells: NDArray[np.int64]
    seconds: NDArray[np.int32]
    metres: NDArray[np.int32]
    days: NDArray[np.int32]

    def pack(self) -> bytes:
        """Return them as they are kept."""
        columns: tuple[NDArray[Any], ...] = (self.cells, self.seconds, self.metres, self.days)
        return b"".join(column.astype(kind).tobytes() for column, (kind, _) in zip(columns, _COLUMNS, strict=True))

    def with_newer(self, newer: "Drives", *, since: int) -> "Drives":
        """Return both, each end once: the newer where both have it, and nothing said before the day `since`."""
        fresh = (self.days >= since) & ~np.isin(self.cells, newer.cells)
        cells = np.concatenate([self.cells[fresh], newer.cells])
        order = np.argsort(cells, kind="stable")
        return Drives(
            cells[order],
            np.concatenate([self.seconds[fresh], newer.seconds])[order],
            np.concatenate([self.metres[fresh], newer.metres])[order],
            np.concatenate([self.days[fresh], newer.days])[order],
        )


def unpack(packed: bytes) -> Drives:
    """Return what was kept."""
    count, start, columns = len(packed) // _A_DRIVE, 0, []
    for kind, size in _COLUMNS:
        columns.append(np.frombuffer(packed, dtype=kind, count=count, offset=start))
        start += size * count
    return Drives(*columns)
