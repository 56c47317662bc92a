"""Which meter is it, and how many pages has it counted by now? For readings that arrive by the thousand."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import groupby, islice
from typing import Any, Protocol
from uuid import UUID

from django.db import connection, transaction

from steadyhand.business.machines.models import Machine, Meter, MeterReading
from steadyhand.business.machines.rules import (
    Counter,
    DoubtedReading,
    Judgement,
    Neighbours,
    UsedReading,
    Verdict,
    judge_reading,
)
from steadyhand.imports.taking.rows import Known, Rows
from steadyhand.imports.taking.tables import ArrivingTable, id_of

DIGITS: int = Meter._meta.get_field("digits").get_default()
# Meters counted anew at a time: their readings are held in memory, and one short transaction writes what changed.
METERS_AT_ONCE = 200
_JUDGED = ("verdict", "pages_total", "doubt")


class Count:
    """One meter while its readings come in, oldest first."""

    __slots__ = ("before", "counter", "doubted")

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.before: UsedReading | None = None
        self.doubted: DoubtedReading | None = None

    def judge(self, shown: int, read_at: datetime, after: UsedReading | None = None) -> Judgement:
        """Judge the next reading and count on from it."""
        judged = judge_reading(
            shown,
            read_at=read_at,
            known=Neighbours(before=self.before, doubted=self.doubted, after=after),
            counter=self.counter,
        )
        if judged.pages_total is None:
            self.doubted = DoubtedReading(shown, read_at)
        else:
            self.goes_on_from(UsedReading(shown, judged.pages_total, read_at))
        return judged

    def goes_on_from(self, reading: UsedReading) -> None:
        self.before, self.doubted = reading, None


class Preparing(Protocol):
    """The part of the pipeline that finds or makes rows of another kind."""

    def prepare(self, kind_name: str, rows: Rows) -> None: ...
    def table_of(self, kind: str) -> ArrivingTable: ...


class Meters:
    """The meters of one run: found or made by machine and kind, their readings judged in the order of time."""

    def __init__(self, pipeline: Preparing, tenant_id: UUID) -> None:
        self._pipeline = pipeline
        self._tenant_id = tenant_id
        self._known: dict[tuple[str, str], Known] = {}
        self._counts: dict[str, Count] = {}
        # Meters with a reading older than one that was judged before it.
        self._out_of_order: set[str] = set()

    def link(self, rows: Rows) -> None:
        """Give each reading its meter; meters that aren't there yet are made."""
        machines, kinds = rows.link("machine"), rows.cells("kind")
        asked = [(machine.id, kind) if machine else None for machine, kind in zip(machines, kinds, strict=True)]
        fresh: dict[tuple[str, str], int] = {}
        for index, key in enumerate(asked):
            if key is not None and key not in self._known:
                fresh.setdefault(key, index)
        found = self._known
        if fresh:
            made = Rows([rows.lines[index] for index in fresh.values()], {"kind": [kind for _, kind in fresh]})
            made.set_link("machine", [machines[index] for index in fresh.values()])
            self._pipeline.prepare("meters", made)
            found = self._known | dict(zip(fresh, made.known(), strict=True))
            rows.first.append(("meters", made))
        rows.set_link("meter", [found[key] if key is not None else None for key in asked])

    def keep_used(self, rows: Rows) -> None:
        """Leave out new meters of which no reading is taken, and remember the others."""
        used = {
            known.id for index, known in enumerate(rows.link("meter")) if known is not None and not rows.is_out(index)
        }
        for _, made in rows.first:
            made.left_out |= {index for index, meter_id in enumerate(made.ids) if meter_id not in used}
            for index, (known, machine) in enumerate(zip(made.known(), made.link("machine"), strict=True)):
                if index not in made.left_out and machine is not None:
                    self._known[machine.id, made.cells("kind")[index]] = known

    def judge(self, rows: Rows) -> None:
        """Say of new readings what they are worth, where the file doesn't say so itself."""
        places = [index for index, is_new in enumerate(rows.is_new) if is_new and not rows.is_out(index)]
        meters, times, shown = rows.link("meter"), rows.cells("read_at"), rows.cells("shown")
        verdicts, totals = list(rows.cells("verdict")), list(rows.cells("pages_total"))
        doubts = list(rows.cells("doubt"))
        self._load([meter for index in places if (meter := meters[index])], rows)
        for index in sorted(places, key=lambda place: times[place].at):
            meter = meters[index]
            if meter is None:
                continue
            count, at = self._counts[meter.id], times[index].at
            if verdicts[index] is not None:
                if totals[index] is not None and verdicts[index] != Verdict.DOUBTFUL:
                    count.goes_on_from(UsedReading(shown[index], totals[index], at))
                continue
            if count.before is not None and at < count.before.read_at:
                self._out_of_order.add(meter.id)
                continue
            judged = count.judge(shown[index], at)
            verdicts[index], totals[index], doubts[index] = judged.verdict.value, judged.pages_total, judged.doubt
        rows.besides |= {"verdict": verdicts, "pages_total": totals, "doubt": doubts}

    def _load(self, meters: list[Known], rows: Rows) -> None:
        """Learn the counters of meters met for the first time, and their last reading that counts."""
        fresh = {meter.id for meter in meters if meter.id not in self._counts}
        if not fresh:
            return
        machine_of = {
            meter.id: machine.id
            for meter, machine in zip(rows.link("meter"), rows.link("machine"), strict=True)
            if meter and machine and meter.id in fresh
        }
        rated = dict(
            Machine.with_arriving.of(self._tenant_id)
            .filter(id__in=[UUID(each) for each in set(machine_of.values())], model__rated_monthly_pages__isnull=False)
            .values_list("id", "model__rated_monthly_pages")
        )
        table = self._pipeline.table_of("meters")
        digits = {id_of(each): number for each, number in table.select(("id", "digits"), by="id", values=sorted(fresh))}
        for meter_id in fresh:
            pages = rated.get(UUID(machine_of[meter_id]))
            self._counts[meter_id] = Count(Counter(digits.get(meter_id, DIGITS), pages))
        readings = self._pipeline.table_of("readings")
        columns = ("meter_id", "read_at", "shown", "pages_total", "verdict")
        for each, read_at, shown, total, verdict in readings.select(columns, by="meter", values=sorted(digits)):
            at = read_at if read_at.tzinfo else read_at.replace(tzinfo=UTC)
            count = self._counts[id_of(each)]
            is_later = count.before is None or at > count.before.read_at
            if verdict != Verdict.DOUBTFUL and total is not None and is_later:
                count.before = UsedReading(shown, total, at)

    def count_anew(self, batch_id: UUID, *, guard: Callable[[], None]) -> int:
        """Judge again, in the order of time, the readings of meters that came out of order; return how many meters."""
        waiting = iter(sorted(self._out_of_order))
        while some := list(islice(waiting, METERS_AT_ONCE)):
            readings = (
                MeterReading.with_arriving.of(self._tenant_id)
                .filter(meter_id__in=[UUID(each) for each in some])
                .order_by("meter_id", "read_at", "id")
            )
            # Nobody else sees these readings, so they are judged before the write lock is taken, not under it.
            changed = [
                reading
                for meter_id, theirs in groupby(readings, key=lambda reading: reading.meter_id)
                for reading in self._anew(meter_id.hex, list(theirs), batch_id)
            ]
            if changed:
                with transaction.atomic():
                    guard()
                    self._write(changed)
        return len(self._out_of_order)

    def _anew(self, meter_id: str, readings: list[MeterReading], batch_id: UUID) -> Iterator[MeterReading]:
        count = Count(self._counts[meter_id].counter)
        later = [_used(reading) for reading in readings if reading.batch_id != batch_id]
        for reading in readings:
            used = _used(reading)
            if reading.batch_id != batch_id:  # it was there before: its count stands
                later = later[1:]
                if used is not None:
                    count.goes_on_from(used)
                continue
            judged = count.judge(reading.shown, reading.read_at, after=next(filter(None, later), None))
            before = tuple(getattr(reading, name) for name in _JUDGED)
            reading.verdict, reading.pages_total, reading.doubt = judged.verdict, judged.pages_total, judged.doubt
            if before != (judged.verdict, judged.pages_total, judged.doubt):
                yield reading

    def _write(self, changed: list[MeterReading]) -> None:
        """Write these readings' judgements. Django's bulk update would hold the write lock for seconds instead."""
        rows = [
            (*(getattr(reading, name) for name in _JUDGED), reading.id.hex, self._tenant_id.hex) for reading in changed
        ]
        columns = ", ".join(f'"{name}" = %s' for name in _JUDGED)
        with connection.cursor() as cursor:
            # The table's name is our own model's.
            cursor.executemany(
                f'UPDATE "{MeterReading._meta.db_table}" SET {columns} WHERE "id" = %s AND "tenant_id" = %s',  # noqa: S608
                rows,
            )


def _used(reading: Any) -> UsedReading | None:
    if reading.pages_total is None or reading.verdict == Verdict.DOUBTFUL:
        return None
    return UsedReading(reading.shown, reading.pages_total, reading.read_at)
