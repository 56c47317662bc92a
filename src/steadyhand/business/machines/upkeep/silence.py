"""Has a meter fallen silent? Values in, values out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

# A year of monthly readings: an older pace says nothing about today's.
LOOKED_AT = 12
# Two readings of one visit are one.
APART = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Silence:
    """A meter that nobody has read plausibly for too long; None: never."""

    last_at: datetime | None


def silence_of(read_at: Sequence[datetime], *, at_least: timedelta, usual_gaps: int, now: datetime) -> Silence | None:
    """Return whether a meter is silent, from the moments of its plausible readings, oldest first.

    Silent is: for `at_least` (settings.SILENT_DAYS), or `usual_gaps` (SILENT_GAPS) times the usual gap where that is
    longer.
    """
    if not read_at:
        return Silence(None)
    gaps = [after - before for before, after in pairwise(read_at[-LOOKED_AT:]) if after - before >= APART]
    usual = timedelta(seconds=median(gap.total_seconds() for gap in gaps)) if gaps else timedelta()
    return Silence(read_at[-1]) if now - read_at[-1] > max(at_least, usual_gaps * usual) else None
