"""Do two people who watch the same visit see the same? Cohen's kappa with an interval, or too few to tell."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from steadyhand.shared.uncertain import of_share

# Below so many answers by both a kappa swings by half with the next one.
FEWEST = 12
# Landis and Koch (1977): "substantial" from .61 on, "moderate" from .41; rounded, as nobody can tell .60 from .61.
ALIKE, PARTLY = 0.6, 0.4


class Alike(StrEnum):
    TOO_FEW = "too few to tell"
    ALIKE = "seen alike"
    PARTLY = "partly seen alike"
    APART = "seen differently"


@dataclass(frozen=True, slots=True)
class Agreement:
    """`agreed` of `n` answers were the same; `kappa` is what of it chance doesn't give away, None where too few."""

    agreed: int
    n: int
    kappa: float | None
    low: float | None
    high: float | None

    @property
    def verdict(self) -> Alike:
        if self.kappa is None or self.low is None or self.high is None:
            return Alike.TOO_FEW
        if self.low < PARTLY and self.high > ALIKE:
            # The truth may lie on either side: no word for it would be true.
            return Alike.TOO_FEW
        if self.kappa >= ALIKE:
            return Alike.ALIKE
        return Alike.PARTLY if self.kappa >= PARTLY else Alike.APART


def agreement(pairs: Sequence[tuple[Hashable, Hashable]]) -> Agreement:
    """Return how alike two observers answered, of (one's answer, the other's) for the same behaviour on the same job.

    The interval is Wilson's for the share that agrees, with what chance gives taken as it is: where all agree it isn't
    of width 0, as the large-sample one would be.
    Source: Cohen (1960), A coefficient of agreement for nominal scales.
    """
    n, agreed = len(pairs), sum(one == other for one, other in pairs)
    ones, others = (Counter(side) for side in zip(*pairs, strict=True)) if pairs else (Counter(), Counter())
    by_chance = sum(ones[answer] * others[answer] for answer in ones) / n**2 if n else 1.0
    share = of_share(agreed, n) if n >= FEWEST else None
    # Both gave the same answer every time: nothing tells agreeing from never answering anything else.
    if share is None or by_chance >= 1.0:
        return Agreement(agreed, n, None, None, None)

    def kappa(part: float) -> float:
        return (part - by_chance) / (1 - by_chance)

    return Agreement(agreed, n, kappa(agreed / n), kappa(share.low), kappa(share.high))
