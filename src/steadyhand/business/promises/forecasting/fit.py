"""From a history of cases to something that answers: how long may this one take?"""

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from steadyhand.business.promises.forecasting.busy import busy_now, past_paces
from steadyhand.business.promises.forecasting.cases import Case, Floats, History, history_of
from steadyhand.business.promises.forecasting.explaining import usual_of
from steadyhand.business.promises.forecasting.forecaster import Forecaster, Said
from steadyhand.business.promises.forecasting.keeping import NotAModel
from steadyhand.business.promises.forecasting.ledger import Book, stretches
from steadyhand.business.promises.forecasting.pace import Codes
from steadyhand.business.promises.forecasting.raw import Raw, asked_of, fit_raw
from steadyhand.business.promises.forecasting.settings import Settings

__all__ = ["Forecaster", "NotAModel", "fit", "up_to"]

# The shares that are corrected one by one; a forecast between them is drawn straight.
SHARES = (0.1, 0.25, 0.5, 0.65, 0.8, 0.9, 0.95, 0.975, 0.99)
# Without a ledger the history is told to models of its own past: fitted on the cases before each of these parts of it.
REHEARSED_FROM = (0.2, 0.4, 0.6, 0.8)


def fit(
    cases: Sequence[Case], *, now: datetime, settings: Settings | None = None, before: Forecaster | None = None
) -> Forecaster:
    """Return a forecaster from these cases as they were known at `now`.

    `before` is yesterday's: what it said of cases opened since is the ledger. Without it the history is rehearsed.
    """
    chosen = settings or Settings()
    history = history_of(cases, now=now, most=chosen.most_cases)
    raw = fit_raw(history, chosen)
    said = rehearse(history, chosen) if before is None else with_new(before, history)
    return assembled(raw, history, said, chosen, version=f"{now:%Y-%m-%d %H:%M}")


def up_to(forecaster: Forecaster, cases: Sequence[Case], *, now: datetime) -> Forecaster:
    """Return the same model, knowing what is open and what has closed since: the ledger and the pace are today's."""
    history = history_of(cases, now=now, most=forecaster.settings.most_cases)
    return assembled(
        forecaster.raw, history, with_new(forecaster, history), forecaster.settings, version=forecaster.version
    )


def assembled(raw: Raw, history: History, said: Said, settings: Settings, *, version: str) -> Forecaster:
    """Return the forecaster of a model, corrected by what became of what was said."""
    names = tuple(sorted(set(history.segments)))
    book = book_of(said, history, raw, names)
    shares = sorted({*SHARES, settings.target})
    corrections = tuple(
        (share, stretches(book, share, len(names) + 1, settings, knows=raw.model.known)) for share in shares
    )
    return Forecaster(
        raw=raw,
        version=version,
        settings=settings,
        fitted_at=history.now,
        closed_cases=int(history.closed.sum()),
        open_cases=int((~history.closed & ~history.withdrawn).sum()),
        segments=names,
        corrections=corrections,
        busy=busy_now(history, raw.keys, horizon=settings.horizon_hours),
        usual=usual_of(history),
        said=said,
    )


def rehearse(history: History, settings: Settings) -> Said:
    """Return what models of the past would have said of the cases after them."""
    said = []
    for first, until in zip(REHEARSED_FROM, (*REHEARSED_FROM[1:], 1.0), strict=True):
        begin, end = int(len(history) * first), int(len(history) * until)
        if begin in {0, end}:
            continue
        known = history.as_of(float(history.opened[begin]))
        if int(known.closed.sum()) < settings.least_closed:
            continue
        latest = max(begin, end - settings.most_in_ledger)
        said.append(_told(fit_raw(known, settings), history, latest, end, settings))
    return _latest(Said.all_of(said), settings)


def with_new(before: Forecaster, history: History) -> Said:
    """Return what was said before, and what the same model says of the cases opened since it was fitted."""
    first = int(np.searchsorted(history.opened, before.fitted_at, side="right"))
    # No more than the ledger holds: a forecaster of long ago would otherwise be asked about years.
    first = max(first, len(history) - before.settings.most_in_ledger)
    if first == len(history) or before.closed_cases < before.settings.least_closed:
        return before.said
    new = _told(before.raw, history, first, len(history), before.settings)
    return _latest(Said.all_of([before.said, new]), before.settings)


def book_of(said: Said, history: History, raw: Raw, names: Sequence[str]) -> Book:
    """Return what was said beside what is known now, on the clock of the model that is to be corrected."""
    places = {key: number for number, key in enumerate(history.keys)}
    found = np.array([places.get(key, -1) for key in said.keys], dtype=np.int64)
    there = np.flatnonzero(found >= 0)
    which = found[there]
    opened, rhythm = history.opened[which], raw.model.rhythm
    known = np.isfinite(said.rows[there])
    rows = rhythm.lasted(opened[:, None], np.where(known, said.rows[there], 0.0))
    lasted, watched = history.hours[which], history.now - opened
    places_of = {name: number for number, name in enumerate(names)}
    segments: Codes = np.array([places_of[history.segments[number]] for number in which], dtype=np.int64)
    age = np.maximum(rhythm.lasted(opened, watched), 0.0)
    lasted = rhythm.lasted(opened, lasted)
    return Book(
        rows=np.where(known, rows, np.inf),
        lasted=lasted,
        closed=history.closed[which],
        age=np.maximum(age, np.where(history.closed[which], lasted, 0.0)),
        known=said.known[there],
        segments=segments,
    )


def _told(raw: Raw, history: History, first: int, until: int, settings: Settings) -> Said:
    paces: Floats = past_paces(history, raw.keys, horizon=settings.horizon_hours)
    asked = asked_of(history, paces, first, until)
    rows = raw.model.rhythm.wall_hours(asked.opened[:, None], raw.model.rows(asked))
    return Said(history.keys[first:until], rows, np.full(until - first, float(raw.model.known)))


def _latest(said: Said, settings: Settings) -> Said:
    extra = len(said.keys) - settings.most_in_ledger
    if extra <= 0:
        return said
    # The newest say most and cost nothing to leave in; of the older, every other one goes until the rest fits.
    half = settings.most_in_ledger // 2
    older = np.linspace(0, len(said.keys) - half - 1, settings.most_in_ledger - half).astype(np.int64)
    chosen = np.concatenate([older, np.arange(len(said.keys) - half, len(said.keys))])
    keys = tuple(said.keys[number] for number in chosen)
    return Said(keys=keys, rows=said.rows[chosen], known=said.known[chosen])
