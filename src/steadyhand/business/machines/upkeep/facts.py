"""What do maintenance, wear and silence start from? Cycles, readings and meters; the answers are values."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from steadyhand.business.machines.models import Machine, Meter, MeterReading
from steadyhand.business.machines.upkeep.maintenance import Cycle
from steadyhand.business.machines.upkeep.running import Counted
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How

HAS_CYCLE = Q(model__pm_every_pages__isnull=False) | Q(model__pm_every_days__isnull=False)


@dataclass(frozen=True, slots=True)
class InCycle:
    """A machine in the field whose model wants maintenance."""

    id: UUID
    installed_on: date | None
    cycle: Cycle


@dataclass(frozen=True, slots=True)
class MeterRead:
    """A meter and the readings of it that count, oldest first."""

    id: UUID
    kind: str
    label: str
    readings: tuple[Counted, ...]


def machine_ids_after(by: Actor, after: UUID | None, *, most: int) -> list[UUID]:
    """Return the next machines in the order of their ids, for work that goes through all of them in steps."""
    rows = Machine.objects.visible_to(by).order_by("id")
    if after is not None:
        rows = rows.filter(id__gt=after)
    return list(rows.values_list("id", flat=True)[:most])


def in_cycle(by: Actor, machine_ids: Collection[UUID]) -> list[InCycle]:
    """Return those of these machines that stand in the field and want maintenance."""
    rows = Machine.objects.visible_to(by).filter(HAS_CYCLE, id__in=machine_ids, removed_on__isnull=True)
    columns = ("id", "installed_on", "model__pm_every_pages", "model__pm_every_days")
    return [InCycle(row[0], row[1], Cycle(row[2], row[3])) for row in rows.order_by("id").values_list(*columns)]


def counts_of(
    by: Actor, machine_ids: Collection[UUID], *, since: datetime | None = None
) -> dict[UUID, dict[str, list[Counted]]]:
    """Return each machine's readings that count, by kind of meter, oldest first; one query."""
    rows = MeterReading.objects.visible_to(by).exclude(verdict=MeterReading.Verdict.DOUBTFUL)
    # A reading whose day nobody knows says nothing of a pace.
    rows = rows.filter(meter__machine_id__in=machine_ids, pages_total__isnull=False).exclude(read_at_how=How.DEFAULTED)
    if since is not None:
        rows = rows.filter(read_at__gte=since)
    found: dict[UUID, dict[str, list[Counted]]] = {}
    columns = ("meter__machine_id", "meter__kind", "read_at", "pages_total")
    for machine_id, kind, read_at, pages in rows.order_by("read_at", "id").values_list(*columns):
        assert pages is not None  # noqa: S101  # mypy: the filter leaves those out
        found.setdefault(machine_id, {}).setdefault(kind, []).append(Counted(read_at, pages))
    return found


def all_counts(by: Actor) -> dict[UUID, dict[str, list[Counted]]]:
    """Return every machine's readings that count, as `counts_of` does; one query, read as it comes."""
    rows = MeterReading.objects.visible_to(by).exclude(verdict=MeterReading.Verdict.DOUBTFUL)
    rows = rows.filter(pages_total__isnull=False).exclude(read_at_how=How.DEFAULTED).order_by("read_at", "id")
    found: dict[UUID, dict[str, list[Counted]]] = {}
    columns = ("meter__machine_id", "meter__kind", "read_at", "pages_total")
    for machine_id, kind, read_at, pages in rows.values_list(*columns).iterator(chunk_size=20_000):
        assert pages is not None  # noqa: S101  # mypy: the filter leaves those out
        found.setdefault(machine_id, {}).setdefault(kind, []).append(Counted(read_at, pages))
    return found


def meters_read(by: Actor, machine_id: UUID) -> tuple[MeterRead, ...]:
    """Return a machine's meters with what was read of them; two queries."""
    counts = counts_of(by, [machine_id]).get(machine_id, {})
    return tuple(
        MeterRead(meter.id, meter.kind, meter.get_kind_display(), tuple(counts.get(meter.kind, ())))
        for meter in Meter.objects.visible_to(by).filter(machine_id=machine_id).order_by("kind")
    )
