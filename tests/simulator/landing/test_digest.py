import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import transaction
from tests.builders.happenings import UNTIL, a_small_dealership

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


@pytest.mark.slow
def test_both_databases_hold_the_same_to_the_byte(tmp_path: Path) -> None:
    here = landed_and_rolled_back()

    # Another process, another hash seed, and SQLite: when this suite runs on PostgreSQL, the two are compared.
    elsewhere = subprocess.run(  # noqa: S603  # our own interpreter and file
        [sys.executable, str(Path(__file__).with_name("land_small.py"))],
        env={
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "DJANGO_SETTINGS_MODULE": "steadyhand.config.settings",
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
            "PYTHONHASHSEED": "4711",
            "STEADYHAND_HOME": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()

    assert elsewhere == here
