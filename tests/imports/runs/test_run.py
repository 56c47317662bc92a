"""What goes wrong on the way leaves nothing half-done: interrupted, killed, overtaken by somebody's work."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.builders import MONDAY, a_branch, a_customer, a_dealership
from tests.builders.imports import a_file, an_import_run, imported

from steadyhand.business.customers.models import Customer
from steadyhand.imports.files import AnotherImportRuns, carry_out, plan_import
from steadyhand.imports.models import ImportRun
from steadyhand.imports.runs.lease import LEASE, LeaseLost, claim, claim_next, release_dead
from steadyhand.shared.actor import the_system
from steadyhand.shared.clock import read_clock
from steadyhand.shared.identity import new_id
from steadyhand.shared.landing import open_batch
from steadyhand.shared.models import Batch, FindingKey

pytestmark = pytest.mark.django_db

# More than one chunk of rows.
MANY = 4_500


def many_customers(folder: Path) -> Path:
    rows = [f"C{number},Office {number}" for number in range(MANY)]
    return a_file(folder / "customers.csv", "Customer #,Name", *rows)


def test_ctrl_c_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    a_branch()

    def interrupt(rows: int, _of: int) -> None:
        if rows > 2_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        imported(many_customers(tmp_path), told=interrupt)

    assert (Customer.with_arriving.count(), FindingKey.objects.count(), Batch.objects.count()) == (0, 0, 0)
    assert ImportRun.objects.get().state == ImportRun.State.DISCARDED


def test_nobody_sees_a_row_before_all_have_landed(tmp_path: Path) -> None:
    a_branch()
    seen = []

    def look(_rows: int, _of: int) -> None:
        seen.append((Customer.objects.count(), Customer.with_arriving.count() > 0))

    imported(many_customers(tmp_path), told=look)

    assert set(seen) == {(0, True)}
    assert Customer.objects.count() == MANY


def test_a_row_made_here_meanwhile_is_met_in_a_second_pass(tmp_path: Path) -> None:
    branch = a_branch()
    passes = []

    def somebody_works(rows: int, _of: int) -> None:
        passes.append(rows)
        if len(passes) == 1:
            a_customer(name="Made here", ref=f"C{MANY - 1}", branch=branch)

    report = imported(many_customers(tmp_path), told=somebody_works)

    assert (report.has_landed, report.new, report.changed) == (True, MANY - 1, 1)
    assert Customer.objects.get(ref=f"C{MANY - 1}").name == f"Office {MANY - 1}"


def test_a_row_changed_here_meanwhile_is_compared_anew(tmp_path: Path) -> None:
    chen = a_customer(name="Chen", ref="1001")
    file = a_file(tmp_path / "customers.csv", "Customer #,Name", "1001,Chen Family Clinic")
    passes = []

    def somebody_works(_rows: int, _of: int) -> None:
        passes.append(1)
        if len(passes) == 1:
            Customer.objects.filter(id=chen.id).update(name="Chen & Sons")

    report = imported(file, told=somebody_works)

    assert (len(passes), report.changed) == (2, 1)
    assert Customer.objects.get().name == "Chen Family Clinic"


def test_a_dead_worker_s_rows_are_thrown_away_and_its_run_waits_again() -> None:
    branch = a_branch()
    batch = open_batch(tenant_id=branch.tenant_id, source="customers.csv", now=MONDAY)
    Customer.objects.create(tenant_id=branch.tenant_id, ref="1", branch=branch, name="Half", batch_id=batch.id)
    run = an_import_run(state=ImportRun.State.LANDING, batch_id=batch.id, worker=new_id(), leased_until=MONDAY, tries=1)

    released = release_dead(tenant_id=branch.tenant_id, now=MONDAY + timedelta(seconds=1))

    run.refresh_from_db()
    assert (released, run.state, run.batch_id) == (1, ImportRun.State.QUEUED, None)
    assert (Customer.with_arriving.count(), Batch.objects.count()) == (0, 0)


def test_a_worker_that_lives_is_left_alone() -> None:
    run = an_import_run(state=ImportRun.State.LANDING, worker=new_id(), leased_until=MONDAY + LEASE)

    assert release_dead(tenant_id=run.tenant_id, now=MONDAY) == 0


def test_files_that_kill_the_server_three_times_are_given_up() -> None:
    run = an_import_run(state=ImportRun.State.CHECKING, worker=new_id(), leased_until=MONDAY, tries=3)

    release_dead(tenant_id=run.tenant_id, now=MONDAY + LEASE)

    run.refresh_from_db()
    assert run.state == ImportRun.State.FAILED
    assert "stopped three times" in run.problem


def test_a_run_at_a_terminal_is_discarded_when_its_process_is_gone() -> None:
    run = an_import_run(state=ImportRun.State.LANDING, is_attended=True, worker=new_id(), leased_until=MONDAY)

    release_dead(tenant_id=run.tenant_id, now=MONDAY + LEASE)

    run.refresh_from_db()
    assert run.state == ImportRun.State.DISCARDED


def test_two_workers_never_take_one_run() -> None:
    run = an_import_run(state=ImportRun.State.QUEUED)
    same = ImportRun.objects.get(id=run.id)

    assert [claim(run, now=MONDAY), claim(same, now=MONDAY)] == [True, False]


def test_one_import_of_a_dealership_at_a_time() -> None:
    an_import_run(state=ImportRun.State.LANDING, worker=new_id(), leased_until=MONDAY + LEASE)
    an_import_run(state=ImportRun.State.QUEUED)

    assert claim_next(tenant_id=a_dealership().id, now=MONDAY) is None


def test_whoever_comes_second_at_a_terminal_is_told_to_wait(tmp_path: Path) -> None:
    a_branch()
    by = the_system(a_dealership().id, "a test")
    run, files = plan_import([many_customers(tmp_path)], by=by, now=MONDAY)
    an_import_run(state=ImportRun.State.LANDING, worker=new_id(), leased_until=read_clock() + LEASE)

    with pytest.raises(AnotherImportRuns, match="by Ada Moreno is under way"):
        carry_out(run, files, by=by, lands=True, now=read_clock())


def test_a_worker_that_lost_its_lease_writes_no_more(tmp_path: Path) -> None:
    a_branch()

    def taken_over(_rows: int, _of: int) -> None:
        run = ImportRun.objects.get()
        Customer.with_arriving.all()._raw_delete("default")
        ImportRun.objects.filter(id=run.id).update(worker=new_id())

    with pytest.raises(LeaseLost):
        imported(many_customers(tmp_path), told=taken_over)

    assert Customer.with_arriving.count() == 0
