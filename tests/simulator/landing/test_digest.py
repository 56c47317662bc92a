import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import transaction
from tests.builders.happenings import UNTIL, a_small_dealership
from tests.builders.running import sqlite_tables

from steadyhand.business.customers.models import Customer
from steadyhand.simulator.landing.bulk import land_in_bulk
from steadyhand.simulator.landing.digest import digest_of

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]


def landed_and_rolled_back() -> str:
    with transaction.atomic():
        landed = land_in_bulk(a_small_dealership(), run="small", until=UNTIL)
        digest = digest_of(landed.tenant_id)
        transaction.set_rollback(True)
    return digest


def test_two_runs_write_the_same_to_the_byte() -> None:
    assert landed_and_rolled_back() == landed_and_rolled_back()


def test_a_single_changed_letter_changes_the_digest() -> None:
    landed = land_in_bulk(a_small_dealership(), run="small", until=UNTIL)
    before = digest_of(landed.tenant_id)

    Customer.objects.of(landed.tenant_id).update(name="Chen Family Clinik")

    assert digest_of(landed.tenant_id) != before


def landed_elsewhere(home: Path, *way: str) -> str:
    """Land it in another process, with another hash seed, in SQLite; return what that says."""
    shutil.copyfile(sqlite_tables(), home / "steadyhand.sqlite3")
    return subprocess.run(  # noqa: S603  # our own interpreter and file
        [sys.executable, str(Path(__file__).with_name("land_small.py")), *way],
        env={
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "DJANGO_SETTINGS_MODULE": "steadyhand.config.settings",
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
            "PYTHONHASHSEED": "4711",
            "STEADYHAND_HOME": str(home),
        },
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout.strip()


@pytest.mark.slow
def test_both_databases_hold_the_same_to_the_byte(tmp_path: Path) -> None:
    # When this suite runs on PostgreSQL, the two are compared.
    assert landed_elsewhere(tmp_path) == landed_and_rolled_back()


@pytest.mark.slow
def test_a_process_beside_writes_the_same_to_the_byte(tmp_path: Path) -> None:
    assert landed_elsewhere(tmp_path, "beside") == landed_and_rolled_back()


@pytest.mark.slow
def test_what_a_process_beside_cannot_write_is_told_and_nothing_stays(tmp_path: Path) -> None:
    assert re.match(r"IntegrityError: .*; 0 left$", landed_elsewhere(tmp_path, "broken"))
