"""The command says what it can do, and tells a failure in one sentence."""

import json

import click
import pytest
from click.testing import CliRunner
from django.db import OperationalError

from steadyhand.commands.main import COMMANDS, steadyhand


def test_help_names_every_command_with_something_to_try() -> None:
    said = CliRunner().invoke(steadyhand, ["--help"]).output

    for name, listed in COMMANDS.items():
        assert listed.what in said
        assert f"steadyhand {listed.example}" in said
        assert listed.example.split()[0] == name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_an_example(name: str) -> None:
    answer = CliRunner().invoke(steadyhand, [name, "--help"])

    assert answer.exit_code == 0
    command = steadyhand.get_command(click.Context(steadyhand), name)
    assert isinstance(command, click.Group) or "xample" in answer.output


def test_the_version_can_be_read_by_a_program() -> None:
    answer = json.loads(CliRunner().invoke(steadyhand, ["version", "--json"]).output)

    assert answer["steadyhand"] == "0.1.0"
    assert answer["django"].startswith("5.2")


def test_a_database_that_does_not_answer_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def out_of_reach() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr("steadyhand.commands.tables.apply_migrations", out_of_reach)

    answer = CliRunner().invoke(steadyhand, ["migrate"])

    assert answer.exit_code == 1
    assert answer.output.startswith("The database doesn't answer (connection refused).")


def test_an_unknown_command_is_a_mistake_of_the_typist() -> None:
    assert CliRunner().invoke(steadyhand, ["fly"]).exit_code == 2
