"""A log replayed by every method, and what became of their promises."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from steadyhand.business.promises.forecasting.backtest import rivals
from steadyhand.business.promises.forecasting.backtest.judging import Verdict, judge
from steadyhand.business.promises.forecasting.backtest.reading import CannotRead, Log
from steadyhand.business.promises.forecasting.cases import Floats, History
from steadyhand.business.promises.forecasting.replay import Schedule, replay, schedule_by_count, schedule_of
from steadyhand.business.promises.forecasting.settings import Settings
from steadyhand.business.promises.forecasting.survival import kaplan_meier

OURS, CONSTANT, SEGMENT, GIVEN = "steadyhand", "constant", "segment_quantile", "given"
# The first part of a log is there to learn from.
LEARNT_FROM = 0.3
# Models told before the evaluation begins fill the ledger; the first needs something to know.
FIRST_FIT = 0.25
# Refits over the evaluation: more of them cost minutes on a large log and change little.
REFITS, REFITS_OF_A_LARGE_LOG, LARGE = 24, 10, 20_000
# Three times that by which the target share was done before: what isn't done by then won't be promised.
HORIZONS = 3.0
_DAY = 24.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What whoever runs it said; None or 0 is left to us."""

    target: float = 0.95
    horizon_hours: float | None = None
    evaluate_from: float | None = None
    refit_hours: float | None = None


@dataclass(frozen=True, slots=True)
class Backtest:
    """The verdict on each method, and by what the log was replayed."""

    verdicts: dict[str, Verdict]
    promised: dict[str, Floats]
    since: int
    horizon_hours: float
    evaluate_from: float
    fits: int
    tiers: tuple[str, ...]
    note: str
    rows: Floats


def run(log: Log, asked: Asked, *, told: Callable[[str], None] = lambda _: None) -> Backtest:
    """Return what every method would have promised, and what became of it.

    Raises:
        CannotRead: nothing is left to judge by, or to learn from.
    """
    history = log.history
    begin, since = _beginning(history, asked)
    horizon = asked.horizon_hours or natural_horizon(history.as_of(begin), asked.target)
    known = int(np.searchsorted(history.opened, begin, side="left"))
    first = float(history.opened[int(known * FIRST_FIT)])
    settings = replace(Settings(), horizon_hours=horizon, target=asked.target)
    schedule = _schedule(history, begin, first, asked)
    told(f"{len(history):,} cases, {len(history) - since:,} to be promised a time; {len(schedule.fits)} fits")
    ours = replay(history, schedule, settings, told=told)
    promised = {
        OURS: ours.promised[since:],
        CONSTANT: rivals.constant(history, since, evaluate_from=begin, target=asked.target),
        SEGMENT: rivals.segment_quantile(history, since, fits=schedule.fits, target=asked.target),
    }
    if np.isfinite(log.given).any():
        promised[GIVEN] = log.given[since:]
    verdicts = {
        name: judge(history, since, hours, target=asked.target, horizon=horizon) for name, hours in promised.items()
    }
    return Backtest(verdicts, promised, since, horizon, begin, len(schedule.fits), ours.tiers, ours.note, ours.rows)


def _schedule(history: History, begin: float, first: float, asked: Asked) -> Schedule:
    if asked.refit_hours:
        return schedule_of(history, evaluate_from=begin, first_fit=first, refit_hours=asked.refit_hours)
    refits = REFITS_OF_A_LARGE_LOG if len(history) > LARGE else REFITS
    return schedule_by_count(history, evaluate_from=begin, first_fit=first, refits=refits)


def natural_horizon(history: History, target: float) -> float:
    """Return three times that by which the target share was done, or the longest thrice where so many never were."""
    curve = kaplan_meier(history.hours, history.closed)
    if not len(curve.hours):
        return max(float(history.hours.max(initial=_DAY)), 1.0)
    reached = curve.hours_at(target)
    longest = float(curve.hours[-1])
    return HORIZONS * max(longest if reached is None else reached, 0.1)


def _beginning(history: History, asked: Asked) -> tuple[float, int]:
    begin = asked.evaluate_from
    if begin is None:
        begin = float(history.opened[int(len(history) * LEARNT_FROM)])
    since = int(np.searchsorted(history.opened, begin, side="left"))
    if since == 0:
        raise CannotRead("Nothing was opened before the evaluation begins: choose a later date with --evaluate-from.")
    if since >= len(history):
        raise CannotRead("Nothing was opened after the evaluation begins: choose an earlier date with --evaluate-from.")
    return begin, since
