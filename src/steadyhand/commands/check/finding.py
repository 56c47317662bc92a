"""What did a check find? A verdict, and a sentence for whoever runs it."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a check came out. A remark needs no action now; what is bad fails the command."""

    GOOD = "good"
    REMARK = "remark"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer of `steadyhand check`."""

    what: str
    verdict: Verdict
    said: str


def good(what: str, said: str) -> Finding:
    return Finding(what, Verdict.GOOD, said)


def remark(what: str, said: str) -> Finding:
    return Finding(what, Verdict.REMARK, said)


def bad(what: str, said: str) -> Finding:
    return Finding(what, Verdict.BAD, said)
