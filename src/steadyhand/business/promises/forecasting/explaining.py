"""Why this long? One sentence, from real counts."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from steadyhand.business.promises.forecasting.cases import Flags, History
from steadyhand.business.promises.forecasting.survival import kaplan_meier

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Nine in ten of fewer than this is somebody's tenth case.
FEWEST = 20
# A weekday is heavy where nine in ten take this much longer than over the week, and so many began on it.
HEAVY, FEWEST_OF_A_DAY = 1.25, 50
_HOURS, _DAYS = 48.0, 24.0


@dataclass(frozen=True, slots=True)
class Usual:
    """How long nine in ten took, by segment ("" is all), with how many are closed, and which weekdays are heavy."""

    nine_in_ten: Mapping[str, tuple[float, int]]
    heavy_days: tuple[int, ...]

    def why(self, segment: str, weekday: int) -> str:
        """Return the sentence for a case of this segment, opened on this weekday (0 is Monday)."""
        name = segment if segment in self.nine_in_ten else ""
        if name not in self.nine_in_ten:
            return "Too few like this are closed to say how long nine in ten take."
        hours, count = self.nine_in_ten[name]
        of = f"9 of 10 like this took up to {said_hours(hours)} ({count:,} closed, open ones counted)"
        return f"{of}; {WEEKDAYS[weekday]}s are heavy." if weekday in self.heavy_days else f"{of}."


def usual_of(history: History) -> Usual:
    """Return what is usual in this history."""
    named = np.array(history.segments)
    found: dict[str, tuple[float, int]] = {}
    for name in ("", *sorted(set(history.segments))):
        told = _nine_in_ten(history, (named == name) if name else np.ones(len(history), dtype=np.bool_), FEWEST)
        if told is not None:
            found[name] = told
    heavy = []
    if "" in found:
        days = (np.floor(history.opened / 24).astype(np.int64) + 3) % 7
        for day in range(7):
            told = _nine_in_ten(history, days == day, FEWEST_OF_A_DAY)
            if told is not None and told[0] > HEAVY * found[""][0]:
                heavy.append(day)
    return Usual(found, tuple(heavy))


def said_hours(hours: float) -> str:
    """Return a duration as it is said."""
    if hours < 1:
        return f"{max(1, round(hours * 60))} minutes"
    if hours < _HOURS:
        return f"{hours:.0f} hour{'' if round(hours) == 1 else 's'}"
    return f"{hours / _DAYS:.0f} days"


def _nine_in_ten(history: History, which: Flags, fewest: int) -> tuple[float, int] | None:
    count = int(history.closed[which].sum())
    if count < fewest:
        return None
    at = kaplan_meier(history.hours[which], history.closed[which]).hours_at(0.9)
    return None if at is None else (at, count)
