"""Untidy delimited files: everything that can be read is read, everything else is said."""

import gzip
import tracemalloc
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.imports.reading.conftest import PutFile, ReadFile

from steadyhand.imports.reading.files import CannotRead, open_table
from steadyhand.imports.reading.files.delimiter import sniff_delimiter


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(sign: str, put_file: PutFile) -> None:
    text = "Number|Name|Rate\n1|Chen's clinic|1.5\n2|Ort, Haus|2.5\n".replace("|", sign).replace(
        "Ort, Haus", "Ort Haus"
    )

    facts = open_table(put_file(text)).facts

    assert (facts.delimiter, facts.headers) == (sign, ("Number", "Name", "Rate"))


def test_decimal_commas_do_not_win_over_semicolons() -> None:
    assert sniff_delimiter("Nr;Preis;Menge\n1;1,50;2,00\n2;3,00;1,00\n").sign == ";"


def test_a_spreadsheets_own_separator_line_is_believed(put_file: PutFile, read_file: ReadFile) -> None:
    rows, _ = read_file(put_file("sep=;\r\nNumber;Name\r\n1;Chen, Dr\r\n"))

    assert rows == [(3, ["1", "Chen, Dr"])]


def test_titles_above_and_totals_below_are_left_out(put_file: PutFile) -> None:
    path = put_file(
        'Customer list,"printed 03/04/2025"\n\nNumber,Name,City,Balance\n'
        "1,Chen's clinic,Boston,10\n2,Total Copy,Salem,20\nNumber,Name,City,Balance\n3,Ortiz,Lynn,5\nTotal:,,,35\n,,,\n"
    )
    table = open_table(path)

    rows = list(table.rows(on_broken=lambda _: None))

    assert table.facts.header_line == 3
    assert table.facts.remarks == ("2 lines above the column names were left out.",)
    assert [line for line, _ in rows] == [4, 5, 7]
    assert table.notes.counts == {"Repeated column names were left out": 1, "Totals and end marks were left out": 1}


def test_a_total_line_that_ends_empty_is_left_out(put_file: PutFile) -> None:
    table = open_table(put_file("Number,Name,City\n1,Chen,Boston\nGrand total: 1,,\nEnd of report,,\n"))

    rows = list(table.rows(on_broken=lambda _: None))

    assert rows == [(2, ["1", "Chen", "Boston"])]
    assert table.notes.sentences() == ["Totals and end marks were left out: 2 lines, the first is line 3."]


def test_short_lines_are_filled_and_long_ones_reported(put_file: PutFile, read_file: ReadFile) -> None:
    rows, broken = read_file(put_file("A name,B name,C name\n1,2\n1,2,3,,\n1,2,3,4\n7,8,9\n"))

    assert rows == [(2, ["1", "2", ""]), (3, ["1", "2", "3"]), (5, ["7", "8", "9"])]
    assert [(each.line, each.reason) for each in broken] == [(4, "This line has 4 cells, the column names are 3.")]


def test_empty_lines_are_not_short_ones(put_file: PutFile) -> None:
    table = open_table(put_file("Number,Name,City\n1,Chen,Boston\n\n  \n,,,\n2,Ortiz,Lynn"))

    assert [line for line, _ in table.rows(on_broken=lambda _: None)] == [2, 6]
    assert table.notes.sentences() == []


def test_quoted_cells_may_hold_delimiters_quotes_and_lines(put_file: PutFile, read_file: ReadFile) -> None:
    rows, broken = read_file(put_file('Number,Note,Tech\n1,"jam, twice\nthen ""ok""",Bruno\n2,fine,Dana\n'))

    assert rows == [(2, ["1", 'jam, twice\nthen "ok"', "Bruno"]), (4, ["2", "fine", "Dana"])]
    assert broken == []


def test_an_unclosed_quotation_mark_costs_its_own_line_only(put_file: PutFile, read_file: ReadFile) -> None:
    good = "".join(f"{number},tray,ok,Bruno\n" for number in range(3, 1003))
    rows, broken = read_file(put_file(f'Number,Part,Note,Tech\n1,roller,ok,Dana\n2,"fuser,ok,Dana\n{good}'))

    assert [each.line for each in broken] == [3]
    assert broken[0].cells == ["2", '"fuser', "ok", "Dana"]
    assert len(rows) == 1001
    assert rows[-1] == (1003, ["1002", "tray", "ok", "Bruno"])


def test_two_stray_marks_do_not_swallow_what_lies_between(put_file: PutFile, read_file: ReadFile) -> None:
    rows, broken = read_file(put_file('No,Part,Note,Tech\n1,"a,b,c\n2,a,b,c\n3,a,b,c\n4,a,b",c\n5,a,b,c\n'))

    assert [each.line for each in broken] == [2]
    assert [line for line, _ in rows] == [3, 4, 5, 6]


