"""What is stored is found by what people type; normal forms stay as they are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steadyhand.shared.words import (
    Kind,
    TypedWords,
    backwards,
    folded,
    lookup_words,
    name_words,
    serial_key,
    serial_keys,
    street_words,
    typed_words,
)

names = st.sampled_from(
    ["Chen's Clinic, Inc.", "AT&T", "Smith & Sons Co", "O’Brien-Müller GmbH", "A-1 Copiers L.L.C.", "Łódź Ærø ß"]
) | st.text(max_size=30)
streets = st.sampled_from(
    ["12 N. Main St.", "St. Luke Rd", "Hauptstr. 5", "42nd St", "12-14 Fifth Ave N.W."]
) | st.text(max_size=30)


def is_found(kind: Kind, stored: str, typed: str) -> bool:
    """Would a prefix search over the stored keys find it?"""
    keys = lookup_words(kind, stored)
    asked = [words for words in typed_words(typed) if words.kind == kind]
    return bool(asked) and all(
        any(key.startswith(prefix) for prefix in word for key in keys) for word in asked[0].words
    )


@given(st.text())
def test_folding_and_serial_keys_twice_equals_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert serial_key(serial_key(text)) == serial_key(text)


@settings(max_examples=400)
@given(names)
def test_the_words_of_the_words_of_a_name_are_the_same(text: str) -> None:
    assert name_words(" ".join(name_words(text))) == name_words(text)


@settings(max_examples=400)
@given(streets)
def test_the_words_of_the_words_of_an_address_are_the_same(text: str) -> None:
    assert street_words(" ".join(street_words(text))) == street_words(text)


@settings(max_examples=400)
@given(names.filter(name_words))
def test_a_name_is_found_by_typing_it(name: str) -> None:
    assert is_found("name", name, name)
    assert is_found("name", name, name.upper().lower())


@settings(max_examples=400)
@given(streets.filter(street_words))
def test_an_address_is_found_by_typing_it(address: str) -> None:
    assert is_found("street", address, address)


@pytest.mark.parametrize(
    ("kind", "stored"),
    [
        ("name", "Chen's Clinic, Inc."),
        ("name", "AT&T Müller-Łódź GmbH"),
        ("street", "12 N. Main Street"),
        ("street", "St. Luke Blvd 42"),
        ("street", "Hauptstraße 5"),
        ("street", "8 Fifth Avenue N.W."),
    ],
)
def test_nothing_disappears_while_somebody_types_it(kind: Kind, stored: str) -> None:
    begun = [stored[:end] for end in range(1, len(stored) + 1)]

    assert [typed for typed in begun if not is_found(kind, stored, typed)] == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Chen's Clinic, Inc.", ("chen", "chens", "clinic", "incorporated")),
        ("Chen’s", ("chen", "chens")),
        ("Acme LLC of Ohio", ("acme", "of", "ohio", "llc")),
        ("Acme L.L.C.", ("acme", "llc")),
        ("Smith & Sons", ("smith", "and", "sons")),
        ("AT&T", ("at", "t", "att")),
        ("A-1 Copiers", ("a", "1", "a1", "copiers")),
        ("O'Brien", ("o", "brien", "obrien")),
        ("Müller GmbH", ("muller", "mueller", "gmbh")),
        ("Søren Ærøskøbing", ("soren", "soeren", "aeroskobing", "aeroeskoebing")),
        ("Łódź Weiß", ("lodz", "weiss")),
        ("Co", ("co",)),
        ("…", ()),
    ],
)
def test_a_name_is_found_under_these_words(name: str, words: tuple[str, ...]) -> None:
    assert name_words(name) == words


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("12 N. Main St.", ("12", "north", "main", "street")),
        ("12 North Main Street", ("12", "north", "main", "street")),
        ("12 Main Str.", ("12", "main", "street")),
        ("1200 5th Ave", ("1200", "5th", "avenue")),
        ("1200 Fifth Avenue", ("1200", "5th", "avenue")),
        ("42nd St", ("42nd", "street")),
        ("12-14 Oak Blvd N.W.", ("12", "14", "oak", "boulevard", "northwest")),
        ("St. Luke Rd", ("saint", "street", "luke", "road")),
        ("Hauptstr. 5", ("hauptstrasse", "5")),
        ("Hauptstraße 5a", ("hauptstrasse", "5a")),
    ],
)
def test_an_address_is_found_under_these_words(address: str, words: tuple[str, ...]) -> None:
    assert street_words(address) == words


@pytest.mark.parametrize("written", ["A1B-2003O", "a1b 20030", "AIB.2OO30", "A/1/B/2003-0", "Ａ1Ｂ20030"])
def test_a_serial_has_one_key_however_it_is_written(written: str) -> None:
    assert serial_keys(written) == ("A1B20030", "<03002B1A")


@pytest.mark.parametrize("typed", ["A1B-2", "a1b2oo3o", "20030", "2003-O"])
def test_a_serial_is_found_by_its_beginning_or_its_last_five(typed: str) -> None:
    assert is_found("serial", "A1B-20030", typed)
    assert not is_found("serial", "03002-XYZ", typed)


def test_text_without_letters_or_digits_has_no_keys() -> None:
    assert [lookup_words(kind, "–") for kind in ("serial", "asset", "name", "phone", "street", "number")] == [()] * 6
    assert typed_words(" – ") == ()


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(ValueError, match="'colour' is no kind of lookup; expected one of serial, asset, name"):
        lookup_words("colour", "red")  # type: ignore[arg-type]


def test_typing_a_name_asks_for_names_and_streets_only() -> None:
    assert typed_words("chen's cl") == (
        TypedWords("name", (("chen",), ("cl",))),
        TypedWords("street", (("chen",), ("cl",))),
    )


def test_typing_an_address_asks_for_each_word_in_the_ways_it_may_be_stored() -> None:
    street = next(words for words in typed_words("12 Oak Blv") if words.kind == "street")

    assert street.words == (("12",), ("oak",), ("boulevard", "blv"))


def test_a_key_from_the_end_is_never_taken_for_one_from_the_beginning() -> None:
    assert backwards("12345") == "<54321"
    assert not is_found("number", "54321-77", "12345")
