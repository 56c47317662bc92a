"""What would have been promised, had the engine been there? A log told again in the order in which it happened.

Each case is forecast at its opening from what was known then; an outcome is known once the case has closed, and that a
promise was missed, once its time has passed. Models are refitted and the ledger is read again as time goes on.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from steadyhand.business.promises.forecasting.busy import past_paces
from steadyhand.business.promises.forecasting.cases import Floats, History
from steadyhand.business.promises.forecasting.curves import LEVELS
from steadyhand.business.promises.forecasting.ledger import Book, promised, stretches
from steadyhand.business.promises.forecasting.pace import Codes
from steadyhand.business.promises.forecasting.raw import Raw, asked_of, fit_raw, paced_keys
from steadyhand.business.promises.forecasting.settings import Settings

DAY = 24.0
# Forecasts older than the horizon and this many half-lives weigh nothing worth reckoning.
_HALF_LIVES = 4
_MOST_READINGS = 320
# Below this a fit is done before it is said.
_SAID_FROM = 400


@dataclass(frozen=True, slots=True)
class Schedule:
    """When models are fitted (hours since 1970), from when on promises count, and how often the ledger is read."""

    fits: tuple[float, ...]
    evaluate_from: float
    reading_hours: float


@dataclass(frozen=True, slots=True)
class Replayed:
    """What was promised: hours on the caller's clock, infinite where no time was given, nan before the evaluation.

    `rows` are the forecasts behind it (hours at `LEVELS`, uncorrected), `factors` by how much each was stretched.
    """

    promised: Floats
    rows: Floats
    tiers: tuple[str, ...]
    note: str


def schedule_of(history: History, *, evaluate_from: float, first_fit: float, refit_hours: float) -> Schedule:
    """Return a schedule with a fit at the evaluation's beginning, others before and after it at this distance."""
    earlier = np.arange(evaluate_from - refit_hours, first_fit, -refit_hours)[::-1]
    later = np.arange(evaluate_from, float(history.opened[-1]) + 1e-6, refit_hours)
    return _scheduled(history, evaluate_from, [first_fit, *earlier.tolist(), *later.tolist()])


def schedule_by_count(history: History, *, evaluate_from: float, first_fit: float, refits: int) -> Schedule:
    """Return a schedule with so many fits over the evaluation, each after as many cases as the others."""
    since = int(np.searchsorted(history.opened, evaluate_from, side="left"))
    step = max(1, -(-(len(history) - since) // refits))
    before = range(since - step, int(np.searchsorted(history.opened, first_fit, side="right")), -step)
    later = [float(history.opened[number]) for number in range(since + step, len(history), step)]
    earlier = [float(history.opened[number]) for number in reversed(before)]
    return _scheduled(history, evaluate_from, [first_fit, *earlier, evaluate_from, *later])


def _scheduled(history: History, evaluate_from: float, fits: list[float]) -> Schedule:
    span = float(history.opened[-1]) - evaluate_from
    return Schedule(tuple(sorted(set(fits))), evaluate_from, max(span / _MOST_READINGS, min(DAY, span / 30), 1e-3))


def replay(
    history: History, schedule: Schedule, settings: Settings, *, told: Callable[[str], None] = lambda _: None
) -> Replayed:
    """Return what would have been promised to each case from the evaluation's beginning on."""
    count = len(history)
    rows, known = np.full((count, len(LEVELS)), np.nan), np.zeros(count)
    found = np.full(count, np.nan)
    names, codes = np.unique(np.array(history.segments), return_inverse=True)
    tiers, note, keys, paces = [], "", None, None
    for number, at in enumerate(schedule.fits):
        until = schedule.fits[number + 1] if number + 1 < len(schedule.fits) else np.inf
        first, last = (int(np.searchsorted(history.opened, each, side="left")) for each in (at, until))
        if first == last:
            continue
        then = history.as_of(at)
        if len(then) > _SAID_FROM:
            told(f"fit {number + 1} of {len(schedule.fits)}: {len(then):,} cases known, {last - first:,} to forecast")
        if keys is None or number % _CHOSEN_ANEW == 0:
            keys = paced_keys(then, settings)
            paces = past_paces(history, keys, horizon=settings.horizon_hours)
        raw = fit_raw(then, settings, keys=keys, paces=None if paces is None else paces[: len(then)])
        asked = asked_of(history, paces if paces is not None else np.zeros((count, 0)), first, last)
        rows[first:last] = raw.model.rhythm.wall_hours(asked.opened[:, None], raw.model.rows(asked))
        known[first:last] = raw.model.known
        tiers.append(raw.name)
        note = raw.note or note
        if until > schedule.evaluate_from:
            begin, end = max(at, schedule.evaluate_from), min(until, float(history.opened[-1]) + 1e-6)
            said = _SaidSoFar(history, rows, known, codes.astype(np.int64), len(names))
            _correct(said, raw, (begin, end, last), schedule, settings, found)
    return Replayed(found, rows, tuple(tiers), note)


# Which features tell most changes slowly; counting their pace anew for the whole log is the dearest step after trees.
_CHOSEN_ANEW = 6


@dataclass(frozen=True, slots=True)
class _SaidSoFar:
    history: History
    rows: Floats
    known: Floats
    codes: Codes
    segments: int


def _correct(
    said: _SaidSoFar,
    raw: Raw,
    span: tuple[float, float, int],
    schedule: Schedule,
    settings: Settings,
    found: Floats,
) -> None:
    """Write what is promised from `begin` to `end`, with the ledger as it stood at each reading."""
    begin, end, last = span
    history, rows, known, codes, segments = said.history, said.rows, said.known, said.codes, said.segments
    rhythm = raw.model.rhythm
    reach = settings.horizon_hours + _HALF_LIVES * settings.half_life_days * DAY
    oldest = int(np.searchsorted(history.opened, begin - reach, side="left"))
    oldest = max(oldest, int(np.argmax(~np.isnan(rows[:, 0]))))
    part = slice(oldest, last)
    opened = history.opened[part]
    worked = rhythm.lasted(opened[:, None], np.where(np.isfinite(rows[part]), rows[part], 0.0))
    worked = np.where(np.isfinite(rows[part]), worked, np.inf)
    lasted = rhythm.lasted(opened, history.hours[part])
    at = begin
    while at < end:
        until = min(at + schedule.reading_hours, end)
        low, high = (int(np.searchsorted(history.opened, each, side="left")) for each in (at, until))
        if low < high:
            since = max(0, int(np.searchsorted(opened, at - reach, side="left")))
            chosen = np.arange(since, low - oldest)
            if len(chosen) > settings.most_in_ledger:
                chosen = chosen[:: -(-len(chosen) // settings.most_in_ledger)]
            closed = history.closed[part][chosen] & (history.ended[part][chosen] < at)
            age = rhythm.lasted(opened[chosen], at - opened[chosen])
            gone = np.minimum(history.ended[part][chosen], at) - opened[chosen]
            book = Book(
                rows=worked[chosen],
                lasted=np.where(closed, lasted[chosen], rhythm.lasted(opened[chosen], gone)),
                closed=closed,
                age=age,
                known=known[part][chosen],
                segments=codes[part][chosen],
            )
            stretched = stretches(book, settings.target, segments, settings, knows=raw.model.known)
            some = slice(low - oldest, high - oldest)
            hours = promised(stretched, worked[some], codes[low:high], settings.horizon_hours)
            wall = rhythm.wall_hours(history.opened[low:high], hours)
            found[low:high] = np.where(np.isfinite(wall), np.minimum(wall, settings.horizon_hours), np.inf)
        at = until
