"""Workbooks: the right sheet, typed cells, clear refusals."""

import struct
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from tests.imports.reading.conftest import PutFile

from steadyhand.imports.reading.fields import Field, FileKind
from steadyhand.imports.reading.files import BrokenLine, CannotRead, open_table
from steadyhand.imports.reading.headers import knows

CUSTOMERS = FileKind("customers", "customers", (Field("number", "Customer number"), Field("name", "Customer name")))


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "customers.xlsx"
    book = xlsxwriter.Workbook(str(path))
    cover, rows = book.add_worksheet("Cover"), book.add_worksheet("Export")
    for number in range(50):
        cover.write_row(number, 0, ["Read me", "please", "now"])
    rows.write_row(0, 0, ["Customer list", "printed 03/04/2025"])
    rows.write_row(2, 0, ["Cust. No", "Customer Name", "Since", "Last call", "Active"])
    rows.write_row(3, 0, [1001, "Chen's clinic"])
    rows.write_datetime(3, 2, datetime(2019, 5, 6), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001
    rows.write_datetime(3, 3, datetime(2025, 4, 3, 14, 15), book.add_format({"num_format": "d.m.yy h:mm"}))  # noqa: DTZ001
    rows.write_boolean(3, 4, boolean=True)
    rows.write_row(5, 0, [1002, "Ortiz", "", "", "", "beyond"])
    rows.write_row(6, 0, ["Total", "", "", "", ""])
    book.close()
    return path


def test_the_sheet_with_the_known_columns_is_read_with_types(workbook: Path) -> None:
    table = open_table(workbook, is_known_header=knows([CUSTOMERS]))

    rows = list(table.rows(on_broken=lambda _: None))

    assert (table.facts.sheet, table.facts.header_line) == ("Export", 3)
    assert rows == [(4, [1001.0, "Chen's clinic", date(2019, 5, 6), datetime(2025, 4, 3, 14, 15), "TRUE"])]  # noqa: DTZ001
    assert "Of 2 sheets, 'Export' was read: it looks most like the list." in table.facts.remarks


def test_cells_beyond_the_named_columns_are_reported(workbook: Path) -> None:
    broken: list[BrokenLine] = []

    list(open_table(workbook, sheet="Export").rows(on_broken=broken.append))

    assert [(each.line, each.reason) for each in broken] == [
        (6, "This row has cells to the right of the 5 named columns.")
    ]


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(workbook: Path) -> None:
    with pytest.raises(CannotRead, match=r"has no sheet 'Calls'; it has Cover, Export\."):
        open_table(workbook, sheet="Calls")


def test_a_workbook_named_csv_is_still_a_workbook(workbook: Path) -> None:
    renamed = workbook.rename(workbook.with_suffix(".csv"))

    assert open_table(renamed, sheet="Export").facts.format == "workbook"


def test_a_workbook_too_large_for_memory_is_refused_with_a_way_out(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "huge.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (257 * 1024 * 1024))

    with pytest.raises(CannotRead, match=r"^huge\.xlsx has 257 MB unpacked; .* Save the sheet as CSV\.$"):
        open_table(tmp_path / "huge.xlsx")


def test_a_workbook_inside_a_zip_is_read(workbook: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "mail.zip", "w") as archive:
        archive.write(workbook, "customers.xlsx")

    assert open_table(tmp_path / "mail.zip", sheet="Export").facts.headers[0] == "Cust. No"


def a_locked_workbook() -> bytes:
    """Build the smallest container that says it is encrypted: header, allocation table, directory."""
    none, end = 0xFFFFFFFF, 0xFFFFFFFE
    numbers = struct.pack("<5H6x10I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0, 0)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + numbers + struct.pack("<108I", *[none] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, end, *[none] * 126)

    def entry(name: str, kind: int, child: int) -> bytes:
        wide = name.encode("utf-16-le") + b"\0\0"
        links = struct.pack("<HBBIII", len(wide), kind, 1, none, none, child)
        return wide.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", end, 0)

    return header + table + (entry("Root Entry", 5, 1) + entry("EncryptedPackage", 2, none)).ljust(512, b"\0")


@pytest.mark.parametrize("name", ["calls.xlsx", "calls.xls", "calls.csv"])
def test_a_locked_workbook_asks_for_one_without_a_password(name: str, put_file: PutFile) -> None:
    with pytest.raises(CannotRead, match=rf"^{name} is locked with a password\. Open it, save it without one"):
        open_table(put_file(a_locked_workbook(), name))


def test_a_damaged_workbook_is_refused_in_a_sentence(put_file: PutFile) -> None:
    old_office = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000

    with pytest.raises(CannotRead, match=r"^old\.xls can't be read as a workbook"):
        open_table(put_file(old_office, "old.xls"))
