"""Tables are read as they are meant, or refused with the file, the line, the value and the way out."""

from pathlib import Path

import pytest

from steadyhand.business.stock.levels.reading import BadTable, read_fleet

PARTS = "part,cost,name,units_a_slot,lead_days\nF-1,289.00,Fuser,1,2\nR-1,42.5,Rollers,2,\n"
CALLS = (
    "call,truck,date,model,part,quantity,could_wait\n"
    "C1,T1,2026-10-01,F,F-1,1,\nC1,T1,2026-10-01,F,R-1,2,yes\nC2,T1,2026-10-02,F,,,\n"
)
TRUCKS = "truck,branch,budget\nT1,COL,4000\n"
LEVELS = "place,part,level\nT1,F-1,2\nCOL,F-1,4\n"
TABLES = {"parts.csv": PARTS, "calls.csv": CALLS, "trucks.csv": TRUCKS, "levels.csv": LEVELS}


def files(folder: Path, **changed: str) -> list[Path]:
    tables = TABLES | {f"{name}.csv": text for name, text in changed.items()}
    for name, text in tables.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name, text in tables.items() if text]


def test_the_tables_say_together_what_is_known(tmp_path: Path) -> None:
    fleet = read_fleet(files(tmp_path))

    assert [(part.ref, part.cost_cents, part.a_slot, part.lead_days) for part in fleet.parts] == [
        ("F-1", 28900, 1, 2.0),
        ("R-1", 4250, 2, 0.0),
    ]
    assert (fleet.trucks[0].branch, fleet.trucks[0].most_cents) == ("COL", 400_000)
    assert (fleet.now, fleet.at_branch) == ({("T1", "F-1"): 2}, {("COL", "F-1"): 4})
    assert fleet.history.calls == 2
    assert fleet.history.could_wait.tolist() == [False, True]


def test_trucks_are_known_from_calls_if_nobody_lists_them(tmp_path: Path) -> None:
    fleet = read_fleet(files(tmp_path, trucks="", levels=""))

    assert [truck.ref for truck in fleet.trucks] == ["T1"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"parts": PARTS.replace("289.00", "€289")},
            "parts.csv, line 2, cost '€289' is no number: write it as in 1250",
        ),
        ({"parts": PARTS.replace("289.00", "-2")}, "line 2, cost '-2' is less than 0: give 0 or more"),
        ({"parts": PARTS.replace("R-1", "F-1")}, "line 3, part 'F-1' stands there twice: leave one line"),
        ({"parts": PARTS.replace(",1,2", ",0,2")}, "units_a_slot '0' is less than 1"),
        ({"parts": PARTS.replace("lead_days", "leaddays")}, "column 'leaddays' isn't known for parts: take it out"),
        ({"parts": PARTS.replace("F-1,289.00", "F-1")}, "line 2 has 4 cells where 5 columns are"),
        ({"parts": ""}, "No file with parts is given: its first line has the columns part, cost"),
        ({"calls": CALLS.replace("2026-10-02", "yesterday")}, "line 4, date 'yesterday' is no day: write it as in"),
        ({"calls": CALLS.replace("R-1,2", "R-9,2")}, "line 3, part 'R-9' stands in no file with parts: add it there"),
        ({"calls": CALLS.replace("R-1,2", "R-1,2.5")}, "quantity '2.5' can't be: give a whole number from 1 to 99"),
        ({"calls": CALLS.replace("yes", "perhaps")}, "could_wait 'perhaps' is neither yes nor no"),
        ({"calls": CALLS.replace("C1,T1,2026-10-01,F,R", "C1,T2,2026-10-01,F,R")}, "call 'C1' has lines that differ"),
        ({"calls": CALLS.replace("T1", "T9")}, "None of the trucks T1 … has a call: use the same names"),
        ({"calls": CALLS.split("\n", maxsplit=1)[0] + "\n"}, "The file with calls has no line beneath its columns"),
        ({"levels": LEVELS.replace("COL", "Nowhere")}, "place 'Nowhere' is neither a truck nor a branch: use a name"),
        ({"levels": LEVELS.replace("COL", "T1")}, "line 3, part 'F-1' stands twice for 'T1'"),
        ({"levels": LEVELS.replace(",4", ",")}, "line 3, level '' stands empty: every line needs it"),
        ({"trucks": "lorry\nT1\n"}, "the columns lorry are of no table that is known"),
    ],
)
def test_what_cannot_be_is_told_with_its_place_and_the_way_out(
    tmp_path: Path, changed: dict[str, str], said: str
) -> None:
    with pytest.raises(BadTable) as told:
        read_fleet(files(tmp_path, **changed))

    assert said in str(told.value)


def test_a_file_that_is_not_there_or_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_bytes(b"part,cost\n\xff\xfe,1\n")

    with pytest.raises(BadTable, match=r"nothing.csv can't be opened \(No such file"):
        read_fleet([tmp_path / "nothing.csv"])
    with pytest.raises(BadTable, match=r"odd.csv is no CSV in UTF-8"):
        read_fleet([tmp_path / "odd.csv"])
