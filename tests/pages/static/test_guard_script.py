"""Does the browser find by the guard's rules what the server finds? In a real browser, on 2,000 texts."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from tests.builders.odd_texts import as_written, odd

from steadyhand.business.conversations.guard.reviewing import review

GUARD = Path(__file__).parents[3] / "src/steadyhand/pages/static/steadyhand/guard"
FOUND = """([rules, texts]) => {
  const guard = new SteadyhandGuard(rules);
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


def in_browser(browser: Browser, script: str, subject: object) -> Any:
    page = browser.new_page()
    page.add_script_tag(path=GUARD / "guard.js")
    answer = page.evaluate(script, [json.loads((GUARD / "rules.en.json").read_text()), subject])
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


def test_a_review_while_typing_takes_no_time(browser: Browser) -> None:
    text = "Good morning Ms Chen, the fuser is in and I ran fifty sheets. " * 5

    assert in_browser(browser, TIMED, text) < 50
