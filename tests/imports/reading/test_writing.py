"""What is written is read back the same, and opens right in a spreadsheet."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyhand.imports.reading.files import open_table
from steadyhand.imports.reading.writing import CannotWrite, CsvWriter, XlsxWriter, write_rows

HEADERS = ("Customer number", "Customer name", "Street address", "Remarks")
texts = st.text(
    alphabet=st.one_of(
        st.sampled_from("'=+-@\"\t\r\n,; x1é٣שلا🙂_"),
        st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00\ufffe\uffff\x1a"),
    ),
    max_size=12,
)
# A row begins with its number, as every export of ours does: a row of blanks is no row.
rows = st.lists(
    st.tuples(st.integers(1, 9).map(lambda n: f"C{n}"), texts, texts, texts).map(list), min_size=1, max_size=5
)


def read_back(path: Path) -> list[list[object]]:
    return [list(cells) for _, cells in open_table(path).rows(on_broken=lambda broken: pytest.fail(broken.reason))]


@settings(max_examples=300)
@given(written=rows)
def test_any_text_comes_back_from_csv(written: list[list[str]], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"

    write_rows(path, HEADERS, written)

    assert read_back(path) == written


@settings(max_examples=100)
@given(written=rows)
def test_any_text_comes_back_from_a_workbook(
    written: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.xlsx"

    write_rows(path, HEADERS, written)

    assert read_back(path) == written


def test_csv_opens_right_in_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"

    write_rows(path, ("No", "Name"), [(1, "=1+1"), (-12.5, "+1 212 555 0123"), (None, "Zoë")])

    assert path.read_bytes() == "\ufeffNo,Name\r\n1,'=1+1\r\n-12.5,'+1 212 555 0123\r\n,Zoë\r\n".encode()


def test_values_are_written_so_that_every_country_reads_them_the_same(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    moment = datetime(2025, 4, 3, 14, 15, tzinfo=UTC)

    write_rows(path, ("A name", "B name", "C name", "D name"), [(moment, date(2025, 4, 3), Decimal("1234.50"), True)])

    assert read_back(path) == [["2025-04-03T14:15:00Z", "2025-04-03", "1234.50", "yes"]]


def test_a_workbook_keeps_types(tmp_path: Path) -> None:
    path = tmp_path / "calls.xlsx"

    write_rows(path, ("A name", "B name", "C name"), [(date(2025, 4, 3), -12.5, 10**15 + 1)])

    assert read_back(path) == [[date(2025, 4, 3), -12.5, "1000000000000001"]]


def test_a_row_of_another_width_is_refused(tmp_path: Path) -> None:
    with (
        CsvWriter(tmp_path / "a.csv", ("A", "B")) as writer,
        pytest.raises(CannotWrite, match=r"3 cells where .* has 2"),
    ):
        writer.write((1, 2, 3))


def test_text_too_long_for_a_cell_is_refused_rather_than_cut(tmp_path: Path) -> None:
    with (
        XlsxWriter(tmp_path / "a.xlsx", ("A",)) as writer,
        pytest.raises(CannotWrite, match=r"Row 2, column 1: .* CSV"),
    ):
        writer.write(("x" * 40_000,))


def test_a_value_of_no_known_kind_is_refused(tmp_path: Path) -> None:
    with CsvWriter(tmp_path / "a.csv", ("A",)) as writer, pytest.raises(CannotWrite, match=r"^\{1\} is a set"):
        writer.write(({1},))
