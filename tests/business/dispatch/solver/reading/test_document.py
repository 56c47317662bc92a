"""Our own JSON: what it says, and what is said where it is wrong."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from steadyhand.business.dispatch.solver import checker
from steadyhand.business.dispatch.solver.answer import as_document
from steadyhand.business.dispatch.solver.planning import plan_day
from steadyhand.business.dispatch.solver.problem import BadProblem
from steadyhand.business.dispatch.solver.reading.document import problem_from

PUBLISHED = Path(__file__).resolve().parents[5] / "docs" / "reference" / "dispatch"
DAY: dict[str, Any] = {
    "day": "2026-03-02",
    "places": [{"id": "branch"}, {"id": "chen"}],
    "travel_minutes": [[0, 10], [10, 0]],
    "technicians": [{"id": "bruno", "start": "branch", "end": "branch", "shift": ["08:00", "17:00"]}],
    "visits": [{"id": "v1", "place": "chen", "minutes": 60}],
}


def published(name: str) -> Any:
    return json.loads((PUBLISHED / name).read_text())


@pytest.mark.parametrize("path", sorted(PUBLISHED.glob("*.json")), ids=lambda path: path.name)
def test_what_is_published_holds(path: Path) -> None:
    if path.name.endswith(".schema.json"):
        jsonschema.Draft202012Validator.check_schema(published(path.name))
        return
    document = published(path.name)
    jsonschema.validate(document, published("problem.schema.json"))

    answer = as_document(plan_day(problem_from(document), seconds=0.1))

    jsonschema.validate(answer, published("answer.schema.json"))
    # The checker wants drives told; this example leaves them to straight lines.
    travel = (problem_from(document).travel_seconds / 60).tolist()
    assert checker.broken_rules(document | {"travel_minutes": travel}, answer) == []


def test_the_schema_knows_every_field_that_is_read() -> None:
    schema = published("problem.schema.json")

    for part, known in (("technician", schema["$defs"]["technician"]), ("visit", schema["$defs"]["visit"])):
        document = deepcopy(DAY)
        document[f"{part}s"][0]["nonsense"] = 1
        with pytest.raises(BadProblem) as problem:
            problem_from(document)
        said = str(problem.value).partition("there are ")[2].rstrip(".").split(", ")
        assert set(said) == set(known["properties"])


@pytest.mark.parametrize(
    ("where", "value", "said"),
    [
        (("day",), "Monday", "day should be a day as in 2026-03-02."),
        (("visits", 0, "place"), "moon", "visits[0].place is 'moon', which isn't among the places."),
        (("visits", 0, "minutes"), "long", "visits[0].minutes should be a number, 0 or more."),
        (("visits", 0, "promised"), ["9", "10"], "visits[0].promised should be a time as in 08:30."),
        (("visits", 0, "promised"), ["11:00", "10:00"], "visits[0].promised ends before it begins."),
        (("visits", 0, "together"), ["bruno", "zoe"], "Visit 'v1' names technician 'zoe', who isn't in the list."),
        (
            ("visits", 0, "fix_chance"),
            {"bruno": 7},
            "Visit 'v1' has a chance of being fixed at once that isn't between",
        ),
        (("technicians", 0, "shift"), None, "technicians[0].shift is missing"),
        (("technicians", 0, "certificates"), {"Aurora": "May"}, "technicians[0].certificates.Aurora should be a day"),
        (("travel_minutes",), [[0, 10]], "travel_minutes should have 2 rows of 2 numbers"),
        (("travel_minutes",), [[0, -1], [1, 0]], "travel_minutes should hold minutes, 0 or more."),
        (("travel_minutes",), None, "Without travel_minutes each place needs latitude and longitude."),
        (("weights",), {"luck": 3}, "weights.luck isn't known here"),
        (("visits",), [{"id": "v1", "place": "chen", "minutes": 1}] * 2, "Two visits are called 'v1'"),
    ],
)
def test_what_is_wrong_is_named_with_the_way_out(where: tuple[Any, ...], value: object, said: str) -> None:
    document = deepcopy(DAY)
    inner: Any = document
    for step in where[:-1]:
        inner = inner[step]
    inner[where[-1]] = value

    with pytest.raises(BadProblem) as problem:
        problem_from(document)

    assert said in str(problem.value)


def test_weights_may_be_changed_one_by_one() -> None:
    problem = problem_from(DAY | {"weights": {"drive": 2, "undone": {"1": 900}}})

    assert problem.weights.drive == 2
    assert problem.weights.undone == {1: 900, 2: 240, 3: 120, 4: 30}
    assert problem.weights.not_the_usual == 45


def test_without_a_map_a_drive_is_a_straight_line_made_longer() -> None:
    places = [
        {"id": "branch", "latitude": 40.0, "longitude": -83.0},
        {"id": "chen", "latitude": 40.1, "longitude": -83.0},
    ]
    document = {key: value for key, value in DAY.items() if key != "travel_minutes"} | {"places": places}

    travel = problem_from(document).travel_seconds

    # 11.1 km as the crow flies are 14.5 km of road at 42 km/h.
    assert travel.tolist() == [[0, 21 * 60], [21 * 60, 0]]
