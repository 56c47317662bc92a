"""The rejects file goes to a person and comes back: same columns, reasons in front."""

from pathlib import Path
from zoneinfo import ZoneInfo

from tests.imports.reading.conftest import CALLS, KINDS, PutFile

from steadyhand.imports.reading.files import Table, open_table
from steadyhand.imports.reading.headers import knows, propose
from steadyhand.imports.reading.rejects import RejectedLine, RejectedRow, RejectsFile
from steadyhand.imports.reading.rows import Batch, RowReader
from steadyhand.imports.reading.writing import write_rows

CALLS_TEXT = "Call No.;Call Date;Remarks\nSC1;13.04.2025;ok\nSC2;31.04.2025;'=1\n;15.04.2025;+49 30\n"


def opened(path: Path) -> Table:
    return open_table(path, is_known_header=knows(KINDS))


def batch_of(table: Table) -> Batch:
    mapping = propose(CALLS, table.facts.headers, table.sample(), country="DE").mapping
    (batch,) = RowReader(table, CALLS, mapping, zone=ZoneInfo("Europe/Berlin"), country="DE").batches()
    return batch


def written(path: Path, table: Table) -> Path:
    with RejectsFile(path, table.facts) as rejects:
        for line in batch_of(table).rejected:
            rejects.add(line)
    return rejects.path


def test_rejects_have_the_sources_columns_behind_reason_and_advice(put_file: PutFile, tmp_path: Path) -> None:
    path = written(tmp_path / "rejects", opened(put_file(CALLS_TEXT)))

    assert path.name == "rejects.csv"
    assert path.read_text("utf-8-sig") == (
        "why not taken;what to do;Call No.;Call Date;Remarks\n"
        '"Call Date: ""31.04.2025"" is no day of the calendar.";Correct the date.;SC2;31.04.2025;\'=1\n'
        "Call No.: Call number is empty, and every row needs one.;Fill in Call number.;;15.04.2025;'+49 30\n"
    )


def test_a_mended_file_is_fed_straight_in(put_file: PutFile, tmp_path: Path) -> None:
    path = written(tmp_path / "rejects", opened(put_file(CALLS_TEXT)))
    mended = path.read_text("utf-8-sig").replace(";31.04.", ";30.04.").replace(";;15.04.", ";SC3;15.04.")

    table = opened(put_file(mended, "mended.csv"))
    batch = batch_of(table)

    assert table.facts.headers == ("Call No.", "Call Date", "Remarks")
    assert 'The columns "why not taken" and "what to do" of a mended rejects file were skipped.' in table.facts.remarks
    assert batch.rejected == []
    assert [(row[0], row[2]) for row in batch.rows] == [("SC2", "=1"), ("SC3", "+49 30")]


def test_a_workbook_comes_back_as_a_workbook(tmp_path: Path) -> None:
    write_rows(tmp_path / "calls.xlsx", ("Call No.", "Call Date"), [("SC1", "2025-04-31"), (None, "2025-04-13")])

    path = written(tmp_path / "rejects", opened(tmp_path / "calls.xlsx"))
    again = opened(path)

    assert path.name == "rejects.xlsx"
    assert again.facts.headers == ("Call No.", "Call Date")
    assert [each.line for each in batch_of(again).rejected] == [2, 3]


def test_cells_beyond_the_header_are_kept_in_the_last_column(put_file: PutFile, tmp_path: Path) -> None:
    facts = opened(put_file(CALLS_TEXT)).facts
    reason = RejectedRow("calls.csv", 2, "", "", "Too many cells.", "Quote them.")

    with RejectsFile(tmp_path / "rejects", facts) as rejects:
        rejects.add(RejectedLine(2, ["SC1", "x", "y", "z"], (reason,)))

    assert rejects.path.read_text("utf-8-sig").splitlines()[1] == "Too many cells.;Quote them.;SC1;x;y | z"
