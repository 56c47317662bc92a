"""Imports brought on the page, read by the jobs process for every dealership."""

import logging
from typing import Any

import pytest
from tests.builders import MONDAY, a_branch, a_dealership
from tests.builders.imports import an_import_run

from steadyhand.business.customers.models import Customer
from steadyhand.imports.models import ImportRun
from steadyhand.imports.runs.folders import folder_of
from steadyhand.imports.runs.lease import LEASE
from steadyhand.jobs.run_imports import run_waiting_imports
from steadyhand.shared.identity import new_id

pytestmark = pytest.mark.django_db

FILES = [{"name": "customers.csv", "kept_as": "0.csv"}]


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def a_waiting_run(text: bytes = b"Customer #,Name\n1001,Chen\n", **facts: Any) -> ImportRun:
    run = an_import_run(files=FILES, state=ImportRun.State.QUEUED, **facts)
    (folder_of(run.id) / "0.csv").write_bytes(text)
    return run


def test_nothing_waits_and_nothing_is_done() -> None:
    a_dealership()

    assert run_waiting_imports(MONDAY) == 0


def test_runs_of_every_dealership_are_worked_on() -> None:
    here = a_waiting_run(branch=a_branch())
    other = a_dealership(name="Harbor Copiers")
    there = a_waiting_run(branch=a_branch("HARBOR", tenant_id=other.id), wants=ImportRun.Wants.LAND)

    assert run_waiting_imports(MONDAY) == 2

    here.refresh_from_db()
    there.refresh_from_db()
    assert (here.state, there.state) == (ImportRun.State.CHECKED, ImportRun.State.LANDED)
    assert Customer.objects.get().tenant_id == other.id


def test_a_killed_worker_s_run_is_taken_up_again() -> None:
    a_branch()
    run = a_waiting_run(worker=None)
    ImportRun.objects.filter(id=run.id).update(
        state=ImportRun.State.LANDING, wants=ImportRun.Wants.LAND, worker=new_id(), leased_until=MONDAY, tries=1
    )

    assert run_waiting_imports(MONDAY + LEASE) == 1

    run.refresh_from_db()
    assert (run.state, run.tries, Customer.objects.count()) == (ImportRun.State.LANDED, 2, 1)


def test_a_file_that_breaks_off_fails_with_its_reason(caplog: pytest.LogCaptureFixture) -> None:
    a_branch()
    run = a_waiting_run(b"%PDF-1.4")

    with caplog.at_level(logging.WARNING):
        run_waiting_imports(MONDAY)

    run.refresh_from_db()
    assert run.state == ImportRun.State.FAILED
    assert "customers.csv is a PDF" in run.problem
