"""Which findings of a text are told? Of one label no two over the same words, the surer one first."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

from steadyhand.business.conversations.guard.findings import Finding, Label, Tier

_ORDER = {label: number for number, label in enumerate(Label)}


def merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings in the order in which they stand in the text, overlapping ones of a label told once.

    A confirmed one goes before a nudge, then the graver, then the longer; of equals the one that was given first.
    """
    told: list[Finding] = []
    # What is told of a label never overlaps, so only its neighbours need be looked at, however many there are.
    starts: dict[Label, list[int]] = defaultdict(list)
    ends: dict[Label, list[int]] = defaultdict(list)
    for finding in sorted(findings, key=_rank):
        begun, over = starts[finding.label], ends[finding.label]
        place = bisect_right(begun, finding.start)
        if (place and over[place - 1] > finding.start) or (place < len(begun) and begun[place] < finding.end):
            continue
        begun.insert(place, finding.start)
        over.insert(place, finding.end)
        told.append(finding)
    return tuple(sorted(told, key=lambda finding: (finding.start, finding.end, _ORDER[finding.label])))


def _rank(finding: Finding) -> tuple[bool, int, int, int]:
    return (finding.tier is not Tier.CONFIRM, -finding.severity, finding.start - finding.end, finding.start)
