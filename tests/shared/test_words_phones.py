"""A phone is found in any spelling, and shown as people at home write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.shared.words import UnknownCountry, lookup_words, phone_keys, phone_shown, typed_words

SPELLINGS = [
    "(212) 555 0123",
    "212.555.0123 ext 4",
    "212-555-0123",
    "2125550123",
    "1 212 555 0123",
    "+1 212-555-0123",
    "+12125550123",
    "Tel: 212/555-0123",
    "２１２ ５５５ ０１２３",
    "212 555 0123 x12",
]
WAYS = [
    "({a}) {b}-{c}",
    "{a}-{b}-{c}",
    "{a}.{b}.{c}",
    "{a}{b}{c}",
    "1-{a}-{b}-{c}",
    "+1 {a} {b} {c}",
    "+1{a}{b}{c} ext. 7",
]
numbers = st.tuples(
    st.sampled_from(["212", "646", "907"]), st.integers(200, 999).map(str), st.integers(0, 9999).map("{:04}".format)
)


def is_found(stored: str, typed: str, country: str = "US") -> bool:
    keys = lookup_words("phone", stored, country=country)
    asked = [words for words in typed_words(typed, country=country) if words.kind == "phone"]
    return bool(asked) and any(key.startswith(prefix) for prefix in asked[0].words[0] for key in keys)


@pytest.mark.parametrize("written", SPELLINGS)
def test_a_phone_has_one_key_from_each_end_however_it_is_written(written: str) -> None:
    assert phone_keys(written, "US") == ("<3210555212", "2125550123")


@given(numbers)
def test_any_phone_is_the_same_in_seven_spellings_and_as_shown(number: tuple[str, str, str]) -> None:
    area, exchange, line = number
    written = [way.format(a=area, b=exchange, c=line) for way in WAYS]

    assert {phone_keys(way, "US") for way in written} == {
        (f"<{(area + exchange + line)[::-1]}", area + exchange + line)
    }
    assert {phone_keys(phone_shown(way, "US"), "US") for way in written} == {phone_keys(written[0], "US")}


@given(st.text(alphabet="0123456789+()-./ xextn#;,or\n", max_size=40))
def test_showing_what_is_shown_changes_nothing(text: str) -> None:
    shown = phone_shown(text, "US")

    assert phone_shown(shown, "US") == shown


@pytest.mark.parametrize(
    "typed", [*SPELLINGS, "555-0123", "555 0123", "0123", "+1 555-0123", "212555", "1 212 55", "2125550"]
)
def test_a_phone_is_found_by_any_spelling_its_end_or_its_beginning(typed: str) -> None:
    assert is_found("(212) 555-0123", typed)
    assert not is_found("(646) 777-9876", typed)


@pytest.mark.parametrize("typed", SPELLINGS)
def test_a_phone_stored_without_its_area_code_is_found_by_its_last_seven(typed: str) -> None:
    assert is_found("555-0123", typed)


@pytest.mark.parametrize(
    "typed", ["020 7946 0018", "+44 20 7946 0018", "0044 20 7946 0018", "+44 (0)20 7946 0018", "0207 946", "442079"]
)
def test_codes_and_trunk_prefixes_of_other_countries_make_no_difference(typed: str) -> None:
    assert phone_keys("020 7946 0018", "GB") == ("<8100649702", "2079460018")
    assert is_found("+44 20 7946 0018", typed, "GB")


def test_two_numbers_in_one_field_are_both_found() -> None:
    keys = phone_keys("212 555 0123 / 212 555 9999", "US")

    assert keys == ("<3210555212", "2125550123", "<9999555212", "2125559999")
    assert phone_keys("030/1234567", "DE") == ("<765432103", "301234567")


def test_letters_on_the_keypad_are_digits() -> None:
    assert phone_keys("1-800-FLOWERS", "US") == ("<7739653008", "8003569377")


def test_what_is_no_phone_is_found_by_its_digits_if_it_has_any() -> None:
    assert phone_keys("extension 12", "US") == ()
    assert phone_keys("pager 99", "US") == ("<99", "99")
    assert phone_keys("ask for Dana", "US") == ()


@pytest.mark.parametrize("query", ["12 Main Street 02134", "A1B-20030", "012", "chen"])
def test_what_cannot_be_a_phone_asks_for_none(query: str) -> None:
    assert "phone" not in {words.kind for words in typed_words(query)}


@pytest.mark.parametrize(
    ("text", "country", "shown"),
    [
        ("+12125550123", "US", "(212) 555-0123"),
        ("212.555.0123 ext 4", "US", "(212) 555-0123 ext. 4"),
        ("5550123", "US", "555-0123"),
        ("+442079460018", "US", "+44 20 7946 0018"),
        ("+442079460018", "GB", "020 7946 0018"),
        ("2125550123/2125559999", "US", "(212) 555-0123; (212) 555-9999"),
        ("  ask   for \n Dana ", "US", "ask for; Dana"),
    ],
)
def test_a_phone_is_shown_as_people_at_home_write_it(text: str, country: str, shown: str) -> None:
    assert phone_shown(text, country) == shown


def test_a_country_without_phones_is_named() -> None:
    with pytest.raises(UnknownCountry, match="No phone numbers are known for the country 'USA'; write two letters"):
        phone_keys("212 555 0123", "USA")
