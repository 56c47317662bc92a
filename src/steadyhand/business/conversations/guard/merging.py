"""Which findings of a text are told? Of one label no two over the same words, the surer one first."""

from collections.abc import Iterable

from steadyhand.business.conversations.guard.findings import Finding, Tier


def merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings in the order in which they stand in the text, overlapping ones of a label told once.

    A confirmed one goes before a nudge, then the graver, then the longer; of equals the one that was given first.
    """
    told: list[Finding] = []
    for finding in sorted(findings, key=_rank):
        if not any(finding.label is other.label and _overlap(finding, other) for other in told):
            told.append(finding)
    order = {label: number for number, label in enumerate(type(told[0].label))} if told else {}
    return tuple(sorted(told, key=lambda finding: (finding.start, finding.end, order[finding.label])))


def _rank(finding: Finding) -> tuple[bool, int, int, int]:
    return (finding.tier is not Tier.CONFIRM, -finding.severity, finding.start - finding.end, finding.start)


def _overlap(one: Finding, other: Finding) -> bool:
    return one.start < other.end and other.start < one.end
