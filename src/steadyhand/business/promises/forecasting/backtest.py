"""A log of somebody's own, replayed: what would have been promised and kept, beside simpler ways and their own."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta

import numpy as np

from steadyhand.business.promises.forecasting.cases import Floats, History, history_of, wall_hours
from steadyhand.business.promises.forecasting.logs import CannotReadLog, Log
from steadyhand.business.promises.forecasting.replay import replay, schedule_of
from steadyhand.business.promises.forecasting.scores import Outcomes, Score, luck_floor, score
from steadyhand.business.promises.forecasting.settings import Settings
from steadyhand.business.promises.forecasting.survival import kaplan_meier

DAY = 24.0
OURS, CONSTANT, SEGMENT, GIVEN = "steadyhand", "constant", "segment_quantile", "given"
# The first third is only learned from: a model that has seen nothing says nothing about models.
WARM_UP = 1 / 3
FEWEST_CASES = 60
# Fewer closed cases of its own, and a segment has no quantile of its own; with 20 the longest is the 95 % point.
FEWEST_OF_A_SEGMENT = 20
# Twice what 95 in 100 took, in whole months: beyond it no promise would please anybody.
HORIZON_TIMES, MONTH_DAYS, LONGEST_DAYS = 2.0, 30, 360
MOST_FITS, SHORTEST_REFIT_DAYS = 24, 7.0
Telling = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a log is replayed. What is left out follows from the log: see `docs/how-it-works/promises.md`."""

    target: float = 0.95
    horizon_days: float | None = None
    evaluate_from: datetime | None = None
    refit_days: float | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What a replay found. `cases` are those of the log, `promised` those that were judged; `scores` by method."""

    asked: Asked
    cases: int
    open_cases: int
    promised: int
    judged_from: datetime
    judged_until: datetime
    horizon_days: float
    refit_days: float
    scores: Mapping[str, Score]
    luck_floor: float | None
    left_out: tuple[str, ...]
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return it as plain values: the figures of each method first."""
        return {
            name: {key: value for key, value in asdict(found).items() if key not in ("months", "segments")}
            for name, found in self.scores.items()
        }


def backtest(log: Log, asked: Asked, *, told: Telling = lambda _: None) -> Report:
    """Return how promises at the target would have been kept, in the order in which the log happened.

    Only cases whose promised time has passed within the log are judged, whether they were closed by then or not.

    Raises:
        CannotReadLog: too few cases, or none that can be judged.
    """
    if len(log.cases) < FEWEST_CASES:
        raise CannotReadLog(
            f"{len(log.cases)} cases can be read; it takes {FEWEST_CASES} to learn from some and judge the others."
        )
    history = history_of(log.cases, now=log.until)
    begins = _begin(history, asked)
    horizon = (asked.horizon_days or _horizon_days(history.as_of(begins))) * DAY
    refit = (asked.refit_days or _refit_days(history, begins)) * DAY
    settings = replace(Settings(), target=asked.target, horizon_hours=horizon)
    schedule = schedule_of(history, evaluate_from=begins, refit_hours=refit, first_fit=_first_fit(history, begins))
    found = replay(history, schedule, settings, told=told)
    told("The simpler ways …")
    promised = {OURS: found.promised}
    promised[CONSTANT], promised[SEGMENT] = _simple(history, begins, asked.target, refit)
    given = _given(log, history)
    judged = _judged(history, promised, begins, horizon)
    if not judged.any():
        raise CannotReadLog(
            "No case of the later part has had its time within the log: bring a longer one, or a shorter horizon."
        )
    outcomes = _outcomes(history, judged, horizon, asked.target)
    scores = {name: score(hours[judged], outcomes) for name, hours in promised.items()}
    if given is not None:
        scores[GIVEN] = score(given[judged], outcomes)
    return Report(
        asked=asked,
        cases=len(history),
        open_cases=int((~history.closed).sum()),
        promised=int(judged.sum()),
        judged_from=_moment(begins),
        judged_until=_moment(float(history.opened[judged].max())),
        horizon_days=horizon / DAY,
        refit_days=refit / DAY,
        scores=scores,
        luck_floor=luck_floor(scores[OURS].segments, asked.target),
        left_out=log.left_out,
        notes=tuple(note for note in (*log.notes, found.note) if note),
    )


