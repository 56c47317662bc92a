"""From a dealership's files to its record: what is new, what changes, what is refused and why."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tests.builders import MONDAY, a_branch, a_customer, a_machine, a_user, an_actor
from tests.builders.imports import a_file, imported

from steadyhand.business.calls.models import Call, Code, Visit
from steadyhand.business.customers.models import Customer
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dealership.rules import Role
from steadyhand.business.machines.models import Machine, MeterReading
from steadyhand.business.people.models import Technician
from steadyhand.imports.runs.report import rejected_rows
from steadyhand.shared.lookup import find
from steadyhand.shared.models import Batch, Change, FindingKey, WaitingChange

pytestmark = pytest.mark.django_db

CALLS = (
    "Call Number,Equip #,Taken At,Problem,Closed At,Visit: Technician,Visit: Arrived at,Visit: Finished at,Total meter"
)


def test_a_dry_run_changes_nothing(tmp_path: Path) -> None:
    a_branch()

    report = imported(a_file(tmp_path / "customers.csv", "Customer #,Name", "1001,Chen Family Clinic"), lands=False)

    assert (report.new, report.has_landed) == (1, False)
    assert (Customer.with_arriving.count(), Batch.objects.count(), FindingKey.objects.count()) == (0, 0, 0)


def test_landed_rows_are_seen_and_found(tmp_path: Path) -> None:
    branch = a_branch()

    imported(a_file(tmp_path / "customers.csv", "Customer #,Name,Phone", "1001,Chen Family Clinic,(614) 555-0148"))

    chen = Customer.objects.get()
    assert (chen.ref, chen.name, chen.branch_id, chen.language) == ("1001", "Chen Family Clinic", branch.id, "en")
    found = FindingKey.objects.filter(target_id=chen.id).values_list("key", flat=True)
    assert "w:chen" in found


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    a_branch()
    file = a_file(tmp_path / "customers.csv", "Customer #,Name", "1001,Chen Family Clinic", "1002,Acme")
    imported(file)
    before = list(Customer.objects.values())

    again = imported(file)

    assert (again.new, again.changed, again.files[0].unchanged, again.written) == (0, 0, 2, {})
    assert list(Customer.objects.values()) == before


def test_a_changed_row_is_applied_at_landing_and_history_says_so(tmp_path: Path) -> None:
    chen = a_customer(name="Chen Clinic", ref="1001", phone="1")

    report = imported(a_file(tmp_path / "customers.csv", "Customer #,Name", "1001,Chen Family Clinic"))

    assert (report.new, report.changed) == (0, 1)
    assert Customer.objects.get(id=chen.id).name == "Chen Family Clinic"
    entry = Change.objects.get(about_id=chen.id)
    assert (entry.was, entry.became) == ({"name": "Chen Clinic"}, {"name": "Chen Family Clinic"})
    assert WaitingChange.objects.count() == 0


def test_a_changed_name_is_found_by_the_new_one_only(tmp_path: Path) -> None:
    imported(a_file(tmp_path / "a.csv", "Customer #,Customer name,Branch", f"1001,Oldname,{a_branch().code}"))

    imported(a_file(tmp_path / "b.csv", "Customer #,Customer name,Branch", "1001,Newname,COL"))

    keys = set(FindingKey.objects.values_list("key", flat=True))
    assert ("w:newname" in keys, "w:oldname" in keys) == (True, False)


def test_an_empty_cell_says_nothing(tmp_path: Path) -> None:
    chen = a_customer(ref="1001", phone="(614) 555-0148")

    report = imported(a_file(tmp_path / "customers.csv", "Customer #,Name,Phone", f"1001,{chen.name},"))

    assert report.changed == 0
    assert Customer.objects.get().phone == "(614) 555-0148"


def test_with_a_rejected_row_nothing_lands(tmp_path: Path) -> None:
    a_branch()

    report = imported(a_file(tmp_path / "customers.csv", "Customer #,Name,Branch", "1,Chen,COL", "2,Acme,XXX"))

    assert (report.has_landed, report.rejected) == (False, 1)
    assert "nothing has landed" in report.refused
    assert (Customer.with_arriving.count(), Batch.objects.count()) == (0, 0)


def test_good_rows_land_when_that_is_accepted(tmp_path: Path) -> None:
    a_branch()
    file = a_file(tmp_path / "customers.csv", "Customer #,Name,Branch", "1,Chen,COL", "2,Acme,XXX")

    report = imported(file, accepts_good_rows=True)

    assert (report.has_landed, report.new, report.rejected) == (True, 1, 1)
    assert Customer.objects.get().name == "Chen"


def test_a_rejected_row_names_line_column_value_and_the_way_out(tmp_path: Path) -> None:
    a_branch()

    imported(a_file(tmp_path / "customers.csv", "Customer #,Name,Branch", "1,Chen,COL", "2,Acme,XXX"), lands=False)

    (why,) = rejected_rows(next(tmp_path.glob("media/imports/*/0-rejected.jsonl")))
    assert (why.file, why.line, why.column, why.value) == ("customers.csv", 3, "Branch", "XXX")
    assert why.reason == "Branch XXX is neither in these files nor in the record."
    assert why.what_to_do == "Import the branch first, or correct what is written here."


def test_the_mended_rejects_file_can_be_fed_in_again(tmp_path: Path) -> None:
    a_branch()
    imported(
        a_file(tmp_path / "customers.csv", "Customer #,Name,Branch", "1,Chen,COL", "2,Acme,XXX"), accepts_good_rows=True
    )
    rejects = next(tmp_path.glob("media/imports/*/customers-rejects.csv"))
    mended = tmp_path / "customers-rejects.csv"
    mended.write_bytes(rejects.read_bytes().replace(b"XXX", b"COL"))

    report = imported(mended)

    assert (report.new, report.rejected) == (1, 0)
    assert sorted(Customer.objects.values_list("name", flat=True)) == ["Acme", "Chen"]


def test_files_are_read_in_the_order_in_which_they_name_each_other(tmp_path: Path) -> None:
    a_branch()
    calls = a_file(tmp_path / "a.csv", CALLS, "20001,E1,3/14/2025 9:05,Jam,,,,,")
    machines = a_file(tmp_path / "b.csv", "Equip #,Serial No.,Customer #", "E1,NV1,1001")
    customers = a_file(tmp_path / "c.csv", "Customer #,Customer name", "1001,Chen")

    report = imported([calls, machines, customers])

    assert [file.kind for file in report.files] == ["customers", "machines", "calls"]
    call = Call.objects.select_related("machine", "customer").get()
    assert call.machine is not None
    assert call.customer is not None
    assert (call.machine.serial, call.customer.name) == ("NV1", "Chen")


def test_a_call_brings_its_first_visit_and_its_meter(tmp_path: Path) -> None:
    machine = a_machine(ref="E1")
    bruno = Technician.objects.create(
        tenant_id=machine.tenant_id, branch=machine.customer.branch, ref="T1", name="Bruno Salas"
    )
    row = "20001,E1,3/14/2025 9:05,Jam,3/14/2025 12:05,Bruno Salas,3/14/2025 11:00,3/14/2025 12:00,1300"

    imported(a_file(tmp_path / "calls.csv", CALLS, row))

    visit = Visit.objects.select_related("call").get()
    assert (visit.ref, visit.state, visit.technician_id) == ("20001-1", "done", bruno.id)
    assert (visit.call.state, visit.call.taken_at_how) == ("closed", "entered")
    assert f"{visit.arrived_at:%Y-%m-%d %H:%M}" == "2025-03-14 15:00"
    reading = MeterReading.objects.get()
    assert (reading.shown, reading.pages_total, reading.visit_id) == (1300, 1300, visit.id)


def test_a_bad_visit_takes_its_call_with_it(tmp_path: Path) -> None:
    a_machine(ref="E1")
    row = "20001,E1,3/14/2025 9:05,Jam,3/14/2025 12:05,,3/14/2025 11:00,3/14/2025 10:00,1300"

    report = imported(a_file(tmp_path / "calls.csv", CALLS, row), accepts_good_rows=True)

    assert (report.rejected, report.written) == (1, {})
    assert (Call.objects.count(), MeterReading.objects.count()) == (0, 0)


def test_a_day_without_a_time_is_a_stand_in(tmp_path: Path) -> None:
    a_machine(ref="E1")

    imported(a_file(tmp_path / "calls.csv", "Call Number,Equip #,Taken At,Problem", "1,E1,2025-03-14,Jam"))

    assert Call.objects.get().taken_at_how == "defaulted"


def test_a_name_that_two_rows_share_is_not_guessed(tmp_path: Path) -> None:
    a_customer(name="Acme", ref="1")
    a_customer(name="Acme", ref="2")

    imported(a_file(tmp_path / "machines.csv", "Equip #,Serial No.,Customer #", "E1,NV1,Acme"), lands=False)

    (why,) = rejected_rows(next(tmp_path.glob("media/imports/*/0-rejected.jsonl")))
    assert why.what_to_do == "Write the customer's number instead."


def test_the_same_number_twice_is_refused_unless_all_is_the_same(tmp_path: Path) -> None:
    a_branch()

    report = imported(a_file(tmp_path / "customers.csv", "Customer #,Name", "1,Chen", "1,Chen", "1,Acme"), lands=False)

    assert (report.new, report.files[0].unchanged, report.rejected) == (1, 1, 1)
    (why,) = rejected_rows(next(tmp_path.glob("media/imports/*/0-rejected.jsonl")))
    assert why.reason == "1 was in customers.csv, line 2 already."


def test_without_numbers_rows_are_told_apart_by_their_names(tmp_path: Path) -> None:
    a_customer(name="Chen", ref="1001")
    file = a_file(tmp_path / "contacts.csv", "Customer #,Contact name,Phone", "1001,Grace Chen,555-0149")
    imported(file)

    again = imported(a_file(file, "Customer #,Contact name,Phone", "1001,Grace Chen,555-0150"))

    assert (again.new, again.changed) == (0, 1)


def test_readings_newest_first_are_counted_in_the_order_of_time(tmp_path: Path) -> None:
    a_machine(ref="E1")
    headers = "Machine,Meter kind,Read at,Shown"
    days = ("2025-03-03", "2025-02-03", "2025-01-03")

    imported(a_file(tmp_path / "readings.csv", headers, *(f"E1,mono,{day} 9:00,{day[6]}000" for day in days)))

    totals = MeterReading.objects.order_by("read_at").values_list("pages_total", "verdict")
    assert list(totals) == [(1000, "plausible"), (2000, "plausible"), (3000, "plausible")]


def test_readings_put_right_are_judged_before_the_write_lock_is_taken(
    tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    a_machine(ref="E1")
    headers = "Machine,Meter kind,Read at,Shown"
    later = a_file(tmp_path / "a.csv", headers, "E1,mono,2025-03-03 9:00,3000", "E1,mono,2025-04-03 9:00,500")
    earlier = a_file(tmp_path / "b.csv", headers, "E1,mono,2025-01-03 9:00,400", "E1,mono,2025-02-03 9:00,450")

    with django_assert_max_num_queries(400) as queries:
        imported([later, earlier])

    totals = MeterReading.objects.order_by("read_at").values_list("pages_total", flat=True)
    assert list(totals) == [400, 450, 3000, None]
    asked = [query["sql"] for query in queries.captured_queries]
    (put_right,) = [place for place, sql in enumerate(asked) if 'UPDATE "machines_meterreading"' in sql]
    locked = max(place for place, sql in enumerate(asked[:put_right]) if sql.startswith("SAVEPOINT"))
    assert not any('FROM "machines_meterreading"' in sql for sql in asked[locked:put_right])


def test_work_done_here_is_not_undone_by_an_old_file(tmp_path: Path) -> None:
    a_machine(ref="E1")
    file = a_file(tmp_path / "calls.csv", "Call Number,Equip #,Taken At,Problem", "1,E1,2025-03-14 9:00,Jam")
    imported(file)
    call = Call.objects.get()
    dana = an_actor(Role.DISPATCHER, branch=call.branch)
    Change.objects.create(
        tenant_id=call.tenant_id, at=MONDAY, by_name=dana.name, about_kind="calls.call", about_id=call.id, verb="x"
    )
    Call.objects.filter(id=call.id).update(problem="Jam in tray 2")

    report = imported(file)

    assert (report.changed, Call.objects.get().problem) == (0, "Jam in tray 2")
    assert report.files[0].remarks[-1] == "Calls worked on here since they came were left as they are: 1."


def test_another_call_of_the_same_number_is_refused(tmp_path: Path) -> None:
    machine = a_machine(ref="E1")
    Call.objects.create(
        tenant_id=machine.tenant_id, branch=machine.customer.branch, ref="10001", problem="x", taken_at=MONDAY
    )

    report = imported(
        a_file(tmp_path / "calls.csv", "Call Number,Equip #,Taken At,Problem", "10001,E1,2025-03-14 9:00,Jam"),
        accepts_good_rows=True,
    )

    assert report.rejected == 1
    assert Call.objects.get().problem == "x"


def test_an_administrator_of_one_branch_imports_for_that_branch_only(tmp_path: Path) -> None:
    columbus, dayton = a_branch("COL"), a_branch("DAY")
    theirs = a_customer(name="Dayton Office", ref="D1", branch=dayton)
    by = actor_for(a_user(Role.ADMINISTRATOR, branch=columbus).id)
    customers = a_file(tmp_path / "customers.csv", "Customer #,Name", "D1,Taken Over", "C1,Chen")
    sites = a_file(tmp_path / "sites.csv", "Site Number,Customer #,Site Name", "S1,D1,Main Street")

    report = imported([customers, sites], by=by, accepts_good_rows=True)

    assert [file.rejected for file in report.files] == [1, 1]
    assert Customer.objects.get(id=theirs.id).name == "Dayton Office"
    assert Customer.objects.get(ref="C1").branch_id == columbus.id


def test_a_hundred_machines_take_no_more_queries_than_ten(
    tmp_path: Path, django_assert_max_num_queries: object
) -> None:
    a_customer(ref="1001")
    rows = [f"E{number},NV{number},1001" for number in range(100)]

    with django_assert_max_num_queries(64):  # type: ignore[operator]  # pytest-django's fixture has no type
        imported(a_file(tmp_path / "machines.csv", "Equip #,Serial No.,Customer #", *rows))

    assert Machine.objects.count() == 100


def test_found_rows_lead_to_the_landed_machine(tmp_path: Path) -> None:
    a_customer(ref="1001")

    imported(a_file(tmp_path / "machines.csv", "Equip #,Serial No.,Customer #", "E1,NV-0001,1001"))

    machine = Machine.objects.get()
    assert isinstance(machine.id, UUID)
    assert "i:nv0001" in {key.lower() for key in FindingKey.objects.values_list("key", flat=True)}
    assert callable(find)


def test_a_code_may_say_whose_doing_it_was_in_the_dealers_own_word(tmp_path: Path) -> None:
    a_branch()

    imported(
        a_file(
            tmp_path / "codes.csv",
            "Code kind,Code,Code name,Caused by",
            "cause,PASSWORD,Mail password expired,IT",
            "cause,DAMP,Damp paper,Operator error",
            "cause,FUSER,Fuser worn,",
        )
    )

    assert dict(Code.objects.values_list("code", "caused_by")) == {
        "PASSWORD": "network",
        "DAMP": "operator",
        "FUSER": "",
    }
