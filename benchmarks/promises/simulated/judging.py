"""Was a promise kept? By the world's truth, and by one rule for whatever the time came from."""

from collections.abc import Sequence
from enum import StrEnum

from benchmarks.promises.simulated.cases import Case, Year


class Verdict(StrEnum):
    KEPT = "kept"
    MISSED = "missed"
    # Called off before its time, or its time lies after the end of the year: says nothing.
    UNTOLD = "untold"


def verdict(year: Year, case: Case, promised_at: float) -> Verdict:
    """Return whether it was done by a time. Called off after it is missed; whoever gave up before is not counted."""
    if promised_at > year.ends_at:
        return Verdict.UNTOLD
    if case.really_at is not None:
        return Verdict.KEPT if case.really_at <= promised_at else Verdict.MISSED
    if case.learned_at is not None and case.learned_at < promised_at:
        return Verdict.UNTOLD
    return Verdict.MISSED


def kept_share(verdicts: Sequence[Verdict]) -> float:
    """Return the share kept of those that say something."""
    told = [each for each in verdicts if each is not Verdict.UNTOLD]
    return sum(each is Verdict.KEPT for each in told) / len(told) if told else 0.0
