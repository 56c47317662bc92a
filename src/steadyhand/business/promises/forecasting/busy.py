"""The pace of the whole, of each segment and of the features that tell most: of past cases, and as it stands now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from steadyhand.business.promises.forecasting.cases import Floats, History, Value
from steadyhand.business.promises.forecasting.pace import Codes, Counts, Events, counts_at, measures

# The segment counts by this name; features by their own.
SEGMENT = ""


@dataclass(frozen=True, slots=True)
class Busy:
    """What is going on at one moment: the whole, and each value of each key (the last row: a value never seen)."""

    at: float
    whole: Counts
    values: tuple[tuple[str, Mapping[str, int], Counts], ...]

    def paces(self, opened: Floats, features: Sequence[Mapping[str, Value]], segments: Sequence[str]) -> Floats:
        """Return the pace columns for cases opened from now on, as far as is known."""
        passed = np.maximum(opened - self.at, 0.0)
        everywhere = measures(self.whole.rows(np.zeros(len(opened), dtype=np.int64)).later(passed))
        found = [everywhere]
        for key, places, counts in self.values:
            told = segments if key == SEGMENT else [str(row.get(key)) for row in features]
            which = np.array([places.get(each, len(places)) for each in told], dtype=np.int64)
            found.append(measures(counts.rows(which).later(passed), everywhere))
        return np.column_stack(found)


def past_paces(history: History, keys: Sequence[str], *, horizon: float) -> Floats:
    """Return the pace columns of each case as they stood at its own opening."""
    none = np.zeros(len(history), dtype=np.int64)
    everywhere = measures(counts_at(_events(history, none, horizon), none, history.opened))
    found = [everywhere]
    for key in keys:
        codes = _codes(history, key)[1]
        found.append(measures(counts_at(_events(history, codes, horizon), codes, history.opened), everywhere))
    return np.column_stack(found)


def busy_now(history: History, keys: Sequence[str], *, horizon: float) -> Busy:
    """Return what is going on at the moment of this history."""
    none = np.zeros(len(history), dtype=np.int64)
    now = np.full(1, history.now)
    whole = counts_at(_events(history, none, horizon), np.zeros(1, dtype=np.int64), now)
    values = []
    for key in keys:
        names, codes = _codes(history, key)
        asked = np.arange(len(names) + 1, dtype=np.int64)
        counts = counts_at(_events(history, codes, horizon), asked, np.full(len(asked), history.now))
        values.append((key, {name: number for number, name in enumerate(names)}, counts))
    return Busy(history.now, whole, tuple(values))


def _codes(history: History, key: str) -> tuple[list[str], Codes]:
    told = history.segments if key == SEGMENT else [str(row.get(key)) for row in history.features]
    names, codes = np.unique(np.array(told), return_inverse=True)
    return [str(name) for name in names], codes.astype(np.int64)


def _events(history: History, codes: Codes, horizon: float) -> Events:
    over = np.where(history.closed | (history.ended < history.now), history.ended, np.inf)
    # These count on the wall, whichever clock the durations are of.
    return Events.of(codes, history.opened, over, history.closed, history.hours, horizon / max(history.worth, 1e-3))
