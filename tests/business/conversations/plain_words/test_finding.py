"""Plain words are found by codes, by their names, and by what somebody types."""

import pytest

from steadyhand.business.conversations.plain_words.finding import for_codes, found
from steadyhand.business.conversations.plain_words.library import Group, PlainWords, shipped

ENTRIES = list(shipped().values())


def test_library_is_as_large_as_a_technician_needs() -> None:
    faults = [entry for entry in ENTRIES if entry.group is not Group.REASSURANCE]
    assert len(faults) >= 60
    assert len(ENTRIES) - len(faults) >= 12


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_an_entry_is_one_to_four_short_sentences(entry: PlainWords) -> None:
    words = entry.words
    assert 1 <= sum(words.count(end) for end in ".?!") <= 4
    assert len(words) <= 330
    assert words[0].isupper()
    assert words[-1] in ".?!"


def test_reassuring_words_say_when() -> None:
    assert all(bool(entry.when) == (entry.group is Group.REASSURANCE) for entry in ENTRIES)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("fuser", "fuser-worn"),
        ("waste toner", "waste-toner"),
        ("scan email", "scan-to-mail"),
        ("rollers worn", "rollers-worn"),
        ("STAPLE", "staples"),
        ("angry", "angry-at-first"),
    ],
)
def test_what_is_typed_finds_the_closest_first(typed: str, first: str) -> None:
    assert found(ENTRIES, typed)[0].key == first


def test_nothing_typed_is_everything_in_order_and_nonsense_nothing() -> None:
    assert found(ENTRIES, "  ") == ENTRIES
    assert found(ENTRIES, "xylophone") == []


def test_codes_lead_to_their_words_and_own_codes_by_their_names() -> None:
    assert [entry.key for entry in for_codes(ENTRIES, [("fuser-worn", "anything")])] == ["fuser-worn"]
    assert [entry.key for entry in for_codes(ENTRIES, [("17-B", "Pickup rollers worn")])] == ["rollers-worn"]
    assert for_codes(ENTRIES, [("Q-99", "Xylophone out of tune")]) == []
