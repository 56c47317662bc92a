"""Courses, ladders and posts' lists leave and come in again as they were; what can't be meant is said."""

from pathlib import Path
from uuid import UUID

import pytest
from tests.builders import a_branch, a_dealership
from tests.builders.imports import a_file, imported

from steadyhand.business.dealership.models import Dealership
from steadyhand.business.people.growth.models import Course, Ladder, RoleNeed
from steadyhand.business.people.growth.needs import post_of
from steadyhand.imports.exporting import export_files
from steadyhand.imports.runs.report import rejected_rows
from steadyhand.shared.actor import the_system

pytestmark = pytest.mark.django_db
KINDS = ("courses", "ladders", "role_needs")
TECHNICAL = ("id", "tenant_id")
COURSE = "Course,Course leads to skill,Course leads to level,Course hours,Course weeks,Course fee"


def everything(tenant_id: UUID) -> list[list[dict[str, object]]]:
    return [
        [
            {name: value for name, value in row.items() if name not in TECHNICAL}
            for row in model.objects.filter(tenant_id=tenant_id).order_by("id").values()
        ]
        for model in (Course, Ladder, RoleNeed)
    ]


def test_what_was_exported_comes_in_again_as_it_was(tmp_path: Path) -> None:
    mine = {"tenant_id": a_branch().tenant_id}
    Course.objects.create(**mine, name="=C school", skill="Norvik C4", to_level=3, vendor="Norvik", line="C",
                          hours=16, weeks=2, cost_cents=125_050, ended_on="2026-05-01")  # fmt: skip
    Course.objects.create(**mine, name="Beside Bruno", skill="Fuser", to_level=1, hours=24, weeks=6)
    Ladder.objects.create(**mine, name="Fuser", kind="trade", rungs=["none", "knows, it", "a\nb", "ד", "5"], wanted=3)
    RoleNeed.objects.create(**mine, post="junior", code="drives", title="Drives", looks_like="A licence", is_must=True,
                            place=2)  # fmt: skip
    files = export_files(tmp_path, by=the_system(mine["tenant_id"], "out"), kinds=KINDS)
    other = Dealership.objects.create(name="Hillside", zone="Europe/Berlin", country="DE")

    report = imported([file.path for file in files], by=the_system(other.id, "in"))
    again = imported([file.path for file in files], by=the_system(other.id, "in"))

    assert (report.refused, report.has_landed, report.new) == ("", True, 4)
    assert (again.new, again.changed) == (0, 0)
    assert everything(other.id) == everything(mine["tenant_id"])


def test_a_changed_course_changes_and_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    a_branch()
    imported(a_file(tmp_path / "courses.csv", COURSE, "C school,Norvik C4,3,16,2,1250"))
    dry = imported(a_file(tmp_path / "courses.csv", COURSE, "C school,Norvik C4,3,8,2,1250"), lands=False)
    before = Course.objects.get().hours
    wet = imported(a_file(tmp_path / "courses.csv", COURSE, "C school,Norvik C4,3,8,2,1250"))

    assert (dry.changed, before, wet.changed, Course.objects.get().hours) == (1, 16, 1, 8)


def test_a_course_to_nowhere_is_rejected_with_the_way_out(tmp_path: Path) -> None:
    a_branch()
    rows = ("Half,Norvik C4,,16,2,0", "Nowhere,,,16,2,0", "Good,Norvik C4,2,16,2,0")

    report = imported(a_file(tmp_path / "courses.csv", COURSE, *rows), lands=False)

    (path,) = tmp_path.glob("media/imports/*/0-rejected.jsonl")
    assert (report.new, [each.line for each in rejected_rows(path)]) == (1, [2, 3])
    assert "Write a skill and level" in [each.what_to_do for each in rejected_rows(path)][1]


def test_a_post_s_list_from_a_file_is_the_post_s_list(tmp_path: Path) -> None:
    a_branch()
    headers = "Post,Code of the need,What the post asks for,How one sees it,Must have"

    imported(a_file(tmp_path / "posts.csv", headers, "junior,drives,Drives,A licence,yes"))

    post = post_of(a_dealership().id, "junior")
    assert (post.is_own, [need.title for need in post.needs]) == (True, ["Drives"])
