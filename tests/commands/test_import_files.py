"""The import and export commands: what they print, and what their exit tells a script."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.builders import a_branch, a_customer
from tests.builders.imports import a_file

from steadyhand.business.customers.models import Customer
from steadyhand.commands.export_files import export_command
from steadyhand.commands.import_files import import_command

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _awake(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    """Settings and tables are loaded already, and stay the test's own."""
    for module in ("import_files", "export_files"):
        monkeypatch.setattr(f"steadyhand.commands.{module}.wake", lambda: None)
    settings.MEDIA_ROOT = tmp_path / "media"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(import_command, [str(argument) for argument in arguments])


def test_without_land_it_is_a_dry_run_and_says_so(tmp_path: Path) -> None:
    a_branch()

    result = run(a_file(tmp_path / "customers.csv", "Customer #,Name", "1001,Chen"))

    assert result.exit_code == 0
    assert "That was a dry run: nothing was changed. To land 1 rows, add --land." in result.output
    assert Customer.objects.count() == 0


def test_with_land_the_rows_are_there(tmp_path: Path) -> None:
    a_branch()

    result = run(a_file(tmp_path / "customers.csv", "Customer #,Name", "1001,Chen"), "--land")

    assert "Landed: 1 new rows, 0 changed." in result.output
    assert Customer.objects.get().name == "Chen"


def test_rejected_rows_end_with_three_and_the_way_out(tmp_path: Path) -> None:
    a_branch()

    result = run(a_file(tmp_path / "customers.csv", "Customer #,Name,Branch", "1,Chen,XXX"), "--land")

    assert result.exit_code == 3
    assert (
        "customers.csv, line 2, Branch: “XXX” Branch XXX is neither in these files nor in the record." in result.output
    )
    assert "customers-rejects.csv" in result.output


def test_a_program_reads_the_report_as_json(tmp_path: Path) -> None:
    a_branch()

    result = run(a_file(tmp_path / "customers.csv", "Customer #,Name", "1001,Chen"), "--json")

    answer = json.loads(result.output)
    assert (answer["new"], answer["has_landed"], answer["files"][0]["columns"]["Customer name"]) == (1, False, "Name")


def test_the_mapping_is_kept_to_edit_and_used_again(tmp_path: Path) -> None:
    a_branch()
    file, mapping = a_file(tmp_path / "list.csv", "Customer #,Name,Trading As", "1,Chen GmbH,Chen"), tmp_path / "m.json"
    run(file, "--save-mapping", mapping)
    mapping.write_text(mapping.read_text().replace('"from": "Name"', '"from": "Trading As"'))

    run(file, "--mapping", mapping, "--land")

    assert Customer.objects.get().name == "Chen"


def test_what_is_no_list_is_one_sentence_and_no_traceback(tmp_path: Path) -> None:
    a_branch()
    (tmp_path / "list.csv").write_bytes(b"%PDF-1.4")

    result = run(tmp_path / "list.csv")

    assert result.exit_code == 1
    assert "list.csv is a PDF" in result.output


def test_an_export_writes_a_file_a_kind(tmp_path: Path) -> None:
    a_customer(name="Chen Family Clinic", ref="1001")

    result = CliRunner().invoke(export_command, [str(tmp_path / "out"), "--kind", "customers"])

    assert result.exit_code == 0
    assert "1001,Chen Family Clinic,COL" in (tmp_path / "out" / "customers.csv").read_text("utf-8-sig")


def test_an_unknown_kind_names_those_there_are(tmp_path: Path) -> None:
    a_branch()

    result = CliRunner().invoke(export_command, [str(tmp_path / "out"), "--kind", "clients"])

    assert result.exit_code == 1
    assert "There is no kind 'clients' of files; there are calendars, closed_days" in result.output
