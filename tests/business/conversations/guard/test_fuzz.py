"""Does any text make the guard fail or take long? Some odd ones here; ten thousand with `make fuzz-guard`."""

import os
import time

from tests.builders.odd_texts import odd

from steadyhand.business.conversations.guard.reviewing import review

COUNT = int(os.environ.get("GUARD_FUZZ", "60"))
# 100 kB of what nearly matches everywhere took 0.6 s on a busy machine; a hang takes minutes.
LONGEST_SECONDS = 10


def test_no_text_fails_or_takes_long() -> None:
    for text in odd(COUNT, seed=3):
        begun = time.process_time()

        found = review(text)

        assert time.process_time() - begun < LONGEST_SECONDS, text[:200]
        for finding in found.findings:
            assert 0 <= finding.start < finding.end <= len(text)
            assert finding.say_instead
        for one, other in zip(found.findings, found.findings[1:], strict=False):
            assert one.label is not other.label or one.end <= other.start
