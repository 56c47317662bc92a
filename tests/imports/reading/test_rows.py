"""A whole file becomes typed rows and reasons, fast and in constant memory."""

import time
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.imports.reading.conftest import CALLS, KINDS, PutFile

from steadyhand.imports.reading.files import CannotRead, open_table
from steadyhand.imports.reading.headers import ColumnSource, Mapping, MappingUnreadable, knows, propose
from steadyhand.imports.reading.rejects import RejectedRow
from steadyhand.imports.reading.rows import RowReader
from steadyhand.imports.reading.values import Moment, Stated

TEXT = (
    "Call No.;Call Date;Call Time;Call Type;Qty;Amount;Remarks\n"
    "SC1;13.04.2025;14:15;EM;1;1.234,50;tested\n"
    "SC2;14.04.2025;;PM;2,5;(12,00);'=ok\n"
    "SC3;31.04.2025;;odd;1;5;\n"
    ";15.04.2025;9:00;EM;1;5;\n"
)


def reader_of(path: Path, mapping: Mapping | None = None) -> RowReader:
    table = open_table(path, is_known_header=knows(KINDS))
    chosen = mapping or propose(CALLS, table.facts.headers, table.sample(), country="US").mapping
    return RowReader(table, CALLS, chosen, zone=ZoneInfo("Europe/Berlin"), country="DE")


def test_a_european_export_becomes_typed_rows(put_file: PutFile) -> None:
    reader = reader_of(put_file(TEXT))

    (batch,) = reader.batches()

    assert reader.names == ("number", "call_type", "opened_at", "quantity", "price_cents", "remarks")
    assert batch.lines == [2, 3]
    assert [str(value) for value in batch.rows[0][3:]] == ["1", "123450", "tested"]
    assert batch.rows[0][2] == Moment(datetime(2025, 4, 13, 12, 15, tzinfo=UTC), Stated.EXACT)
    assert batch.rows[1][2] == Moment(datetime(2025, 4, 13, 22, 0, tzinfo=UTC), Stated.DATE_ONLY)
    assert batch.rows[1][4:] == (-1200, "=ok")


def test_every_reason_against_a_line_is_told(put_file: PutFile) -> None:
    (batch,) = reader_of(put_file(TEXT)).batches()

    assert [each.line for each in batch.rejected] == [4, 5]
    assert [(each.column, each.value) for each in batch.rejected[0].reasons] == [
        ("Call Type", "odd"),
        ("Call Date", "31.04.2025 "),
    ]
    assert batch.rejected[1].reasons == (
        RejectedRow(
            "customers.csv", 5, "Call No.", "", "Call number is empty, and every row needs one.", "Fill in Call number."
        ),
    )


def test_broken_lines_are_rejected_with_the_others(put_file: PutFile) -> None:
    (batch,) = reader_of(put_file("Call No,Call Date\nSC1,2025-04-13\nSC2,2025-04-13,x\n")).batches()

    assert len(batch.rows) == 1
    assert batch.rejected[0].reasons[0].reason == "This line has 3 cells, the column names are 2."


def test_constants_and_words_come_from_the_mapping(put_file: PutFile) -> None:
    mapping = Mapping(
        "calls",
        {
            "number": ColumnSource("id"),
            "opened_at": ColumnSource("opened"),
            "call_type": ColumnSource("kind", words={"Streetlight": "corrective", "*": "install"}),
            "technician": ColumnSource(always="Bruno"),
        },
    )

    (batch,) = reader_of(
        put_file("id,opened,kind\n1,2025-04-03 10:00,Streetlight\n2,2025-04-03,Tree\n"), mapping
    ).batches()

    assert [(row[0], row[1], row[3]) for row in batch.rows] == [("1", "corrective", "Bruno"), ("2", "install", "Bruno")]


def test_a_constant_that_can_not_be_read_is_the_mappings_fault(put_file: PutFile) -> None:
    mapping = Mapping("calls", {"number": ColumnSource("id"), "opened_at": ColumnSource(always="soon")})

    with pytest.raises(MappingUnreadable, match=r'fields\.opened_at\.always: "soon" is not a date\.'):
        reader_of(put_file("id,name\n1,Chen\n"), mapping)


def test_what_was_assumed_is_said_with_the_columns_name(put_file: PutFile) -> None:
    reader = reader_of(put_file("Call No,Call Date\nSC1,03/04/2025\n"))

    assert reader.remarks == [
        "Call Date: All dates could be read either way; read as day/month/year because the dealership is in DE."
    ]


def test_nothing_but_broken_lines_is_one_mistake_and_said_as_one(put_file: PutFile) -> None:
    reader = reader_of(
        put_file("Call No,Call Date\nSC0,2025-04-03\n" + "SC1,2025-04-03\n" * 60 + "SC2,2025-04-03,x\n" * 12_000)
    )

    with pytest.raises(
        CannotRead, match=r"^customers\.csv has 10000 broken lines on end up to line 10063\. This line has 3"
    ):
        list(reader.batches())


def many_calls(rows: int) -> str:
    header = "Call No,Customer#,Equip #,S/N,CallType,CallDate,Closed,Tech,Mtr Reading,Qty,Labor Hours,Amount,Remarks\n"
    return header + "".join(
        f"SC{n},C{n % 997},E{n % 7919},X{n * 7919 % 100_003},EM,4/{1 + n % 30}/2025 {n % 12 + 1}:{n % 60:02} PM,"
        f'4/30/2025 11:{n % 60:02} PM,T{n % 40},{n * 13},1,0.5,"$1,{n % 900 + 100}.50",cleaned {n}\n'
        for n in range(rows)
    )


@pytest.mark.slow
def test_a_cell_takes_a_few_microseconds_at_most(put_file: PutFile) -> None:
    reader = reader_of(put_file(many_calls(40_000)))

    began = time.process_time()
    count = sum(len(batch.rows) for batch in reader.batches())
    seconds = time.process_time() - began

    # A million rows of twenty columns in 100 s are 5 microseconds a cell.
    assert count == 40_000
    assert seconds / (count * 13) < 5e-6


@pytest.mark.slow
def test_memory_does_not_grow_with_the_rows(put_file: PutFile) -> None:
    def peak(rows: int) -> int:
        reader = reader_of(put_file(many_calls(rows)))
        tracemalloc.start()
        assert sum(len(batch.rows) for batch in reader.batches()) == rows
        peak_bytes = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak_bytes

    assert peak(20_000) < peak(5_000) + 2_000_000
