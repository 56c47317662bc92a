"""Keep what a map has answered, and forget what is too old to count."""

from datetime import datetime
from uuid import UUID

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from steadyhand.business.dispatch.models import TravelFrom
from steadyhand.business.dispatch.queries.travel_kept import KEPT_FOR, day_number, kept_drives, oldest_day
from steadyhand.business.dispatch.travel.maps import Table
from steadyhand.business.dispatch.travel.packing import NO_LENGTH, NO_WAY, Drives
from steadyhand.shared.identity import new_id
from steadyhand.shared.upsert import upsert_rows

# Short transactions: on SQLite call taking waits for each.
CHUNK = 200
_COLUMNS = ("id", "tenant_id", "source", "cell", "drives", "at")


def keep_travel(
    *,
    tenant_id: UUID,
    source: str,
    origins: NDArray[np.int64],
    targets: NDArray[np.int64],
    table: Table,
    now: datetime,
) -> None:
    """Keep a map's table beside what it said before, for the cells it is about; `targets` in ascending order.

    Two who ask at once may each keep only their own: it is asked again then, nothing wrong is kept.
    """
    seconds = np.where(np.isnan(table.seconds), NO_WAY, np.rint(table.seconds))
    metres = np.where(np.isnan(table.metres), NO_LENGTH, np.rint(table.metres))
    today = np.full(len(targets), day_number(now), dtype=np.int32)
    for start in range(0, len(origins), CHUNK):
        some = origins[start : start + CHUNK]
        with transaction.atomic():
            before = kept_drives(tenant_id, source, some)
            rows = []
            for row, cell in enumerate(some.tolist(), start):
                newer = Drives(targets, seconds[row].astype(np.int32), metres[row].astype(np.int32), today)
                drives = before[cell].with_newer(newer, since=oldest_day(now)) if cell in before else newer
                rows.append((new_id(), tenant_id, source, cell, drives.pack(), now))
            upsert_rows(TravelFrom, _COLUMNS, rows, unique=("tenant_id", "source", "cell"))


def forget_travel(*, tenant_id: UUID, now: datetime) -> int:
    """Delete places whose drives are all too old to count; return how many."""
    forgotten = 0
    old = TravelFrom.objects.of(tenant_id).filter(at__lt=now - KEPT_FOR)
    while ids := list(old.values_list("id", flat=True)[:CHUNK]):
        forgotten += TravelFrom.objects.of(tenant_id).filter(id__in=ids).delete()[0]
    return forgotten
