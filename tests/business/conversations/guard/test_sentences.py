"""Sentences of a text, and where they stand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyhand.business.conversations.guard.rules.folding import FOLDS, fold
from steadyhand.business.conversations.guard.sentences import LONGEST, Abbreviations, sentences

ABBREVIATIONS = Abbreviations(frozenset({"mr", "e.g", "no"}), frozenset({"a.m"}))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It runs. Thank you!", ["It runs.", "Thank you!"]),
        ("Mr. Chen came at 9 a.m. with no. 5.", ["Mr. Chen came at 9 a.m. with no. 5."]),
        ("He came at 9 a.m. Then he left.", ["He came at 9 a.m.", "Then he left."]),
        ("It costs 3.50 e.g. today", ["It costs 3.50 e.g. today"]),
        ("so... most take it", ["so... most take it"]),
        ("Really?! Yes… No", ["Really?!", "Yes…", "No"]),
        ('She said "stop." Then left.', ['She said "stop."', "Then left."]),
        ("this line is broken\nby the mail program", ["this line is broken\nby the mail program"]),
        ("Dear Ms Chen\nThe part is here", ["Dear Ms Chen", "The part is here"]),
        ("one\n\ntwo", ["one", "two"]),
        ("1. Open the tray.\n2. Close it.", ["1. Open the tray.", "2. Close it."]),
        ("It comes at 9. Please wait.", ["It comes at 9.", "Please wait."]),
        (" \n ", []),
        ("", []),
    ],
)
def test_a_text_is_split_into_its_sentences(text: str, found: list[str]) -> None:
    assert [each.text for each in sentences(text, ABBREVIATIONS)] == found


def test_what_never_ends_is_cut_at_a_space() -> None:
    parts = sentences("word " * 300)

    assert max(len(part.text) for part in parts) <= LONGEST
    assert {part.text.split()[0] for part in parts} == {"word"}


@given(st.text(alphabet=st.characters(), max_size=300))
@settings(max_examples=60, deadline=None)
def test_nothing_but_white_space_stands_between_sentences(text: str) -> None:
    folded = fold(text)
    at = 0
    for part in sentences(text):
        assert folded[at : part.start].strip(" \n") == ""
        assert text[part.start : part.end] == part.text
        assert len(part.folded) == len(part.text) <= LONGEST
        at = part.end
    assert folded[at:].strip(" \n") == ""


def test_folding_keeps_each_character_in_its_place() -> None:
    assert fold("Ça ne VA pas – “naïve”\u00a0ŁÓDŹ İstanbul Straße") == 'ca ne va pas - "naive" lodz istanbul strase'
    assert all(len(plain) == 1 for plain in FOLDS.values())
