"""What do a machine's meters show, and which part did they mean? Answers are values, never model objects."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from steadyhand.business.machines.models import Machine, Meter, MeterReading, Part
from steadyhand.business.machines.rules import (
    Counter,
    DoubtedReading,
    Judgement,
    Neighbours,
    UsedReading,
    judge_reading,
)
from steadyhand.shared.actor import Actor

KIND_ORDER = {kind: place for place, kind in enumerate(Meter.Kind.values)}


@dataclass(frozen=True, slots=True)
class MeterFacts:
    """One of a machine's counters, and the last reading that counts."""

    id: UUID
    kind: str
    label: str
    counter: Counter
    last: UsedReading | None


@dataclass(frozen=True, slots=True)
class VisitReading:
    """What was read on one visit."""

    meter_id: UUID
    kind: str
    label: str
    shown: int
    verdict: str
    verdict_label: str
    doubt: str


@dataclass(frozen=True, slots=True)
class PartFound:
    """An item of the catalogue."""

    id: UUID
    number: str
    name: str


def meters_of(actor: Actor, machine_id: UUID, *, before_visit: UUID | None = None) -> tuple[MeterFacts, ...]:
    """Return the machine's meters, mono first; two queries for any number of them.

    `before_visit`: the last readings that don't come from this visit, for whoever closes it again.
    """
    meters = list(Meter.objects.visible_to(actor).filter(machine_id=machine_id).select_related("machine__model"))
    meters.sort(key=lambda meter: KIND_ORDER[meter.kind])
    # A machine has some dozens of readings a year: the newest of each meter is picked here.
    used = _used(actor, before_visit).filter(meter_id__in=[meter.id for meter in meters]).order_by("read_at", "id")
    newest = {reading.meter_id: _as_used(reading) for reading in used}
    return tuple(
        MeterFacts(meter.id, meter.kind, meter.get_kind_display(), counter_of(meter), newest.get(meter.id))
        for meter in meters
    )


def check_reading(
    actor: Actor,
    *,
    meter_id: UUID,
    shown: int,
    read_at: datetime,
    is_new_counter: bool = False,
    visit_id: UUID | None = None,
) -> Judgement | None:
    """Return what would be made of a reading on a visit; None if there is no such meter for this actor."""
    meter = Meter.objects.visible_to(actor).filter(id=meter_id).select_related("machine__model").first()
    if meter is None:
        return None
    known = neighbours_of(actor, meter_id, read_at, before_visit=visit_id)
    return judge_reading(shown, read_at=read_at, known=known, counter=counter_of(meter), is_new_counter=is_new_counter)


def readings_on(actor: Actor, visit_id: UUID, machine_id: UUID) -> tuple[VisitReading, ...]:
    """Return what was read on a visit to this machine."""
    rows = MeterReading.objects.visible_to(actor).filter(meter__machine_id=machine_id, visit_id=visit_id)
    readings = [
        VisitReading(
            meter_id=row.meter_id,
            kind=row.meter.kind,
            label=row.meter.get_kind_display(),
            shown=row.shown,
            verdict=row.verdict,
            verdict_label=row.get_verdict_display(),
            doubt=row.doubt,
        )
        for row in rows.select_related("meter")
    ]
    return tuple(sorted(readings, key=lambda reading: KIND_ORDER[reading.kind]))


def find_parts(actor: Actor, typed: str, *, family: str = "", most: int = 8) -> tuple[PartFound, ...]:
    """Return parts whose number begins with what was typed or whose name has its words; fitting ones first."""
    words = typed.split()
    if not words:
        return ()
    named = Q()
    for word in words:
        named &= Q(name__icontains=word)
    fits = Case(When(fits_family=family or None, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = (
        Part.objects.visible_to(actor).filter(named | Q(ref__istartswith=typed.strip())).order_by(fits, "name", "ref")
    )
    return tuple(PartFound(row.id, row.ref, row.name) for row in rows[:most])


def part_numbered(actor: Actor, number: str) -> PartFound | None:
    """Return the part of exactly this number, in large letters or small; None where there is none, or several."""
    rows = Part.objects.visible_to(actor).filter(ref__iexact=number.strip())[:2]
    found = [PartFound(row.id, row.ref, row.name) for row in rows]
    return found[0] if len(found) == 1 else None


def parts_named(actor: Actor, part_ids: Iterable[UUID]) -> dict[UUID, PartFound]:
    rows = Part.objects.visible_to(actor).filter(id__in=list(part_ids))
    return {row.id: PartFound(row.id, row.ref, row.name) for row in rows}


def neighbours_of(actor: Actor, meter_id: UUID, read_at: datetime, *, before_visit: UUID | None = None) -> Neighbours:
    """Return the readings around a moment, for the rules to judge a new one by; none of this visit's own."""
    used = _used(actor, before_visit).filter(meter_id=meter_id)
    before = used.filter(read_at__lte=read_at).order_by("-read_at", "-id").first()
    after = used.filter(read_at__gt=read_at).order_by("read_at", "id").first()
    doubtful = MeterReading.objects.visible_to(actor).filter(
        _not_of(before_visit), meter_id=meter_id, verdict=MeterReading.Verdict.DOUBTFUL, read_at__lte=read_at
    )
    if before is not None:
        doubtful = doubtful.filter(read_at__gt=before.read_at)
    doubted = doubtful.order_by("-read_at", "-id").first()
    return Neighbours(
        before=_as_used(before) if before else None,
        doubted=DoubtedReading(doubted.shown, doubted.read_at) if doubted else None,
        after=_as_used(after) if after else None,
    )


def counter_of(meter: Meter) -> Counter:
    """Return what the rules need to know of a meter; its machine and model must be loaded."""
    model = meter.machine.model
    return Counter(meter.digits, model.rated_monthly_pages if model else None)


def _used(actor: Actor, before_visit: UUID | None) -> QuerySet[MeterReading]:
    readings = MeterReading.objects.visible_to(actor).exclude(verdict=MeterReading.Verdict.DOUBTFUL)
    return readings.filter(_not_of(before_visit), pages_total__isnull=False)


def _not_of(visit_id: UUID | None) -> Q:
    # Spelled out, because "not this visit" leaves out readings of no visit in SQL.
    return Q() if visit_id is None else Q(visit_id__isnull=True) | ~Q(visit_id=visit_id)


def _as_used(reading: MeterReading) -> UsedReading:
    assert reading.pages_total is not None  # noqa: S101  # mypy: _used leaves the others out
    return UsedReading(reading.shown, reading.pages_total, reading.read_at)


def is_machine_of(by: Actor, machine_id: UUID, customer_id: UUID) -> bool:
    """Tell whether the actor sees this machine, and it is this customer's. One query."""
    return Machine.objects.visible_to(by).filter(id=machine_id, customer_id=customer_id).exists()


def site_of_machine(by: Actor, machine_id: UUID) -> UUID | None:
    """Return where a machine stands, as far as anybody knows. One query."""
    return Machine.objects.visible_to(by).filter(id=machine_id).values_list("site_id", flat=True).first()
