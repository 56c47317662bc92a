"""Which words, codes and kinds of part are in texts and names."""

import pytest

from steadyhand.business.stock.kits.naming import kind_of
from steadyhand.business.stock.kits.shipped import shipped
from steadyhand.business.stock.kits.words import errors_in, same_code, words_of


@pytest.mark.parametrize(
    ("name", "family", "kind"),
    [
        ("Drum unit black C3", "Corvane C3", "drum unit black"),
        ("Drum Unit, Black (S455)", "Ordano S4", "drum unit black"),
        ("Feed roller tray 2", "Aspen K", "feed roller tray 2"),
        ("K40 Fuser unit", "Aspen K", "fuser unit"),
        ("AK-1201", "", "ak-1201"),
    ],
)
def test_a_kind_is_a_name_without_what_names_a_model(name: str, family: str, kind: str) -> None:
    assert kind_of(name, family) == kind


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("It shows SC542.", ("SC542",)),
        ("SC 542 and then sc-542; C-3102", ("SC542", "C3102")),
        ("Call 911, room 12, tray 2", ()),
        ("code 1234 on the display", ("1234",)),
        ("E000540-0001 in the window", ("E0005400001",)),
    ],
)
def test_codes_are_found_in_what_was_said(text: str, codes: tuple[str, ...]) -> None:
    assert errors_in(text) == codes


def test_a_code_has_one_spelling() -> None:
    assert same_code("sc 542") == same_code("SC-542") == "SC542"


def test_words_that_tell_are_kept_and_places_keep_their_number() -> None:
    assert words_of("It jams at tray 2, please send somebody. It shows SC542!") == (
        "jams",
        "tray",
        "tray 2",
        "send",
        "somebody",
    )


@pytest.mark.parametrize(
    ("kind", "life"),
    [
        ("fuser unit", 150_000),
        ("drum unit cyan", 120_000),
        ("bypass feed roller", 100_000),
        ("main board", None),
        ("bracket", None),
    ],
)
def test_the_shipped_table_knows_kinds_by_their_words(kind: str, life: float | None) -> None:
    assert shipped().class_of(kind).life_pages == life
