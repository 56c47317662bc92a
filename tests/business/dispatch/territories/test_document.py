"""What is published about territories holds, and a mistake in a file is a sentence."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from steadyhand.business.dispatch.territories.designing import design
from steadyhand.business.dispatch.territories.document import as_document, read, region_from
from steadyhand.business.dispatch.territories.region import BadRegion

PUBLISHED = Path(__file__).resolve().parents[4] / "docs" / "reference" / "dispatch" / "territories"


def published(name: str) -> Any:
    return json.loads((PUBLISHED / name).read_text())


def test_the_example_fits_its_schema_and_so_does_its_answer() -> None:
    document = published("columbus.json")
    jsonschema.validate(document, published("region.schema.json"))

    answer = as_document(design(region_from(document)))

    jsonschema.validate(answer, published("design.schema.json"))
    assert {move["customer"]: (move["from"], move["to"]) for move in answer["moved"]} == {
        "bank": ("bruno", "elena"), "hall": ("bruno", "walt"),
    }  # fmt: skip
    assert answer["after"]["spread"] < answer["before"]["spread"]


@pytest.mark.parametrize(
    ("path", "part"),
    [
        (("technicians", 0), "technician"),
        (("customers", 0), "customer"),
        (("customers", 0, "sites", 0), "site"),
        (("customers", 0, "sites", 0, "machines", 0), "machine"),
        (("knobs",), "knobs"),
    ],
)
def test_the_schema_knows_every_field_that_is_read(path: tuple[Any, ...], part: str) -> None:
    document: Any = published("columbus.json")
    inner = document
    for step in path:
        inner = inner[step]
    inner["nonsense"] = 1

    with pytest.raises(BadRegion) as problem:
        region_from(document)

    said = str(problem.value).partition("there are ")[2].rstrip(".").split(", ")
    assert set(said) == set(published("region.schema.json")["$defs"][part]["properties"])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"technicians": []}, "There is no technician to give customers to"),
        ({"technicians": [{"id": "b", "latitude": 400, "longitude": 0, "minutes": 1}]}, "latitude goes from -90 to 90"),
        ({"customers": [{"id": "chen"}]}, r"customers\[0\].sites is empty"),
        ({"customers": "chen"}, "customers should be a list"),
    ],
)
def test_a_mistake_is_told_with_its_place(change: dict[str, Any], said: str) -> None:
    with pytest.raises(BadRegion, match=said):
        region_from(deepcopy(published("columbus.json")) | change)


def test_a_file_that_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadRegion, match="can't be read"):
        read(tmp_path / "nowhere.json")
    (tmp_path / "bad.json").write_text("{")
    with pytest.raises(BadRegion, match=r"bad\.json, line 1: this isn't JSON"):
        read(tmp_path / "bad.json")
