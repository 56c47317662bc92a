"""How good were promises? Kept by month and segment, how long, and the loss that weighs both."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, log

import numpy as np

from steadyhand.business.promises.forecasting.cases import Flags, Floats

# Fewer promises than this say nothing about a segment, or a month.
FEWEST_OF_A_SEGMENT, FEWEST_OF_A_MONTH = 100, 30
# A segment is short where luck alone would show as few once in a hundred logs, all segments together (Bonferroni).
DOUBT = 0.01


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What came of the cases that are judged: hours from opening to closing (infinite: not within the horizon)."""

    took: Floats
    months: Sequence[str]
    segments: Sequence[str]
    horizon_hours: float
    target: float


@dataclass(frozen=True, slots=True)
class Part:
    """The kept share of one month or segment."""

    name: str
    promises: int
    kept: float
    is_short: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """How one way of promising fared. Shares are 0–1; kept counts over those given a time, the loss over all.

    None where nothing was promised, or no month or segment has enough promises to be judged by itself.
    """

    kept: float | None
    kept_worst_month: float | None
    kept_worst_segment: float | None
    promise_mean_hours: float | None
    promise_median_hours: float | None
    pinball_hours: float
    no_answer_share: float
    months: tuple[Part, ...]
    segments: tuple[Part, ...]


def score(promised: Floats, outcomes: Outcomes) -> Score:
    """Return the score of promised hours (infinite: none given). What isn't done by the horizon counts as missed.

    For the loss nothing lasts, and nothing is promised, beyond the horizon.

    Source of the loss: Koenker and Bassett 1978; a case without a time counts as if the horizon had been promised.
    """
    horizon, target = outcomes.horizon_hours, outcomes.target
    has_time = np.isfinite(promised)
    kept = (outcomes.took <= promised) & (outcomes.took <= horizon)
    took, asked = np.minimum(outcomes.took, horizon), np.minimum(promised, horizon)
    loss = np.where(took > asked, target * (took - asked), (1 - target) * (asked - took))
    months = parts_of(kept, has_time, outcomes.months, fewest=FEWEST_OF_A_MONTH, target=target)
    segments = parts_of(kept, has_time, outcomes.segments, fewest=FEWEST_OF_A_SEGMENT, target=target)
    given = promised[has_time]
    return Score(
        kept=float(kept[has_time].mean()) if len(given) else None,
        kept_worst_month=min((part.kept for part in months), default=None),
        kept_worst_segment=min((part.kept for part in segments), default=None),
        promise_mean_hours=float(given.mean()) if len(given) else None,
        promise_median_hours=float(np.median(given)) if len(given) else None,
        pinball_hours=float(loss.mean()) if len(loss) else 0.0,
        no_answer_share=float(1 - has_time.mean()) if len(loss) else 0.0,
        months=tuple(sorted(months, key=lambda part: part.name)),
        segments=tuple(sorted(segments, key=lambda part: part.kept)),
    )


def parts_of(kept: Flags, has_time: Flags, names: Sequence[str], *, fewest: int, target: float) -> tuple[Part, ...]:
    """Return the kept share of each name with enough promises, and whether luck could explain it."""
    named = np.array(names)[has_time]
    found, codes = np.unique(named, return_inverse=True) if len(named) else (np.array([]), np.array([], dtype=np.int64))
    counts = np.bincount(codes, minlength=len(found))
    goods = np.bincount(codes, weights=kept[has_time].astype(np.float64), minlength=len(found))
    judged = [at for at in range(len(found)) if counts[at] >= fewest]
    return tuple(
        Part(
            name=str(found[at]),
            promises=int(counts[at]),
            kept=float(goods[at] / counts[at]),
            is_short=at_most(int(goods[at]), int(counts[at]), target) < DOUBT / len(judged),
        )
        for at in judged
    )


def luck_floor(parts: Sequence[Part], target: float) -> float | None:
    """Return what the worst of so many parts would show about half of the time if each were kept at the target."""
    if not parts:
        return None
    # The worst lies above x as often as all of them do; x is looked for among shares.
    low, high = 0.0, 1.0
    for _ in range(30):
        middle = (low + high) / 2
        above = 1.0
        for part in parts:
            above *= 1 - at_most(int(np.ceil(middle * part.promises)) - 1, part.promises, target)
        low, high = (middle, high) if above > 0.5 else (low, middle)  # noqa: PLR2004  # half of the time
    return (low + high) / 2


def at_most(successes: int, trials: int, share: float) -> float:
    """Return the probability of at most so many successes, each as likely as `share` (0–1)."""
    if successes < 0:
        return 0.0
    if successes >= trials:
        return 1.0
    whole = lgamma(trials + 1)
    logs = [
        whole - lgamma(each + 1) - lgamma(trials - each + 1) + each * log(share) + (trials - each) * log(1 - share)
        for each in range(successes + 1)
    ]
    return min(1.0, sum(map(exp, logs)))
