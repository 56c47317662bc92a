"""The rules, vetoes and advice that come with Steadyhand hold what they promise."""

import json
import time

from tests.builders.odd_texts import examples

from steadyhand.business.conversations.guard.findings import Label, Tier
from steadyhand.business.conversations.guard.measured import measured
from steadyhand.business.conversations.guard.reviewing import review
from steadyhand.business.conversations.guard.shipped import _unpacked, digest, shipped
from steadyhand.commands.guard.prepare import prepared_files

FINE = (
    "I ordered it late, that's on me.",
    "We entered the wrong address, I'm sorry.",
    "It was our mistake and there is no charge for the trip.",
    "I brought the wrong valve, so I'm fetching the right one now.",
    "The maker lists three days.",
    "The carrier shows it delayed by weather.",
    "The log shows paper jams from tray 2 since May.",
    "The contract gives you a four-hour response, day or night.",
    "The part carries a warranty of 90 days.",
    "I ran 50 sheets without a jam.",
    "It has never jammed since March.",
    "I can't promise it will be done by Friday.",
    "I'll call you by 3 with an update.",
    "Thursday between 10 and 12.",
    "There's no rush on the new one; the quote is good until the 31st.",
    "Our office is closed on Monday.",
    "It's not on the van, it's ordered.",
    "The screw was missing, so I fitted a new one.",
    "The previous visit replaced the fuser.",
    "Keep your hands off the fuser: it burns.",
)


def test_what_was_prepared_is_what_stands_in_the_files() -> None:
    files = prepared_files()

    stale = [str(file) for file, text in files.items() if not file.is_file() or file.read_text() != text]
    assert stale == [], "run: make guard-rules"
    ours, browsers = (json.loads(text) for text in files.values())
    assert _unpacked("en", ours).rules.portable() == browsers
    assert ours["digest"] == digest("en")


def test_rules_are_many_over_all_labels_and_confirm() -> None:
    rules = shipped().rules.rules

    assert len(rules) >= 60
    assert {rule.label for rule in rules} == set(Label)
    assert {rule.tier for rule in rules} == {Tier.CONFIRM}
    assert all(rule.name.startswith(f"{rule.label}.") for rule in rules)
    assert all(len(rule.must_hit) >= 1 and len(rule.must_miss) >= 1 for rule in rules)


def test_owning_up_and_plain_facts_are_fine() -> None:
    assert {text: review(text, classifier=None).labels for text in FINE if review(text, classifier=None).labels} == {}


def test_what_one_rule_must_miss_no_rule_of_its_label_hits() -> None:
    rules = shipped().rules
    wrong = [
        (rule.name, example, found.rule)
        for rule in rules.rules
        for example in rule.must_miss
        for found in rules.find(example)
        if found.label is rule.label
    ]

    assert wrong == []


def test_no_wording_of_ours_is_found_fault_with() -> None:
    said = [rule.say_instead for rule in shipped().rules.rules]
    said += [kind.say_instead for kinds in shipped().advice.values() for kind in kinds]

    assert {text: review(text, classifier=None).labels for text in said if review(text, classifier=None).labels} == {}


def test_each_rule_was_counted_and_is_right_when_it_speaks() -> None:
    counted = measured()

    assert set(counted) == {rule.name for rule in shipped().rules.rules}, "run: make measure-guard-rules"
    assert {name: found for name, found in counted.items() if found.precision < 0.8} == {}
    hits = sum(found.right for found in counted.values())
    assert hits / (hits + sum(found.wrong for found in counted.values())) > 0.97


def test_every_label_has_advice_that_fits_whatever_is_left() -> None:
    for label in Label:
        kinds = shipped().advice[label]
        assert len(kinds) >= 3
        assert kinds[-1].cues == ()
        assert all(kind.cues for kind in kinds[:-1])


def test_reviews_take_milliseconds() -> None:
    texts = examples()[:80]
    for text in texts:
        review(text, classifier=None)
    begun = time.process_time()

    for text in texts:
        review(text, classifier=None)

    assert (time.process_time() - begun) / len(texts) < 0.02