def test_zero_bytes_and_the_dos_end_mark_disappear(put_file: PutFile, read_file: ReadFile) -> None:
    rows, _ = read_file(put_file(b"Number,Name\r\n1,Ch\x00en\r\n\x1a"))

    assert rows == [(2, ["1", "Chen"])]


def test_a_line_between_two_cells_of_several_lines_may_have_as_many_commas_as_a_row(
    put_file: PutFile, read_file: ReadFile
) -> None:
    rows, broken = read_file(put_file('Number,Part,Note,Told\n1,"x\ny",3,"say ""hi"", then\nz"\n'))

    assert [cells for _, cells in rows] == [["1", "x\ny", "3", 'say "hi", then\nz']]
    assert broken == []


def test_backslash_quotes_are_understood(put_file: PutFile, read_file: ReadFile) -> None:
    rows, _ = read_file(put_file('Number,Note,Tech\n1,"the \\"big\\" one, again",Dana\n2,"a",Bruno\n'))

    assert rows[0] == (2, ["1", 'the "big" one, again', "Dana"])


def test_old_mac_line_ends_are_lines(put_file: PutFile, read_file: ReadFile) -> None:
    rows, _ = read_file(put_file("Number,Name\r1,Chen\r2,Ortiz\r"))

    assert rows == [(2, ["1", "Chen"]), (3, ["2", "Ortiz"])]


def test_a_file_without_column_names_says_so(put_file: PutFile) -> None:
    table = open_table(put_file("1,Chen,03/04/2025\n2,Ortiz,03/05/2025\n"))

    assert table.facts.headers == ("Column 1", "Column 2", "Column 3")
    assert table.facts.header_line == 0
    assert [line for line, _ in table.rows(on_broken=lambda _: None)] == [1, 2]


def test_columns_of_one_name_and_of_none_are_told_apart(put_file: PutFile) -> None:
    facts = open_table(put_file("Phone,Phone,,\n1x,2x,3x,\n4x,5x,6x,\n")).facts

    assert facts.headers == ("Phone", "Phone (2)", "Column 3")


def test_packed_files_are_read_where_they_lie(tmp_path: Path, read_file: ReadFile) -> None:
    with gzip.open(tmp_path / "calls.csv.gz", "wb") as packed:
        packed.write(b"Number,Name\n1,Chen\n")
    with zipfile.ZipFile(tmp_path / "calls.zip", "w") as archive:
        archive.writestr("export/calls.csv", "Number,Name\n1,Chen\n")
        archive.writestr("__MACOSX/._calls.csv", "rubbish")

    assert read_file(tmp_path / "calls.csv.gz")[0] == [(2, ["1", "Chen"])]
    assert read_file(tmp_path / "calls.zip")[0] == [(2, ["1", "Chen"])]
    assert open_table(tmp_path / "calls.zip").facts.name == "calls.zip/export/calls.csv"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "list.csv is empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "list.csv is empty"),
        (b"%PDF-1.7 \n", "list.csv is a PDF"),
        (b"<html><table><tr><td>1", "list.csv is a web page or XML"),
        (b"\x1f\x8b\x08 broken", "list.csv is damaged"),
        (b"PK\x03\x04 broken", "list.csv is damaged"),
        (b",,,\n,,,\n", "list.csv has no cells"),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(content: bytes, sentence: str, put_file: PutFile) -> None:
    with pytest.raises(CannotRead, match=rf"^{sentence}.*\. |^{sentence}\. "):
        open_table(put_file(content, "list.csv"))


def test_a_packed_file_that_breaks_off_is_damaged(put_file: PutFile) -> None:
    whole = gzip.compress("\n".join(f"{n},{n * 7919}" for n in range(200_000)).encode())
    table = open_table(put_file(whole[: len(whole) * 3 // 4], "calls.csv.gz"))

    with pytest.raises(CannotRead, match="was not copied to its end"):
        list(table.rows(on_broken=lambda _: None))


def test_a_sample_comes_from_all_over_a_large_file(put_file: PutFile) -> None:
    lines = "".join(f"{number},Chen's clinic in Boston\n" for number in range(150_000))
    table = open_table(put_file("Number,Name\n" + lines))

    numbers = [int(str(cells[0])) for cells in table.sample()]

    assert min(numbers) == 0
    assert max(numbers) > 140_000
    assert len(numbers) < 4_001


def test_memory_does_not_grow_with_the_file(put_file: PutFile) -> None:
    def peak(lines: int) -> int:
        table = open_table(put_file("Number,Name\n" + "1,Chen's clinic\n" * lines))
        tracemalloc.start()
        assert sum(1 for _ in table.rows(on_broken=lambda _: None)) == lines
        peak_bytes = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak_bytes

    assert peak(40_000) < peak(4_000) + 100_000


@given(data=st.binary(max_size=400))
def test_any_bytes_give_rows_or_a_sentence(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(data)

    # Reading may refuse the file; anything but a refusal would fail the test here.
    with suppress(CannotRead):
        table = open_table(path)
        assert all(len(cells) == len(table.facts.headers) for _, cells in table.rows(on_broken=lambda _: None))
