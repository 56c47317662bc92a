import json
from pathlib import Path

import jsonschema
from click.testing import CliRunner

from steadyhand.commands.main import steadyhand

REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "stock" / "trucks"
TABLES = [str(path) for path in sorted(REFERENCE.glob("*.csv"))]


def test_the_published_tables_are_answered_in_words() -> None:
    ran = CliRunner().invoke(steadyhand, ["stock", "optimise", *TABLES, "--slots", "30"])

    assert ran.exit_code == 0, ran.output
    assert "Of 100 calls that need parts" in ran.output
    assert "Bruno Tallis" in ran.output
    assert "To carry (" in ran.output


def test_the_answer_for_programs_is_as_its_schema_says() -> None:
    ran = CliRunner().invoke(steadyhand, ["stock", "optimise", *TABLES, "--budget", "5000", "--weight", "40", "--json"])

    answer = json.loads(ran.stdout)
    jsonschema.validate(answer, json.loads((REFERENCE / "answer.schema.json").read_text()))
    assert answer["value"] <= answer["budget"] == 5000


def test_what_cannot_be_is_a_sentence(tmp_path: Path) -> None:
    ran = CliRunner().invoke(steadyhand, ["stock", "optimise", str(tmp_path / "parts.csv")])

    assert ran.exit_code == 1
    assert "parts.csv can't be opened" in ran.output
