"""Which drives did technicians make between two sites, and how long did they take? Read from visits, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from steadyhand.business.calls.models import Visit
from steadyhand.shared.clock import How

KNOWN = (How.OBSERVED, How.ENTERED)
# Some two months of a house of two hundred technicians; a pace needs hundreds, not hundreds of thousands.
MOST = 50_000
# Who sets out long after the visit before was over may come from anywhere: lunch, the shop, home.
LONGEST_GAP = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class DriveBetween:
    """From one site to the next of the same technician; `zone` is the clock of the branch whose call it was."""

    from_latitude: float
    from_longitude: float
    to_latitude: float
    to_longitude: float
    left_at: datetime
    arrived_at: datetime
    zone: str


def drives_between(tenant_id: UUID, *, most: int = MOST) -> Iterator[DriveBetween]:
    """Return drives whose two ends and two moments are known: of sites with coordinates, of moments tapped or stated.

    One query over the newest `most` visits.
    """
    rows = (
        Visit.objects.of(tenant_id)
        .filter(arrived_at__isnull=False, technician_id__isnull=False)
        .order_by("-arrived_at")
        .values_list(
            "technician_id",
            "on_the_way_at",
            "on_the_way_at_how",
            "arrived_at",
            "arrived_at_how",
            "finished_at",
            "finished_at_how",
            "call__site__latitude",
            "call__site__longitude",
            "call__branch__zone",
        )[:most]
    )
    # Newest first: of each technician the visit after this one has just been seen.
    after: dict[UUID, tuple[Any, ...]] = {}
    for row in rows.iterator(chunk_size=5_000):
        later = after.get(row[0])
        after[row[0]] = row
        drive = None if later is None else _between(row, later)
        if drive is not None:
            yield drive


def _between(before: tuple[Any, ...], later: tuple[Any, ...]) -> DriveBetween | None:
    _, _, _, _, _, finished_at, finished_how, from_latitude, from_longitude, _ = before
    _, left_at, left_how, arrived_at, arrived_how, _, _, to_latitude, to_longitude, zone = later
    if None in (finished_at, left_at, from_latitude, from_longitude, to_latitude, to_longitude):
        return None
    if any(how not in KNOWN for how in (finished_how, left_how, arrived_how)):
        return None
    if not timedelta(0) <= left_at - finished_at <= LONGEST_GAP:
        return None
    return DriveBetween(from_latitude, from_longitude, to_latitude, to_longitude, left_at, arrived_at, zone)
