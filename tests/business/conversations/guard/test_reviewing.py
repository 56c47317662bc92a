"""Does a review say what it must, about the very words?"""

from collections.abc import Mapping, Sequence

import pytest

from steadyhand.business.conversations.guard import reviewing
from steadyhand.business.conversations.guard.findings import Label, Tier
from steadyhand.business.conversations.guard.reviewing import review
from steadyhand.business.conversations.guard.shipped import shipped_rules


class Hears:
    """A classifier that hears a label in every sentence with a word in it."""

    thresholds = dict.fromkeys(Label, 0.5)

    def __init__(self, word: str, label: Label) -> None:
        self.word = word
        self.label = label

    def in_text(self, sentences: Sequence[str]) -> Sequence[Mapping[Label, float]]:
        return self.shares(sentences)

    def shares(self, sentences: Sequence[str]) -> Sequence[Mapping[Label, float]]:
        return [
            {label: 0.9 if label is self.label and self.word in text else 0.1 for label in Label} for text in sentences
        ]


def words(text: str, classifier: Hears | None = None) -> list[tuple[str, str]]:
    return [(found.label, text[found.start : found.end]) for found in review(text, classifier=classifier).findings]


def test_a_rule_confirms_the_very_words() -> None:
    text = "Good morning Ms Chen 🙂 I’m sorry: dispatch forgot to tell me. It can’t be the fuser."

    found = review(text, classifier=None)

    assert [(each.label, text[each.start : each.end]) for each in found.findings] == [
        (Label.BLAME, "dispatch forgot"),
        (Label.UNTRUE_GUARANTEE, "It can’t be the fuser"),
    ]
    assert {each.tier for each in found.findings} == {Tier.CONFIRM}
    assert found.labels == (Label.BLAME, Label.UNTRUE_GUARANTEE)


def test_owning_up_and_plain_facts_stay_fine() -> None:
    for text in (
        "I ordered it late, that's on me.",
        "The maker lists three days.",
        "We entered the wrong address, I'm sorry.",
        "I can't promise it will never jam again.",
        "Thursday between 10 and 12.",
        "The part carries a warranty of 90 days.",
    ):
        assert words(text) == [], text
        for label in (Label.BLAME, Label.OVERPROMISE, Label.UNTRUE_GUARANTEE):
            assert review(text, classifier=None).labels == (), label


def test_the_model_nudges_about_the_clause_that_makes_the_difference() -> None:
    found = words("The belt is in, and nobody in that office can read.", Hears("nobody", Label.BLAME))

    assert found == [("blame", "and nobody in that office can read")]


def test_a_nudge_of_one_clause_marks_the_sentence_and_says_what_would_be_better() -> None:
    (found,) = review("Nobody there can read.", classifier=Hears("obody", Label.DISPARAGE_OTHER)).findings

    assert (found.start, found.end, found.tier) == (0, 22, Tier.NUDGE)
    assert found.rule == "model.disparage_other.others"
    assert found.why
    assert found.say_instead


def test_the_model_holds_its_tongue_where_somebody_owns_up() -> None:
    assert words("I ordered it late, that's on me.", Hears("late", Label.BLAME)) == []


def test_what_a_rule_confirms_the_model_does_not_tell_again() -> None:
    found = review("Dispatch forgot to tell me.", classifier=Hears("Dispatch", Label.BLAME)).findings

    assert [each.rule for each in found] == ["blame.office-failed"]


def test_a_rule_that_is_switched_off_is_silent() -> None:
    fewer = shipped_rules().without({"blame.office-failed"})

    assert review("Dispatch forgot to tell me.", rules=fewer, classifier=None).findings == ()


def test_where_the_model_cannot_be_loaded_rules_go_on_and_the_review_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reviewing, "shipped_model", lambda _language: None)

    found = review("Dispatch forgot to tell me.")

    assert found.labels == (Label.BLAME,)
    assert not found.is_whole
    assert review("Dispatch forgot to tell me.", classifier=None).is_whole
