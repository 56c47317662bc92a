"""`steadyhand stock predict` on the published example and on files as strangers have them."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from steadyhand.commands.main import steadyhand

REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "stock"
CALLS, PARTS = str(REFERENCE / "calls.csv"), str(REFERENCE / "parts.csv")


def ran(*options: str) -> Result:
    return CliRunner().invoke(steadyhand, ["stock", "predict", *options])


def test_the_example_is_foretold_with_reasons() -> None:
    told = ran(CALLS, "--parts", PARTS)

    assert told.exit_code == 0, told.output
    assert "Learnt from 260 closed calls" in told.output
    assert "E542 was shown: 20 of 24 calls of Aspen K" in told.output
    assert "AK-1201  Fuser unit" in told.output


def test_the_answer_has_the_published_shape() -> None:
    schema = json.loads((REFERENCE / "prediction.schema.json").read_text(encoding="utf-8"))

    answer = json.loads(ran(CALLS, "--parts", PARTS, "--call", "C-2001", "--json").stdout)

    assert set(answer) == set(schema["required"])
    (call,) = answer["calls"]
    assert set(call) == set(schema["properties"]["calls"]["items"]["required"])
    assert {tuple(sorted(part)) for part in call["parts"]} == {tuple(sorted(schema["$defs"]["part"]["required"]))}
    assert {tuple(sorted(code)) for code in call["causes"]} == {tuple(sorted(schema["$defs"]["code"]["required"]))}
    assert call["kit"][0] == "AK-1201"
    assert answer["weights"] == "shipped"


def test_with_no_closed_call_the_shipped_table_answers_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "first.csv"
    path.write_text(
        "call,taken,closed,machine,model,family,parts,problem,meter\n"
        "1,2026-01-05,,M1,Aspen K40c,Aspen K,,ERROR-HEAT,149000\n",
        encoding="utf-8",
    )

    told = ran(str(path), "--parts", PARTS)

    assert told.exit_code == 0, told.output
    assert "Learnt from 0 closed calls; too few to weigh signs by, so the shipped weights stand in." in told.output
    assert told.output.index("AK-1201") < told.output.index("that these")
    assert "No part is known for this model yet: name its parts with --parts." in ran(str(path)).output


def test_what_is_wrong_is_told_with_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "closed.csv"
    path.write_text("call,taken,closed,machine,model,parts\n1,2026-01-05,2026-01-06,M1,K40,\n", encoding="utf-8")

    nothing_open, unknown, missing = ran(str(path)), ran(CALLS, "--call", "C-9"), ran(str(tmp_path / "no.csv"))

    assert "closed.csv has no open call: leave 'closed' empty" in nothing_open.output
    assert "--call names 'C-9', which is no open call in calls.csv" in unknown.output
    assert "give a CSV file in UTF-8" in missing.output
    assert {nothing_open.exit_code, unknown.exit_code, missing.exit_code} == {1}
