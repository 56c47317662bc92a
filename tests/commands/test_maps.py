"""`steadyhand maps`: who answers how long a drive is, how fast ours are, and what is wrong with what was typed."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.builders import a_dealership
from tests.builders.travel import AMap, asking

from steadyhand.commands.main import steadyhand
from steadyhand.integrations.maps import building

pytestmark = pytest.mark.django_db
VADUZ, SCHAAN = "47.1410,9.5215", "47.1650,9.5087"


def maps(*words: str) -> Result:
    return CliRunner().invoke(steadyhand, ["maps", *words])


def test_between_says_how_long_how_far_and_who_says_so() -> None:
    a_dealership()
    with asking(AMap()):
        answer = maps("between", VADUZ, SCHAAN, "--at", "2026-03-09T10:00")

    assert answer.exit_code == 0, answer.output
    assert answer.output.splitlines() == [
        f"{VADUZ} → {SCHAAN}: 12 min, 7.0 km",
        f"{SCHAAN} → {VADUZ}: 12 min, 7.0 km",
        "100 % from a map (© mapmakers).",
    ]


def test_the_hour_in_which_somebody_leaves_counts() -> None:
    a_dealership()
    with asking():
        by_day, at_eight = (
            json.loads(maps("between", VADUZ, SCHAAN, "--json", "--at", f"2026-03-09T{hour}:00").output)
            for hour in ("10", "08")
        )

    assert at_eight["minutes"][0][1] > by_day["minutes"][0][1]


def test_a_place_south_of_the_equator_may_be_typed() -> None:
    a_dealership()
    with asking():
        answer = maps("between", "-33.86,151.20", "-33.80,151.18")

    assert answer.exit_code == 0, answer.output
    assert "min, " in answer.output


@pytest.mark.parametrize(
    ("typed", "words"),
    [("Vaduz", "'Vaduz' is no place: write latitude, comma, longitude"), ("95,9", "latitude goes from -90 to 90")],
)
def test_what_is_no_place_is_said(typed: str, words: str) -> None:
    a_dealership()

    answer = maps("between", typed, SCHAAN)

    assert answer.exit_code == 1
    assert words in answer.output


def test_status_lists_maps_in_their_order_and_the_pace() -> None:
    a_dealership()
    with asking(AMap()):
        maps("between", VADUZ, SCHAAN)
        answer = maps("status")

    assert answer.output.splitlines()[:2] == [
        "1. a map: drives from 2 places kept. © mapmakers",
        "Else straight lines, by the shipped norms, for no drives of ours are known yet (`steadyhand maps learn`):",
    ]
    assert "6 to 9 on weekdays: 1.15 times what it takes by day" in answer.output


def test_learn_says_from_how_many_drives() -> None:
    a_dealership()

    assert maps("learn").output == "Learnt from 0 drives; 0 left out.\n"


@pytest.mark.parametrize("words", [("status",), ("learn",), ("between", VADUZ)])
def test_without_a_dealership_each_says_how_to_open_one(words: tuple[str, ...]) -> None:
    answer = maps(*words)

    assert answer.exit_code == 1
    assert "open one with `steadyhand dealership open`" in answer.output


def test_build_says_what_is_wrong_with_a_file(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.HOME = tmp_path
    monkeypatch.setattr(building, "is_installed", lambda: True)
    wrong = tmp_path / "customers.csv"
    wrong.write_text("Name,City\n")

    answer = maps("build", str(wrong))

    assert answer.exit_code == 1
    assert "customers.csv is no extract of OpenStreetMap" in answer.output
