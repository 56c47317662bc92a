"""Encodings are recognised, and what was assumed is said."""

import pytest
from tests.imports.reading.conftest import PutFile, ReadFile

from steadyhand.imports.reading.files import CannotRead, open_table
from steadyhand.imports.reading.files.encoding import sniff_encoding

NAMES = "Nummer;Name;Ort\n1;Größe & Söhne;Köln\n2;Café Noël;Besançon\n3;Peña – Año;Málaga\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman", "cp850"],
)
def test_names_arrive_whole_from_every_usual_encoding(encoding: str, put_file: PutFile, read_file: ReadFile) -> None:
    path = (
        put_file(NAMES, encoding=encoding)
        if encoding != "cp850"
        else put_file(NAMES.replace("–", "-"), encoding=encoding)
    )

    rows, _ = read_file(path)

    assert rows[0] == (2, ["1", "Größe & Söhne", "Köln"])
    assert rows[1] == (3, ["2", "Café Noël", "Besançon"])


def test_cyrillic_is_read_by_the_best_guess_and_said(put_file: PutFile) -> None:
    text = "номер;имя клиента;город\n" + "1;Копировальный центр на Невском;Санкт-Петербург\n" * 20

    table = open_table(put_file(text, encoding="cp1251"))

    assert table.facts.encoding == "cp1251"
    assert table.facts.remarks == ("Letters outside English were read as cp1251, the best guess.",)


def test_an_assumed_encoding_is_said(put_file: PutFile) -> None:
    facts = open_table(put_file(NAMES, encoding="cp1252")).facts

    assert facts.encoding == "cp1252"
    assert facts.remarks == ("The file is not UTF-8; its letters outside English were read as cp1252.",)


def test_a_stray_byte_far_below_the_sample_is_repaired_and_counted(put_file: PutFile) -> None:
    lines = b"Number,Name\n" + b"1,Dana\n" * 90_000 + b"2,Caf\xe9\n" + b"3,Bruno\n" * 90_000
    table = open_table(put_file(lines + "4,Zoë\n".encode() * 90_000))

    rows = dict(table.rows(on_broken=lambda _: None))

    assert rows[90_002] == ["2", "Café"]
    assert rows[180_003] == ["4", "Zoë"]
    assert table.notes.sentences() == [
        "Signs that don't fit the file's encoding were read as Windows-1252: 1 line, the first is line 90002."
    ]


def test_a_large_utf_16_file_without_a_mark_is_recognised(put_file: PutFile, read_file: ReadFile) -> None:
    rows, _ = read_file(put_file("Number,Name\n" + "1,Zoë\n" * 120_000, encoding="utf-16-le"))

    assert len(rows) == 120_000
    assert rows[-1] == (120_001, ["1", "Zoë"])


def test_binary_rubbish_is_refused_with_a_way_out() -> None:
    with pytest.raises(CannotRead, match=r"^calls\.csv is not text and not a workbook\. Export the list again"):
        sniff_encoding(bytes(range(256)) * 4, name="calls.csv")
