"""Does the browser find by the guard's rules what the server finds? In a real browser, on 2,000 texts."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from tests.builders.odd_texts import as_written, odd
from tests.builders.own_rules import THE_MOVE, rule_typed

from steadyhand.business.conversations.guard.reviewing import review
from steadyhand.business.conversations.guard.shipped import shipped_rules
from steadyhand.business.conversations.own_rules.reading import rule_told

WAY: dict[str, Any] = {
    "is_pattern": True,
    "must_hit": "It never worked that way.\nIt works this way, they say.",
    "must_miss": "It works.\nOn my way.",
    "unless": "",
    "say_instead": "Here is how it works: not “{said}”, {1}.",
}
GUARD = Path(__file__).parents[3] / "src/steadyhand/pages/static/steadyhand/guard"
FOUND = """([rules, texts]) => {
  const guard = new SteadyhandGuard(rules);
  return texts.map((text) => guard.review(text));
}"""
JOINED = """([rules, own, texts]) => {
  const guard = new SteadyhandGuard(SteadyhandGuard.joined(rules, own));
  return texts.map((text) => guard.review(text));
}"""
TIMED = """([rules, text]) => {
  const guard = new SteadyhandGuard(rules);
  guard.review(text);
  const took = [];
  for (let turn = 0; turn < 50; turn += 1) {
    const begun = performance.now();
    guard.review(`${text} ${turn}`);
    took.push(performance.now() - begun);
  }
  return took.sort((one, other) => one - other)[47];
}"""

pytestmark = pytest.mark.journey


def in_browser(browser: Browser, script: str, *subjects: object) -> Any:
    page = browser.new_page()
    page.add_script_tag(path=GUARD / "guard.js")
    answer = page.evaluate(script, [json.loads((GUARD / "rules.en.json").read_text()), *subjects])
    page.close()
    return answer


def here(text: str) -> list[tuple[str, int, int, str, str]]:
    return [
        (found.rule, found.start, found.end, found.tier, found.say_instead)
        for found in review(text, classifier=None).findings
    ]


def test_the_browser_finds_what_the_server_finds(browser: Browser) -> None:
    # No lone halves of a character: neither side can hand them to the other.
    whole = [text for text in odd(300, seed=7) if len(text) < 5_000 and not re.search("[\ud800-\udfff]", text)]
    texts = [*as_written(1_900, seed=11), *whole[:100]]

    theirs = in_browser(browser, FOUND, texts)

    assert len(texts) == 2_000
    found = 0
    for text, findings in zip(texts, theirs, strict=True):
        ours = here(text)
        found += len(ours)
        assert [(one["rule"], one["start"], one["end"], one["tier"], one["say_instead"]) for one in findings] == ours, (
            text
        )
        for one in findings:
            units = text.encode("utf-16-le")[2 * one["startUnit"] : 2 * one["endUnit"]].decode("utf-16-le")
            assert units == text[one["start"] : one["end"]]
    assert found > 500


def test_a_dealerships_own_rules_find_the_same_in_the_browser(browser: Browser) -> None:
    own = (rule_told(rule_typed()), rule_told(rule_typed(name="way", patterns="work(?:ed|s) (that|this) way", **WAY)))
    rules = shipped_rules().with_own(own)
    texts = [
        *as_written(100, seed=3),
        *THE_MOVE.must_hit.splitlines(),
        *THE_MOVE.must_miss.splitlines(),
        WAY["must_hit"],
    ]

    theirs = in_browser(browser, JOINED, replace(rules, rules=own).portable(), texts)

    ours = [review(text, rules=rules, classifier=None).findings for text in texts]
    assert [[(one["rule"], one["start"], one["end"], one["say_instead"]) for one in each] for each in theirs] == [
        [(one.rule, one.start, one.end, one.say_instead) for one in each] for each in ours
    ]
    assert {"ours.the-move", "ours.way"} <= {one.rule for each in ours for one in each}


def test_a_review_while_typing_takes_no_time(browser: Browser) -> None:
    text = "Good morning Ms Chen, the fuser is in and I ran fifty sheets. " * 5

    assert in_browser(browser, TIMED, text) < 50
