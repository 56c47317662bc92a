"""How well does somebody know something on a day, by all that was claimed? Values in, values out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

# The levels, as Skill.Level has them: from this one on somebody works without help.
ALONE = 3
MOST = 4


class Source(StrEnum):
    """On whose word a claim rests."""

    SELF = "self"
    OBSERVED = "observed"
    TEST = "test"
    CERTIFICATE = "certificate"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(each.value, each.label) for each in cls]


_LABELS = {
    Source.SELF: "their own word",
    Source.OBSERVED: "seen at work",
    Source.TEST: "a test",
    Source.CERTIFICATE: "a certificate",
}
# What others say of somebody, in the order in which it is named where two say the same.
OTHERS = (Source.CERTIFICATE, Source.TEST, Source.OBSERVED)


@dataclass(frozen=True, slots=True)
class Claim:
    """What one claim says. `order` tells which of two of the same day was made later: any value that sorts."""

    level: int
    source: Source
    valid_from: date | None = None
    expires_on: date | None = None
    revoked_on: date | None = None
    order: Any = 0

    def counts_on(self, on: date) -> bool:
        """Tell whether it counts on a day: its last day is one on which it does, the day it is revoked isn't."""
        return (
            (self.valid_from is None or self.valid_from <= on)
            and (self.expires_on is None or on <= self.expires_on)
            and (self.revoked_on is None or on < self.revoked_on)
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands in a skill on a day: what counts, and what they say themselves. None where nobody says."""

    best: Claim | None
    own: Claim | None

    @property
    def level(self) -> int:
        return self.best.level if self.best else 0


def standing_on(claims: Iterable[Claim], on: date) -> Standing:
    """Return the best of the newest claims of each source that count on a day; somebody's own word stands beside it.

    Within a source the newest replaces what it said before, upwards and downwards: a second ride-along corrects the
    first. Between sources the best counts, for a certificate isn't undone by a bad day; whoever doubts it revokes it.
    One without a first day is older than any that has one.
    """
    newest: dict[Source, Claim] = {}
    for claim in claims:
        if claim.counts_on(on):
            other = newest.get(claim.source)
            if other is None or _made(claim) >= _made(other):
                newest[claim.source] = claim
    said = [newest[source] for source in OTHERS if source in newest]
    return Standing(max(said, key=lambda claim: claim.level, default=None), newest.get(Source.SELF))


def _made(claim: Claim) -> tuple[date, Any]:
    return claim.valid_from or date.min, claim.order
