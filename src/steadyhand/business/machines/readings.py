"""What has a meter shown over time, and what was made of each reading?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.machines.models import Meter, MeterReading
from steadyhand.shared.actor import Actor

# Three years of weekly readings; older ones are exported.
MOST = 150


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """One reading of a meter. `pages_since` counts from the last used one; None where it can't be told."""

    id: UUID
    read_at: datetime
    how: str
    shown: int
    pages_since: int | None
    verdict: str
    verdict_label: str
    doubt: str


@dataclass(frozen=True, slots=True)
class MeterHistory:
    """A meter with its readings, newest first."""

    meter_id: UUID
    machine_id: UUID
    kind_label: str
    digits: int
    readings: tuple[ReadingLine, ...]


@dataclass(frozen=True, slots=True)
class ReadingToCorrect:
    """A reading somebody thinks is wrong."""

    id: UUID
    meter_id: UUID
    machine_id: UUID
    kind_label: str
    read_at: datetime
    shown: int
    is_new_counter: bool


def meter_history(by: Actor, meter_id: UUID) -> MeterHistory | None:
    """Return a meter with its newest readings, or None where the actor can't see it. Two queries."""
    meter = Meter.objects.visible_to(by).filter(id=meter_id).first()
    if meter is None:
        return None
    newest = MeterReading.objects.visible_to(by).filter(meter_id=meter_id).order_by("-read_at", "-id")[: MOST + 1]
    lines = []
    before: int | None = None
    for row in reversed(newest):
        since = row.pages_total - before if row.pages_total is not None and before is not None else None
        lines.append(
            ReadingLine(
                id=row.id,
                read_at=row.read_at,
                how=row.get_read_at_how_display(),
                shown=row.shown,
                pages_since=since,
                verdict=row.verdict,
                verdict_label=row.get_verdict_display(),
                doubt=row.doubt,
            )
        )
        before = row.pages_total if row.pages_total is not None else before
    return MeterHistory(
        meter.id, meter.machine_id, meter.get_kind_display(), meter.digits, tuple(reversed(lines))[:MOST]
    )


def reading_to_correct(by: Actor, reading_id: UUID) -> ReadingToCorrect | None:
    row = MeterReading.objects.visible_to(by).select_related("meter").filter(id=reading_id).first()
    if row is None:
        return None
    return ReadingToCorrect(
        id=row.id,
        meter_id=row.meter_id,
        machine_id=row.meter.machine_id,
        kind_label=row.meter.get_kind_display(),
        read_at=row.read_at,
        shown=row.shown,
        is_new_counter=row.verdict == MeterReading.Verdict.EXCHANGED,
    )
