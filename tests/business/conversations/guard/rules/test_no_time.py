"""Can a text keep one of our patterns busy? Each meets what nearly matches it, over and over."""

import time

import pytest

from steadyhand.business.conversations.guard.rules.rule import Rule
from steadyhand.business.conversations.guard.rules.trying import unmarked
from steadyhand.business.conversations.guard.sentences import LONGEST, Sentence
from steadyhand.business.conversations.guard.shipped import shipped_rules

WORDS = "a-b c'd e 1 "


def nearly(example: str) -> list[str]:
    """Return sentences that begin as an example and never come to its end."""
    words = unmarked(example)[0].casefold().replace("’", "'").split()
    beginnings = [" ".join(words[:count]) for count in range(1, len(words))]
    return [f"{beginning} " * (LONGEST // (len(beginning) + 1)) for beginning in beginnings] + [
        (f"{beginning} {WORDS * 60}")[:LONGEST] for beginning in beginnings
    ]


@pytest.mark.parametrize("rule", shipped_rules().rules, ids=lambda rule: rule.name)
def test_a_rule_is_done_with_the_longest_sentence_in_no_time(rule: Rule) -> None:
    for text in nearly(rule.must_hit[0]):
        for pattern in (*rule.patterns, *rule.unless):
            begun = time.process_time()

            pattern.machine.search(Sentence(0, len(text), text, text).folded)

            assert time.process_time() - begun < 0.25, (pattern.source, text)
