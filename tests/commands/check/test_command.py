"""`steadyhand check` answers a person and a program, and fails when something is bad."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.builders import a_branch

from steadyhand.commands.check import tables
from steadyhand.commands.check.finding import bad
from steadyhand.commands.main import steadyhand

pytestmark = pytest.mark.django_db


def test_a_sound_machine_is_fit(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    a_branch()

    answer = CliRunner().invoke(steadyhand, ["check", "--json"])

    assert answer.output, answer.exception
    said = json.loads(answer.output)
    assert (answer.exit_code, said["is_fit"]) == (0, True)
    found = {finding["what"] for finding in said["findings"]}
    assert found >= {"home", "secret key", "disk space", "database", "tables", "time zones", "jobs"}


def test_one_bad_finding_fails_it(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.HOME = tmp_path
    monkeypatch.setattr(tables, "migrations_applied", lambda: bad("tables", "3 migrations wait."))

    answer = CliRunner().invoke(steadyhand, ["check"])

    assert answer.exit_code == 1
    assert "bad  tables          3 migrations wait." in answer.output


def test_only_migrations_are_asked_for_when_only_they_matter() -> None:
    answer = CliRunner().invoke(steadyhand, ["check", "--migrations", "--json"])

    assert [finding["what"] for finding in json.loads(answer.output)["findings"]] == ["migrations"]
    assert answer.exit_code == 0
