"""A file of rules is read, tried, or refused with a sentence."""

import re
from pathlib import Path

import pytest

from steadyhand.business.conversations.guard.findings import Label, Severity, Tier
from steadyhand.business.conversations.guard.reviewing import review
from steadyhand.business.conversations.guard.rules.collection import NoSuchRule
from steadyhand.business.conversations.guard.rules.folder import own_rules, stored_rule
from steadyhand.business.conversations.guard.rules.wrong import BadRule
from steadyhand.business.conversations.guard.shipped import NoSuchLanguage, shipped_rules

LEASE = """
label = "hard_sell"
severity = "high"
[[rule]]
name = "ours.lease"
patterns = ["lease (it|this) now"]
unless = ["no need to"]
why = "We never press."
say_instead = "Whether you lease {1} is up to you; the quote is good for a month."
must_hit = ["Just «lease it now»."]
must_miss = ["There's no need to lease it now."]
"""


def test_a_rule_of_ones_own_says_what_it_was_given() -> None:
    (rule,) = stored_rule(LEASE, name="ours")

    assert (rule.name, rule.label, rule.tier, rule.severity) == (
        "ours.lease",
        Label.HARD_SELL,
        Tier.CONFIRM,
        Severity.HIGH,
    )
    (found,) = review("Please LEASE  This now!", rules=shipped_rules().with_own([rule]), classifier=None).findings
    assert (found.start, found.end) == (7, 22)
    assert found.say_instead == "Whether you lease This is up to you; the quote is good for a month."


@pytest.mark.parametrize(
    ("changed", "to", "said"),
    [
        ("«lease it now»", "lease «it now»", "in “Just lease it now.” it finds “lease it now”, and “it now” is marked"),
        ("Just «lease it now».", "Just take it.", "it misses “Just take it.”, which it must hit: widen a pattern"),
        ("There's no need to", "Surely", "it hits “lease it now” in “Surely lease it now.”, which it must miss"),
        ("{1}", "{2}", "say_instead uses {2}, and not every pattern has a group"),
        ("hard_sell", "pushy", "label “pushy” is none of blame, internal_problem"),
        ('severity = "high"', 'severity = "awful"', "severity “awful” is none of low, middle, high"),
        ("why =", "reason =", "“reason” is not known here"),
        ('why = "We never press."', 'why = ""', 'why is missing: write why = "…", a whole sentence'),
        ('["no need to"]', '"no need to"', "unless is a list of texts"),
        ("(it|this)", "(it|this", "a ( is never closed"),
        ("[[rule]]", "[[rules]]", "“rules” is not known here; label, rule, severity, tier, unless are"),
        ('label = "hard_sell"', "label = hard_sell", "the file is no TOML"),
    ],
)
def test_a_bad_rule_is_refused_by_file_rule_and_way_out(changed: str, to: str, said: str) -> None:
    assert changed in LEASE
    with pytest.raises(BadRule, match=re.escape(said)) as refused:
        stored_rule(LEASE.replace(changed, to), name="ours.toml")

    assert str(refused.value).startswith("ours.toml")


def test_two_rules_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text(LEASE)
    (tmp_path / "two.toml").write_text(LEASE)

    with pytest.raises(BadRule, match=re.escape("two.toml, rule “ours.lease”: one.toml has a rule of this name")):
        own_rules(tmp_path)


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe"])
def test_a_folder_without_a_readable_rule_is_refused(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "one.toml").write_bytes(content)

    with pytest.raises(BadRule, match=r"no \*\.toml file|holds no rule|can't be read as UTF-8"):
        own_rules(tmp_path)


def test_a_rule_of_ones_own_takes_the_place_of_ours_by_the_same_name() -> None:
    own = stored_rule(LEASE.replace("ours.lease", "blame.office-failed"), name="ours")

    rules = shipped_rules().with_own(own)

    assert rules.named("blame.office-failed").label is Label.HARD_SELL
    assert len(rules.rules) == len(shipped_rules().rules)


def test_nobody_switches_off_a_rule_that_is_not_there() -> None:
    with pytest.raises(NoSuchRule, match=re.escape("There is no rule “blame.weather”")):
        shipped_rules().without(["blame.weather"])


def test_a_language_without_rules_is_named() -> None:
    with pytest.raises(NoSuchLanguage, match=re.escape("no rules for the language “../en”; there are for: en")):
        shipped_rules("../en")
