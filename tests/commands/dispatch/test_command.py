import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from steadyhand.business.dispatch.solver import large
from steadyhand.commands.main import steadyhand

MONDAY = Path(__file__).resolve().parents[3] / "docs" / "reference" / "dispatch" / "monday.json"


def test_a_day_in_a_file_is_planned_and_explained() -> None:
    ran = CliRunner().invoke(steadyhand, ["dispatch", "solve", str(MONDAY), "--seconds", "0.2"])

    assert ran.exit_code == 0, ran.output
    assert "certified for Aurora until 12 May 2026" in ran.output
    assert "bank-2 isn't served: the site needs clearance bank; Bruno has none; Elena's certificate" in ran.output


@pytest.mark.parametrize("engine", ["auto", "vroom", "pyvrp", "greedy"])
def test_each_engine_answers_as_json(engine: str) -> None:
    command = ["dispatch", "solve", str(MONDAY), "--seconds", "0.2", "--engine", engine, "--json"]

    answer = json.loads(CliRunner().invoke(steadyhand, command).stdout)

    assert answer["engine"] == engine
    assert answer["served"] + len(answer["unserved"]) == 6
    assert set(answer) == {"cost", "distance", "served", "unserved", "costs", "routes", "engine", "seconds"}


def test_a_large_day_is_planned_in_parts_and_explained_where_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "LARGE_TECHNICIANS", 2)
    command = ["dispatch", "solve", str(MONDAY), "--seconds", "0.2", "--cores", "1"]

    ran = CliRunner().invoke(steadyhand, [*command, "--why", "bank-2"])

    assert "bank-2 isn't served: the site needs clearance bank" in ran.output
    assert "certified for Aurora" not in ran.output
    assert "'bank-9', which is no visit" in CliRunner().invoke(steadyhand, [*command, "--why", "bank-9"]).output


def test_a_missing_file_is_a_sentence() -> None:
    ran = CliRunner().invoke(steadyhand, ["dispatch", "solve", "nowhere.json"])

    assert ran.exit_code == 1
    assert "nowhere.json can't be read" in ran.output


def test_territories_in_a_file_are_designed_and_told() -> None:
    columbus = str(MONDAY.parent / "territories" / "columbus.json")

    ran = CliRunner().invoke(steadyhand, ["dispatch", "territories", columbus])
    answer = json.loads(CliRunner().invoke(steadyhand, ["dispatch", "territories", columbus, "--json"]).stdout)

    assert "2 customers would have somebody else" in ran.output
    assert "bank: bruno → elena, 2,000 minutes of work, -101 of driving" in ran.output
    assert answer["assigned"]["bank"] == "elena"
    assert "can't be read" in CliRunner().invoke(steadyhand, ["dispatch", "territories", "nowhere.json"]).output
