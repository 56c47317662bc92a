"""At which hours of the week do things get done? Durations are reckoned by that clock, so that no night counts as work.

The log itself tells: closings by hour of the week, the recent ones more. An hour in which three times as many close as
on average passes three times as fast. A week always has 168 hours, so that long durations stay what they were, and a
promise of half a day made on a Friday evening falls on Monday without anybody having written down when the shop shuts.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from steadyhand.business.promises.forecasting.cases import Floats

WEEK_HOURS = 168
# Hours from Monday 0:00 to the epoch, a Thursday.
EPOCH_IN_WEEK = 72
# No hour stands still: something was once closed at every hour, or will be.
SLOWEST = 0.05
# Closings that must be seen before an hour of one weekday is believed beside "such a day" times "such an hour".
BELIEVED_FROM = 400.0
HALF_LIFE_HOURS = 60 * 24.0
FEWEST = 50
# Before three weeks have been seen, a weekday without closings may only not have come yet.
SEEN_HOURS = 3 * 168.0


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How fast each hour of the week passes; 1 on average."""

    pace: tuple[float, ...]

    def worked(self, moments: Floats) -> Floats:
        """Return moments (hours since 1970) as hours of this clock: ascending, 168 a week."""
        hour = np.floor(moments)
        week, of_week = np.divmod(hour.astype(np.int64) + EPOCH_IN_WEEK, WEEK_HOURS)
        pace = np.asarray(self.pace)
        before = np.concatenate([[0.0], np.cumsum(pace)])
        passed: Floats = week * float(WEEK_HOURS) + before[of_week] + (moments - hour) * pace[of_week]
        return passed

    def moments(self, worked: Floats) -> Floats:
        """Return hours of this clock as moments: the way back from `worked`."""
        pace = np.asarray(self.pace)
        before = np.concatenate([[0.0], np.cumsum(pace)])
        week = np.floor(worked / WEEK_HOURS)
        rest = worked - week * WEEK_HOURS
        hour = np.clip(np.searchsorted(before, rest, side="right") - 1, 0, WEEK_HOURS - 1)
        moments: Floats = week * WEEK_HOURS - EPOCH_IN_WEEK + hour + (rest - before[hour]) / pace[hour]
        return moments

    def lasted(self, opened: Floats, wall_hours: Floats) -> Floats:
        """Return how long something took by this clock."""
        return self.worked(opened + wall_hours) - self.worked(opened)

    def wall_hours(self, opened: Floats, lasted: Floats) -> Floats:
        """Return how long it takes on the wall until so much has passed; what never passes, never does."""
        ever = np.isfinite(lasted)
        reached = self.worked(opened) + np.where(ever, lasted, 0.0)
        return np.where(ever, np.maximum(self.moments(reached) - opened, 0.0), np.inf)


EVEN = Rhythm(pace=(1.0,) * WEEK_HOURS)


def learn_rhythm(closed: Floats, *, now: float) -> Rhythm:
    """Return the rhythm of these closings (hours since 1970); an even one where there are too few to tell."""
    seen = closed[closed <= now]
    if len(seen) < FEWEST or now - float(seen.min()) < SEEN_HOURS:
        return EVEN
    weights = 0.5 ** ((now - seen) / HALF_LIFE_HOURS)
    hours: npt.NDArray[np.int64] = (np.floor(seen).astype(np.int64) + EPOCH_IN_WEEK) % WEEK_HOURS
    counted = np.bincount(hours, weights, WEEK_HOURS)
    by_day = counted.reshape(7, 24)
    expected = np.outer(by_day.sum(axis=1), by_day.sum(axis=0)).ravel() / by_day.sum()
    # With few closings an hour of one weekday is mostly noise; the product of day and hour isn't.
    doubt = BELIEVED_FROM / float(weights.sum())
    shrunk = (counted + doubt * expected) / (1 + doubt)
    pace = (1 - SLOWEST) * shrunk / shrunk.mean() + SLOWEST
    return Rhythm(pace=tuple(float(each) for each in pace))
