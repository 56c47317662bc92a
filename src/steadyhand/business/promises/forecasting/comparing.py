"""May a new model go live? Only if it would have kept no fewer of the latest promises than the one that answers now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from steadyhand.business.promises.forecasting.cases import Case, Floats, History, history_of, wall_hours
from steadyhand.business.promises.forecasting.forecaster import Forecaster

# Fewer matured cases than this say nothing about one in twenty: the champion stays.
FEWEST = 30
# How late before a comparison a challenger was fitted, so that it hasn't seen what it is judged by.
HELD_BACK_DAYS = 14
LATEST = 2_000


@dataclass(frozen=True, slots=True)
class Kept:
    """What a model would have done with the latest cases: shares are 0–1, `loss_hours` is the pinball loss."""

    kept_share: float
    given_share: float
    mean_hours: float
    loss_hours: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Champion and challenger on the same cases, none of which either had seen."""

    cases: int
    champion: Kept
    challenger: Kept

    @property
    def may_go_live(self) -> bool:
        """Return whether the challenger would have kept no fewer than the champion, on enough cases to tell."""
        return self.cases >= FEWEST and self.challenger.kept_share >= self.champion.kept_share

    @property
    def why(self) -> str:
        """Return the verdict in a sentence."""
        if self.cases < FEWEST:
            return f"Only {self.cases} cases have matured since both were fitted; {FEWEST} are needed to tell."
        told = f"of {self.cases:,} promises it would have kept {self.challenger.kept_share:.1%}, the one that answers"
        told = f"{told} {self.champion.kept_share:.1%}; mean {self.challenger.mean_hours:.0f} h, not"
        return f"{told} {self.champion.mean_hours:.0f} h."


def compare(champion: Forecaster, challenger: Forecaster, cases: Sequence[Case], *, now: datetime) -> Comparison:
    """Return how both would have done on the latest matured cases opened after both were fitted.

    Matured is what was opened so long ago that even the later of both promised times has passed, closed or not: among
    younger ones only the fast would be closed, and whoever promises short would look kept.
    """
    since = max(champion.fitted_at, challenger.fitted_at)
    latest = sorted((each for each in cases if wall_hours(each.opened_at) >= since), key=lambda each: each.opened_at)
    latest = [each for each in latest if each.withdrawn_at is None][-LATEST:]
    history = history_of(latest, now=now)
    asked = [
        (each.features, each.opened_at, each.segment) for each in latest if wall_hours(each.opened_at) <= history.now
    ]
    target, horizon = champion.settings.target, champion.settings.horizon_hours
    told = [
        np.array([_promised(each.hours_kept(target), horizon) for each in model.forecasts(asked)], dtype=np.float64)
        for model in (champion, challenger)
    ]
    worth = _worth(history)
    watched = (history.now - history.opened) * worth
    due = np.minimum(np.fmax(*told), horizon) if asked else np.zeros(0)
    matured = watched >= due
    kept = [_kept(history, each, matured, target, horizon) for each in told]
    return Comparison(int(matured.sum()), *kept)


def _promised(hours: float | None, horizon: float) -> float:
    return np.inf if hours is None or hours > horizon else hours


def _worth(history: History) -> float:
    """Return how many hours of the caller's clock an hour of the wall is worth."""
    wall = float((history.ended - history.opened).sum())
    return float(history.hours.sum()) / wall if wall > 0 else 1.0


def _kept(history: History, promised: Floats, matured: np.ndarray, target: float, horizon: float) -> Kept:
    took = np.where(history.closed, history.hours, np.inf)[matured]
    told = promised[matured]
    given = np.isfinite(told)
    if not given.any():
        return Kept(0.0, 0.0, 0.0, 0.0)
    due, seen = np.where(given, told, horizon), np.minimum(took, horizon)
    loss = np.where(seen > due, target * (seen - due), (1 - target) * (due - seen))
    return Kept(
        kept_share=float((took[given] <= told[given]).mean()),
        given_share=float(given.mean()),
        mean_hours=float(told[given].mean()),
        loss_hours=float(loss.mean()),
    )
