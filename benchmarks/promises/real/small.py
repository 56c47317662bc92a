"""A small dealer: the orders of Olist thinned to a few a month. Kept from the first sixty closed cases on?"""

from collections.abc import Callable

import numpy as np

from benchmarks.promises.real.logs import OLIST, Row, log_of
from steadyhand.business.promises.forecasting.backtest.judging import Verdict, judge
from steadyhand.business.promises.forecasting.replay import replay, schedule_of
from steadyhand.business.promises.forecasting.settings import Settings

DAY = 24.0
CLOSED_FIRST = 60
DRAWS = 5


def small_dealer(a_month: int) -> list[Verdict]:
    """Return what became of a small dealer's promises, for several draws of the orders."""
    return [_one(a_month, seed) for seed in range(DRAWS)]


def _one(a_month: int, seed: int) -> Verdict:
    log = log_of(OLIST, thinned=_thinned(a_month, seed))
    history = log.history
    closed_at = np.sort(history.ended[history.closed])
    begin = float(closed_at[CLOSED_FIRST])
    settings = Settings(horizon_hours=OLIST.horizon_hours)
    schedule = schedule_of(
        history, evaluate_from=begin, first_fit=float(history.opened[settings.least_closed]), refit_hours=14 * DAY
    )
    found = replay(history, schedule, settings)
    since = int(np.searchsorted(history.opened, begin, side="left"))
    return judge(history, since, found.promised[since:], target=0.95, horizon=settings.horizon_hours)


def _thinned(a_month: int, seed: int) -> Callable[[list[Row]], list[Row]]:
    def chosen(rows: list[Row]) -> list[Row]:
        draw = np.random.default_rng(seed)
        by_month: dict[str, list[Row]] = {}
        for row in rows:
            by_month.setdefault(row["opened"][:7], []).append(row)
        found = []
        for month in by_month.values():
            some = draw.choice(len(month), min(a_month, len(month)), replace=False)
            found += [month[number] for number in sorted(some)]
        return found

    return chosen
