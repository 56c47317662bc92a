"""Which drives has a map answered before? And how fast are our own?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from steadyhand.business.dispatch.models import DrivingPace, TravelFrom
from steadyhand.business.dispatch.travel.hours import Band
from steadyhand.business.dispatch.travel.pace import KNOTS_KM, NORM, Pace
from steadyhand.business.dispatch.travel.packing import Drives, unpack

# Roads change; what nobody asks for is not kept either. Ours: a map is seldom built more than once a month.
KEPT_FOR = timedelta(days=60)
# Databases take only so many values in one condition.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class PaceLearnt:
    """The pace, from how many drives, when; none: the shipped norms."""

    pace: Pace = NORM
    drives: int = 0
    learnt_at: datetime | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)


def day_number(at: datetime) -> int:
    """Return days since 1970."""
    return int(at.timestamp() // 86_400)


def oldest_day(now: datetime) -> int:
    """Return the first day of which answers still count."""
    return day_number(now - KEPT_FOR)


def kept_drives(tenant_id: UUID, source: str, cells: NDArray[np.int64]) -> dict[int, Drives]:
    """Return what a map has answered from each of these cells, as old as it may be. A query for 500 of them."""
    found: dict[int, Drives] = {}
    for start in range(0, len(cells), CHUNK):
        some = [int(cell) for cell in cells[start : start + CHUNK]]
        rows = TravelFrom.objects.of(tenant_id).filter(source=source, cell__in=some).values_list("cell", "drives")
        found.update((cell, unpack(bytes(packed))) for cell, packed in rows)
    return found


def kept_table(
    tenant_id: UUID, source: str, cells: NDArray[np.int64], *, now: datetime
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return seconds and metres between all of these: not a number where nobody knows, NO_WAY where there is none.

    `cells` in ascending order, each once.
    """
    seconds, metres = np.full((2, len(cells), len(cells)), np.nan)
    since = oldest_day(now)
    row_of = {int(cell): row for row, cell in enumerate(cells)}
    for cell, drives in kept_drives(tenant_id, source, cells).items():
        at = np.searchsorted(drives.cells, cells)
        at[at == len(drives.cells)] = 0
        there = (drives.cells[at] == cells) & (drives.days[at] >= since)
        row = row_of[cell]
        seconds[row, there] = drives.seconds[at[there]]
        metres[row, there] = drives.metres[at[there]]
    return seconds, metres


def pace_of(tenant_id: UUID) -> PaceLearnt:
    """Return how fast the dealership's drives are. One query."""
    row = DrivingPace.objects.of(tenant_id).values_list("pace", "drives", "learnt_at", "left_out").first()
    if row is None:
        return PaceLearnt()
    said, drives, learnt_at, left_out = row
    return PaceLearnt(_pace(said), drives, learnt_at, left_out)


def how_many_kept(tenant_id: UUID) -> dict[str, int]:
    """Return from how many places each map's drives are kept. One query."""
    found: dict[str, int] = {}
    for source in TravelFrom.objects.of(tenant_id).order_by("source").values_list("source", flat=True):
        found[source] = found.get(source, 0) + 1
    return found


def _pace(said: Mapping[str, Any]) -> Pace:
    by_distance = tuple(said["by_distance"])
    if len(by_distance) != len(KNOTS_KM):
        # Learnt by a version with other knots: the norms, until it is learnt anew in the night.
        return NORM
    by_band = {band: said["by_band"].get(band, NORM.by_band[band]) for band in Band}
    return Pace(said["overall"], by_distance, by_band, said["spread"])
