"""A reading was wrong: what the meter really showed, or that it wasn't this meter. Later readings are judged anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.machines.models import Meter, MeterReading
from steadyhand.business.machines.queries import counter_of
from steadyhand.business.machines.rules import Judgement, StatedReading, Verdict, judge_all, set_aside
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row
from steadyhand.shared.history import record_change


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What somebody says a reading should have been."""

    shown: int
    # What it said when they decided to correct it.
    was_shown: int
    why: str
    is_new_counter: bool = False
    # It counts no more, though it stays to be read.
    is_set_aside: bool = False


@transaction.atomic
def correct_reading(*, by: Actor, reading_id: UUID, correction: Correction, now: datetime) -> Judgement:
    """Put a reading right and return its judgement; it is kept, whatever it is worth.

    Raises:
        CannotKeep: not a reading of theirs, no reason, or somebody else has corrected it meanwhile.
    """
    row = MeterReading.objects.visible_to(by).filter(id=reading_id).first()
    if row is None:
        raise CannotKeep("This reading isn't of a machine at your branches' customers; look the machine up anew.")
    if not correction.why.strip():
        raise CannotKeep("Say why the reading is corrected; it goes into the history.")
    # The meter's lock orders everybody who reads or corrects it: each total builds on the one before.
    locked = Meter.objects.visible_to(by).select_for_update(of=("self",))
    meter = locked.select_related("machine__model").get(id=row.meter_id)
    readings = list(MeterReading.objects.of(by.tenant_id).filter(meter_id=meter.id).order_by("read_at", "id"))
    corrected = next(each for each in readings if each.id == reading_id)
    if corrected.shown != correction.was_shown:
        raise CannotKeep(f"Somebody has corrected this reading to {corrected.shown:,} meanwhile; look at it again.")
    first = readings.index(corrected)
    judged = judge_all(_stated(readings, corrected, correction), counter=counter_of(meter))
    for reading, new in list(zip(readings, judged, strict=True))[first:]:
        is_it = reading is corrected
        facts = {"verdict": new.verdict.value, "pages_total": new.pages_total, "doubt": new.doubt}
        change_row(
            reading,
            facts | {"shown": correction.shown} if is_it else facts,
            by=by,
            at=now,
            verb="reading corrected" if is_it else "reading judged anew",
            why=correction.why if is_it else "an earlier reading was corrected",
        )
    record_change(
        meter.machine,
        by=by,
        at=now,
        verb=f"corrected a reading of the {meter.get_kind_display()} meter",
        why=correction.why,
        was={"shown": correction.was_shown},
        became={"shown": correction.shown, "verdict": judged[first].verdict},
    )
    return judged[first]


def _stated(readings: Sequence[MeterReading], corrected: MeterReading, correction: Correction) -> list[StatedReading]:
    """Return all readings as they are to be judged; those before the corrected one keep their totals."""
    first = readings.index(corrected)
    stated = []
    for index, reading in enumerate(readings):
        is_exchanged = reading.verdict == Verdict.EXCHANGED
        each = StatedReading(
            reading.shown,
            reading.read_at,
            was_new_counter=is_exchanged,
            aside=reading.doubt if reading.doubt.startswith(set_aside("")) else "",
            settled=_settled(reading) if index < first else None,
        )
        if reading is corrected:
            each = StatedReading(
                correction.shown,
                reading.read_at,
                is_new_counter=correction.is_new_counter,
                aside=set_aside(correction.why) if correction.is_set_aside else "",
            )
        stated.append(each)
    return stated


def _settled(reading: MeterReading) -> Judgement:
    return Judgement(Verdict(reading.verdict), reading.pages_total, doubt=reading.doubt)
