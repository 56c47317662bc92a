"""A skills matrix comes in as a dealership has it: a row a person, a column a skill."""

from pathlib import Path

import pytest
from tests.builders import a_branch
from tests.builders.imports import a_file, imported

from steadyhand.business.people.models import Skill, Technician
from steadyhand.imports.runs.report import rejected_rows

pytestmark = pytest.mark.django_db
HEADERS = "Technician,Branch,Network level,Norvik C-series,Fuser repair,Scan to folder,Notes"


@pytest.fixture
def bruno() -> Technician:
    branch = a_branch()
    Technician.objects.create(tenant_id=branch.tenant_id, ref="T2", branch=branch, name="Chen")
    return Technician.objects.create(tenant_id=branch.tenant_id, ref="T1", branch=branch, name="Bruno")


def levels() -> list[tuple[str, str, int]]:
    return sorted(Skill.objects.values_list("technician__name", "name", "level"))


def a_matrix(folder: Path, *rows: str) -> Path:
    return a_file(folder / "matrix.csv", HEADERS, *rows)


def test_each_level_is_a_row_of_its_own_and_blanks_are_none(bruno: Technician, tmp_path: Path) -> None:
    report = imported(a_matrix(tmp_path, "T1,COL,2,3,4,,likes it", "Chen,COL,1,-,1 - learning,2,"))

    assert (report.has_landed, report.new, report.rejected) == (True, 4, 0)
    assert levels() == [
        ("Bruno", "Fuser repair", 4),
        ("Bruno", "Norvik C-series", 3),
        ("Chen", "Fuser repair", 1),
        ("Chen", "Scan to folder", 2),
    ]
    assert bruno.name == "Bruno"


def test_a_dry_run_says_what_it_is_and_writes_nothing(bruno: Technician, tmp_path: Path) -> None:
    report = imported(a_matrix(tmp_path, "T1,COL,2,3,4,1,"), lands=False)

    said = " ".join(report.files[0].remarks)
    assert "A matrix of 3 skills, a row a person" in said
    assert "Not levels, so not read here: Branch, Network level, Notes." in said
    assert (report.files[0].kind, report.files[0].new, levels(), bruno.ref) == ("skills", 3, [], "T1")


def test_a_strange_name_and_a_strange_level_are_rejected_with_their_line(bruno: Technician, tmp_path: Path) -> None:
    rows = ("T1,COL,2,1,4,1,", "Nobody,COL,1,2,2,2,", "T2,COL,1,2,2,7,")
    report = imported(a_matrix(tmp_path, *rows), lands=False)

    (rejects,) = tmp_path.glob("media/imports/*/0-rejected.jsonl")
    assert (report.rejected, report.new) == (4, 5)
    assert [(each.line, each.value) for each in rejected_rows(rejects)] == [
        (3, "Nobody"),
        (3, "Nobody"),
        (3, "Nobody"),
        (4, "Scan to folder: 7"),
    ]
    assert bruno.ref == "T1"


def test_the_mended_line_comes_in_again_as_it_stood(bruno: Technician, tmp_path: Path) -> None:
    imported(a_matrix(tmp_path, "T1,COL,2,3,4,1,", "T2,COL,1,2,2,7,", "T1,COL,,,,,"), accepts_good_rows=True)
    rejects = next(tmp_path.glob("media/imports/*/matrix-rejects.csv"))
    mended = tmp_path / "matrix-rejects.csv"
    mended.write_bytes(rejects.read_bytes().replace(b",7,", b",1,"))

    report = imported(mended)

    assert (report.new, report.rejected) == (1, 0)
    assert ("Chen", "Scan to folder", 1) in levels()
    assert bruno.ref == "T1"


def test_the_same_matrix_twice_changes_nothing_and_a_corrected_one_corrects(bruno: Technician, tmp_path: Path) -> None:
    imported(a_matrix(tmp_path, "T1,COL,2,3,4,1,"))
    again = imported(a_matrix(tmp_path, "T1,COL,2,3,4,1,"))
    corrected = imported(a_matrix(tmp_path, "T1,COL,2,3,2,1,"))

    assert (again.new, again.changed, corrected.new, corrected.changed) == (0, 0, 0, 1)
    assert ("Bruno", "Fuser repair", 2) in levels()
    assert bruno.ref == "T1"


def test_a_list_of_technicians_stays_one(tmp_path: Path) -> None:
    a_branch()
    report = imported(
        a_file(tmp_path / "t.csv", "Technician number,Technician name,Branch,Network level", "T9,Ana,COL,3"),
        lands=False,
    )

    assert report.files[0].kind == "technicians"
