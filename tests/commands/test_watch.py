"""`steadyhand watch`: the folder at a terminal, for people and for programs."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.builders import a_branch
from tests.builders.erp import a_saved_mapping, a_watched_folder, dropped

from steadyhand.business.customers.models import Customer
from steadyhand.commands.watch import watch_command
from steadyhand.imports.models import SavedMapping
from steadyhand.imports.watching import settling

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_places(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ERP_ROOT = tmp_path / "erp"
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr(settling, "SETTLED_AFTER", timedelta(seconds=0.2))


def test_without_a_folder_it_says_where_to_set_one_up() -> None:
    a_branch()

    result = CliRunner().invoke(watch_command, ["--status"])

    assert result.exit_code == 1
    assert "an administrator sets it up" in result.stderr


def test_once_reads_what_is_there_and_tells_a_program() -> None:
    a_branch()
    a_saved_mapping()
    dropped(a_watched_folder(), "No,Name,Phone\n1,Chen,\n2,,\n")

    result = CliRunner().invoke(watch_command, ["--once", "--json"])

    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)
    assert [(each["name"], each["state"], each["new"], each["rejected"]) for each in answer["files"]] == [
        ("customers.csv", "landed", 1, 1)
    ]
    assert answer["differences_to_decide"] == 0
    assert Customer.objects.get().name == "Chen"
    assert "customers.csv" in CliRunner().invoke(watch_command, ["--status"]).stdout


def test_a_mapping_is_kept_for_the_folder() -> None:
    a_branch()
    a_watched_folder()

    result = CliRunner().invoke(watch_command, ["--mapping", "e-automate-like"])

    assert result.exit_code == 0, result.output
    assert SavedMapping.objects.filter(kind="customers").exists()
