"""Olist: ours beside the company's own dates, and broken promises announced before they break."""

from dataclasses import dataclass

import numpy as np

from steadyhand.business.promises.forecasting.cases import Floats, History
from steadyhand.business.promises.forecasting.curves import hours_at, shares_by

DAY = 24.0
# Looked at each morning at eight.
MORNING = 8.0
PRECISION = 0.7


def shorter_at_the_same_kept_rate(history: History, since: int, ours: Floats, theirs: Floats) -> tuple[float, float]:
    """Return by which share (0–1) our dates are shorter in mean and median, scaled to be kept as often as theirs.

    Both are dates, kept until that day is over; the one factor is hindsight, so only the spread is compared.
    """
    opened, took = history.opened[since:], history.ended[since:] - history.opened[since:]
    both = np.isfinite(theirs) & np.isfinite(ours)
    opened, took, ours, theirs = opened[both], took[both], ours[both], theirs[both]
    wanted = float((took <= theirs).mean())
    low, high = 0.2, 3.0
    for _ in range(40):
        middle = (low + high) / 2
        if float((took <= _dated(opened, ours * middle)).mean()) < wanted:
            low = middle
        else:
            high = middle
    scaled = _dated(opened, ours * high)
    return 1 - float(scaled.mean() / theirs.mean()), 1 - float(np.median(scaled) / np.median(theirs))


@dataclass(frozen=True, slots=True)
class Notice:
    """At which threshold, how many of the broken promises were announced a day ahead, and how often that was right."""

    broken: int
    announced_share: float
    precision: float
    notices: int


def early_notice(history: History, since: int, promised: Floats, rows: Floats) -> dict[str, Notice]:
    """Return, by score, what is announced at least a day ahead at a precision of 0.7."""
    opened = history.opened[since:]
    took = np.where(history.closed[since:], history.ended[since:] - opened, np.inf)
    given = np.isfinite(promised)
    opened, took, due, rows = opened[given], took[given], promised[given], rows[since:][given]
    broken = took > due
    used, late = np.zeros(len(due)), np.zeros(len(due))
    stretched = due / np.maximum(hours_at(rows, np.full(len(due), 0.95)), 1e-6)
    stretched = np.where(np.isfinite(stretched) & (stretched > 0), stretched, 1.0)
    # The last mornings on which a day is still left; an earlier one that is more alarming counts as well.
    last = np.floor((opened + due - DAY - MORNING) / DAY) * DAY + MORNING
    for back in range(6):
        age = last - back * DAY - opened
        there = (age > 0) & (took > age)
        by_now = shares_by(rows, np.maximum(age, 0.0) / stretched)
        by_due = shares_by(rows, due / stretched)
        chance = (1 - by_due) / np.maximum(1 - by_now, 1e-6)
        used = np.maximum(used, np.where(there, age / due, 0.0))
        late = np.maximum(late, np.where(there, chance, 0.0))
    return {"share of the promised time used": _best(used, broken), "chance to be late": _best(late, broken)}


def _best(score: Floats, broken: np.ndarray) -> Notice:
    order = np.argsort(-score, kind="stable")
    ranked = broken[order]
    right = np.cumsum(ranked)
    precise = right / np.arange(1, len(ranked) + 1)
    fine = np.flatnonzero((precise >= PRECISION) & (score[order] > 0))
    if not len(fine):
        return Notice(int(broken.sum()), 0.0, 0.0, 0)
    at = int(fine[-1])
    return Notice(int(broken.sum()), float(right[at] / broken.sum()), float(precise[at]), at + 1)


def _dated(opened: Floats, hours: Floats) -> Floats:
    """Return hours until the end of the day on which a time falls."""
    return np.ceil((opened + hours) / DAY) * DAY - opened
