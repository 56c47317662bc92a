"""Which machines' meters has nobody read for longer than usual? By the same rule as the brief asks for them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from steadyhand.business.insight.territory.places import MOST, MachineAt, chunks
from steadyhand.business.machines.models import Meter, MeterReading
from steadyhand.business.machines.upkeep.silence import LOOKED_AT, silence_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How
from steadyhand.shared.rows import RowQuerySet

# Twelve readings of a meter that is read once a quarter.
_LOOK_BACK = timedelta(days=3 * 365)


@dataclass(frozen=True, slots=True)
class Silent:
    """A machine with meters that nobody has read for too long, by kind; `last_at` is None where nobody ever has."""

    at: MachineAt
    meters: tuple[str, ...]
    last_at: datetime | None


def silent(
    by: Actor, machines: Mapping[UUID, MachineAt], *, at_least: timedelta, usual_gaps: int, now: datetime
) -> tuple[Silent, ...]:
    """Return machines with silent meters, the longest silent first. Two queries for 500 machines.

    What was installed lately has no reading yet, and isn't silent.
    """
    candidates: list[tuple[UUID, UUID, str, datetime | None]] = []
    for ids in chunks(machines):
        last = _plausible(by).filter(meter_id=OuterRef("id")).order_by("-read_at").values("read_at")[:1]
        meters = Meter.objects.visible_to(by).filter(machine_id__in=ids).annotate(last_at=Subquery(last))
        old = meters.filter(Q(last_at__isnull=True) | Q(last_at__lt=now - at_least))
        candidates += [
            (row.id, row.machine_id, row.get_kind_display(), row.last_at)
            for row in old.order_by(Coalesce("last_at", now - 100 * _LOOK_BACK), "id")[:MOST]
        ]
    newly = (now - at_least).date()
    read: dict[UUID, list[datetime]] = defaultdict(list)
    for ids in chunks([meter_id for meter_id, _, _, last_at in candidates if last_at is not None]):
        rows = _plausible(by).filter(meter_id__in=ids, read_at__gte=now - _LOOK_BACK).order_by("read_at", "id")
        for meter_id, read_at in rows.values_list("meter_id", "read_at"):
            read[meter_id].append(read_at)
    found: dict[UUID, list[tuple[str, datetime | None]]] = defaultdict(list)
    for meter_id, machine_id, label, last_at in candidates:
        at = machines[machine_id]
        if last_at is None and at.installed_on is not None and at.installed_on > newly:
            continue
        moments = read[meter_id][-LOOKED_AT:] or ([last_at] if last_at else [])
        if silence_of(moments, at_least=at_least, usual_gaps=usual_gaps, now=now) is not None:
            found[machine_id].append((label, last_at))
    return tuple(
        sorted((_machine(machines[machine_id], meters) for machine_id, meters in found.items()), key=_longest_first)[
            :MOST
        ]
    )


def _machine(at: MachineAt, meters: list[tuple[str, datetime | None]]) -> Silent:
    known = [last_at for _, last_at in meters if last_at is not None]
    return Silent(at, tuple(label for label, _ in meters), min(known) if len(known) == len(meters) else None)


def _longest_first(each: Silent) -> tuple[bool, datetime | None, str]:
    """Order by the last reading; of what nobody ever read nothing is billed, so it comes first."""
    return (each.last_at is not None, each.last_at, each.at.customer)


def _plausible(by: Actor) -> RowQuerySet[MeterReading]:
    rows = MeterReading.objects.of(by.tenant_id).exclude(verdict=MeterReading.Verdict.DOUBTFUL)
    return rows.filter(pages_total__isnull=False).exclude(read_at_how=How.DEFAULTED)