def _begin(history: History, asked: Asked) -> float:
    if asked.evaluate_from is not None:
        at = wall_hours(asked.evaluate_from)
        if not history.opened[0] < at <= history.opened[-1]:
            raise CannotReadLog(
                f"Nothing can be judged from {asked.evaluate_from:%Y-%m-%d} on: the log's cases were opened from "
                f"{_moment(float(history.opened[0])):%Y-%m-%d} to {_moment(float(history.opened[-1])):%Y-%m-%d}."
            )
        return at
    return float(history.opened[int(len(history) * WARM_UP)])


def _first_fit(history: History, begins: float) -> float:
    """Return when there is first something to learn from: before that nothing is said, and no ledger kept."""
    closed = np.sort(history.ended[history.closed])
    least = Settings().least_closed
    enough = float(closed[least]) if len(closed) > least else begins
    return min(max(enough, float(history.opened[0]) + (begins - float(history.opened[0])) / 4), begins)


def _horizon_days(history: History) -> float:
    curve = kaplan_meier(history.hours, history.closed)
    for share in (0.95, 0.9, 0.8, 0.5):
        at = curve.hours_at(share)
        if at is not None:
            months = int(np.ceil(HORIZON_TIMES * at / DAY / MONTH_DAYS))
            return float(min(max(months, 1) * MONTH_DAYS, LONGEST_DAYS))
    return 2.0 * MONTH_DAYS


def _refit_days(history: History, begins: float) -> float:
    return float(max(SHORTEST_REFIT_DAYS, (history.opened[-1] - begins) / DAY / MOST_FITS))


def _simple(history: History, begins: float, target: float, refit: float) -> tuple[Floats, Floats]:
    """Return what a constant and a quantile for each segment would have promised, learned from what had closed."""
    constant, by_segment = np.full(len(history), np.nan), np.full(len(history), np.nan)
    named = np.array(history.segments)
    for at in np.arange(begins, float(history.opened[-1]) + 1e-6, refit):
        low, high = (int(np.searchsorted(history.opened, each, side="left")) for each in (at, at + refit))
        if low == high:
            continue
        closed = history.closed & (history.ended <= at)
        everywhere = float(np.quantile(history.hours[closed], target)) if closed.any() else np.inf
        constant[low:high] = everywhere
        for name in np.unique(named[low:high]):
            own = closed & (named == name)
            enough = int(own.sum()) >= FEWEST_OF_A_SEGMENT
            asked = np.arange(low, high)[named[low:high] == name]
            by_segment[asked] = float(np.quantile(history.hours[own], target)) if enough else everywhere
    return constant, by_segment


def _given(log: Log, history: History) -> Floats | None:
    if not any(given is not None for given in log.given):
        return None
    # The log's cases stand in the order of their opening already, as the history's do.
    return np.array(
        [
            np.inf if given is None else max(wall_hours(given) - opened, 0.0)
            for given, opened in zip(log.given, history.opened, strict=True)
        ],
        dtype=np.float64,
    )


def _judged(
    history: History, promised: Mapping[str, Floats], begins: float, horizon: float
) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Return which cases are judged: known at their opening, so that quick ones aren't preferred."""
    longest = np.zeros(len(history))
    for hours in promised.values():
        asked = np.where(np.isfinite(hours) & (hours <= horizon), hours, horizon)
        longest = np.maximum(longest, asked)
    judged: np.ndarray[tuple[int], np.dtype[np.bool_]] = (history.opened >= begins) & (
        history.opened + longest <= history.now + 1e-6
    )
    return judged


def _outcomes(
    history: History, judged: "np.ndarray[tuple[int], np.dtype[np.bool_]]", horizon: float, target: float
) -> Outcomes:
    which = np.flatnonzero(judged)
    took = np.where(history.closed[which], history.hours[which], np.inf)
    months = [f"{_moment(float(history.opened[at])):%Y-%m}" for at in which]
    return Outcomes(took, months, [history.segments[at] for at in which], horizon, target)


def _moment(hours: float) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
