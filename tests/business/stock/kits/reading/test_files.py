"""Calls and parts from files; what is wrong is told with line, value and way out."""

import gzip
from pathlib import Path

import pytest

from steadyhand.business.stock.kits.reading.files import CannotRead, read_calls, read_parts

HEADER = "call,taken,closed,machine,model,parts,type,meter\n"


def written(folder: Path, text: str, name: str = "calls.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_published_example_is_read() -> None:
    folder = Path(__file__).parents[5] / "docs/reference/stock"

    calls, parts = read_calls(folder / "calls.csv"), read_parts(folder / "parts.csv")

    assert len(calls.done) == 260
    assert [each.key for each in calls.still_open] == ["C-2001", "C-2002", "C-2003"]
    assert {number for each in calls.done for number in each.parts} <= {part.number for part in parts}
    assert [each.call.taken_day for each in calls.done] == sorted(each.call.taken_day for each in calls.done)


def test_semicolons_gzip_and_any_order_of_lines_will_do(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv.gz"
    path.write_bytes(
        gzip.compress(
            b"model;call;taken;closed;machine;parts\nK40;2;2026-02-01;2026-02-02;M1;A|B|A\nK40;1;2026-01-01;2026-01-02;M1;\n"
        )
    )

    done = read_calls(path).done

    assert [(each.call.key, each.parts) for each in done] == [("1", ()), ("2", ("A", "B"))]
    assert done[0].call.call_type == "corrective"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("1,1 May,,M1,K40,,,", r"calls.csv, line 2: taken '1 May' is no date: write it as 2026-11-29"),
        ("1,2026-01-05,2026-01-01,M1,K40,,,", r"line 2: closed '2026-01-01' lies before taken '2026-01-05'"),
        ("1,2026-01-05,,M1,K40,A,,", r"line 2: parts are 'A' but closed is empty: give the day"),
        ("1,2026-01-05,,M1,,,,", r"line 2: model is empty"),
        ("1,2026-01-05,,M1,K40,,repair,", r"line 2: type 'repair' is none of corrective"),
        ("1,2026-01-05,,M1,K40,,,lots", r"line 2: meter 'lots' is no number of pages: write digits only"),
        ("1,2026-01-05,,M1,K40,,,-5", r"line 2: meter '-5' is no number of pages"),
        ("1,2026-01-05,,M1,K40,,", r"line 2: 7 cells, the first line has 8"),
        ("1,2026-01-05,,M1,K40,,,\n1,2026-01-06,,M1,K40,,,", r"line 3: call '1' stands in line 2 already"),
    ],
)
def test_a_fault_is_told_with_its_line_its_value_and_the_way_out(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(CannotRead, match=told):
        read_calls(written(tmp_path, HEADER + line + "\n"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty: its first line must name the columns"),
        ("call,taken\n", "no column 'closed'"),
        (HEADER.replace("meter", "metre"), "column 'metre' isn't known: leave it out, or name it one of"),
        (HEADER.replace("meter", "type"), "column 'type' stands there twice"),
    ],
)
def test_a_header_must_be_understood_whole(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(CannotRead, match=told):
        read_calls(written(tmp_path, text))


def test_all_faults_are_told_at_once_and_counted(tmp_path: Path) -> None:
    lines = "".join(f"{number},never,,M1,K40,,,\n" for number in range(8))

    with pytest.raises(CannotRead, match=r"(?s)line 2.*line 6.*and 3 more"):
        read_calls(written(tmp_path, HEADER + lines))


def test_a_part_without_a_name_or_twice_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="line 2: name is empty"):
        read_parts(written(tmp_path, "number,name\nA,\n"))
    with pytest.raises(CannotRead, match="line 3: part 'A' stands in the file already"):
        read_parts(written(tmp_path, "number,name\nA,x\nA,y\n"))
    with pytest.raises(CannotRead, match="give a CSV file"):
        read_parts(tmp_path / "missing.csv")
