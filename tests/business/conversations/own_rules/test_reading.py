"""What somebody types becomes a rule that passes its examples and always ends; else it says what to change."""

import pytest
from tests.builders.own_rules import rule_typed

from steadyhand.business.conversations.own_rules.reading import CannotRule, as_pattern, rule_told


def test_words_as_they_are_said_become_a_rule() -> None:
    rule = rule_told(rule_typed())

    assert (rule.name, rule.label, len(rule.patterns), len(rule.unless)) == ("ours.the-move", "internal_problem", 2, 1)


@pytest.mark.parametrize(
    ("typed", "pattern"),
    [
        ("The new Warehouse.", "the new warehouse"),
        ("  costs (a lot)?  ", "costs \\(a lot\\)"),
        ("C++ and 50 %", "c\\+\\+ and 50 %"),
        ("can’t", "can't"),
    ],
)
def test_each_mark_of_words_means_itself(typed: str, pattern: str) -> None:
    assert as_pattern(typed) == pattern


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"name": "The Move"}, "small letters, digits and hyphens"),
        ({"must_hit": "Nothing works since the move."}, "at least 2 sentences that it must find something in"),
        ({"must_miss": ""}, "at least 2 sentences that it must find nothing in"),
        (
            {"must_hit": "Nothing works since the move.\nAll is well here."},
            "It misses “All is well here.”, which it must hit",
        ),
        (
            {"must_miss": "Fine.\nIt is in the new warehouse."},
            "It hits “the new warehouse” in “It is in the new warehouse.”",
        ),
        ({"is_pattern": True, "patterns": "(?:a+)+b"}, "has no most"),
        ({"is_pattern": True, "patterns": "(?:(?:[a-z]{1,20}){1,20}){1,20}"}, "could be tried in"),
        ({"is_pattern": True, "patterns": "(?<=x)y"}, "no looking back"),
        ({"is_pattern": True, "patterns": "<nobody>"}, "there is no such list"),
        ({"is_pattern": True, "patterns": "a?"}, "may match nothing at all"),
        ({"patterns": "x" * 501}, "At most 30 things to look for of 500 characters"),
        ({"patterns": "…!?"}, "There is no word in “…!?”"),
        ({"patterns": " \n"}, "Write what it looks for"),
    ],
)
def test_what_cant_be_a_rule_says_which_part_and_what_to_do(facts: dict[str, object], said: str) -> None:
    with pytest.raises(CannotRule) as refused:
        rule_told(rule_typed(**facts))

    assert said.lower() in str(refused.value).lower()
