"""Calendars, closed days and branches: made with a run, open with its landing, gone with a run thrown away."""

from datetime import date
from pathlib import Path

import pytest
from tests.builders import a_branch, a_user
from tests.builders.imports import a_file, imported

from steadyhand.business.customers.models import Customer
from steadyhand.business.dealership.models import Branch, Calendar, ClosedDay, Dealership
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.imports.exporting import export_files
from steadyhand.shared.actor import the_system
from steadyhand.shared.models import Change

pytestmark = pytest.mark.django_db

HOURS = "Calendar name,Calendar time zone,Monday,Saturday"
BRANCHES = "Branch code,Branch name,Branch calendar"


def some_files(folder: Path) -> list[Path]:
    return [
        a_file(folder / "branches.csv", BRANCHES, "TOL,Toledo,Shop hours"),
        a_file(folder / "calendars.csv", HOURS, ["Shop hours", "America/New_York", "08:00-12:00, 13:00-17:00", ""]),
        a_file(folder / "customers.csv", "Customer #,Customer name,Branch", "1001,Chen,TOL"),
        a_file(folder / "closed_days.csv", "Calendar,Closed on,Reason", "Shop hours,2026-12-24,Inventory"),
    ]


def test_branches_calendars_and_customers_come_in_one_run(tmp_path: Path) -> None:
    a_branch()

    report = imported(some_files(tmp_path))

    assert (report.has_landed, report.new) == (True, 4)
    toledo = Branch.objects.select_related("calendar").get(code="TOL")
    assert (toledo.is_closed, toledo.zone) == (False, "America/New_York")
    assert toledo.calendar.weekly == {"mon": ["08:00-12:00", "13:00-17:00"]}
    assert Customer.objects.get().branch_id == toledo.id
    assert ClosedDay.objects.get().closed_on == date(2026, 12, 24)


def test_a_new_branch_is_closed_until_the_landing(tmp_path: Path) -> None:
    a_branch()
    seen: list[Branch] = []

    imported(
        some_files(tmp_path), told=lambda _rows, _of: seen.extend(Branch.objects.filter(code="TOL", is_closed=False))
    )

    assert seen == []
    assert not Branch.objects.get(code="TOL").is_closed


def test_a_run_that_does_not_land_takes_its_branches_along(tmp_path: Path) -> None:
    a_branch()
    bad = a_file(tmp_path / "sites.csv", "Site number,Customer #,Site name", "S1,9999,Nowhere")

    report = imported([*some_files(tmp_path), bad])

    assert not report.has_landed
    assert (Branch.objects.filter(code="TOL").count(), Calendar.objects.count(), ClosedDay.objects.count()) == (0, 1, 0)


def test_a_changed_branch_changes_at_landing_and_history_says_so(tmp_path: Path) -> None:
    columbus = a_branch("COL", name="Columbus")

    report = imported(a_file(tmp_path / "branches.csv", BRANCHES, "COL,Columbus North,Weekdays"))

    assert (report.new, report.changed) == (0, 1)
    assert Branch.objects.get(id=columbus.id).name == "Columbus North"
    assert Change.objects.get(about_id=columbus.id).was == {"name": "Columbus"}


def test_hours_that_cannot_be_read_are_refused_with_how_to_write_them(tmp_path: Path) -> None:
    a_branch()

    report = imported(a_file(tmp_path / "calendars.csv", HOURS, ["Late", "America/New_York", "8 to 5", ""]))

    assert (report.rejected, report.has_landed) == (1, False)


def test_an_administrator_of_one_branch_opens_no_other(tmp_path: Path) -> None:
    by = actor_for(a_user(Role.ADMINISTRATOR, branch=a_branch("COL")).id)

    report = imported(a_file(tmp_path / "branches.csv", BRANCHES, "TOL,Toledo,Weekdays"), by=by)

    assert (report.rejected, Branch.objects.count()) == (1, 1)


def test_what_was_exported_fits_into_an_empty_dealership(tmp_path: Path) -> None:
    here = a_branch("COL", street="1 High Street")
    ClosedDay.objects.create(
        tenant_id=here.tenant_id, calendar=here.calendar, closed_on=date(2026, 12, 24), reason="=Inventory"
    )
    files = export_files(tmp_path, by=the_system(here.tenant_id, "out"))
    other = Dealership.objects.create(name="Hillside", zone="Europe/Berlin", country="DE")

    report = imported([file.path for file in files], by=the_system(other.id, "in"))

    assert (report.refused, report.has_landed) == ("", True)
    facts = ("code", "name", "zone", "street", "city", "phone", "is_closed", "calendar__name", "calendar__weekly")
    (mine,), (theirs,) = (Branch.objects.of(each).values(*facts) for each in (here.tenant_id, other.id))
    assert mine == theirs
    assert ClosedDay.objects.of(other.id).values_list("closed_on", "reason").get() == (date(2026, 12, 24), "=Inventory")
