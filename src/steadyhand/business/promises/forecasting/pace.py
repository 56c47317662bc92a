"""How busy is it, and how fast do things get done just now: everywhere, for this kind, at this supplier?

Only what had happened before a case was opened is counted for it, so these columns may stand beside any case of the
past. Cases still open count by how long they have been open: an average of recent closings alone would hear of slow
cases last. All are ratios of what closes to what is open: counts and ages that grow with the firm, or with a log that
begins abruptly, take trees where they have never been (with them the loss rose by 3 to 5 % on two of three logs).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from steadyhand.business.promises.forecasting.cases import Flags, Floats

Codes = npt.NDArray[np.int64]
# This week against this season.
HALF_LIVES_HOURS = (7 * 24.0, 42 * 24.0)
# As many cases of the whole stand beside a kind's own, so that a rare kind doesn't jump.
BORROWED = 5.0
NAMES = ("pace_week", "taken_week", "pace_season", "taken_season", "surge")
# Wider than any history in hours, so that one sorted list can hold all kinds, one after the other.
_APART = 1e7
_LN2 = float(np.log(2.0))
_DAY = 24.0


@dataclass(frozen=True, slots=True)
class Events:
    """What happened to cases of each kind (a code): opened, over (closed, withdrawn or past the horizon), closed."""

    codes: Codes
    opened: Floats
    over: Floats
    closed: Flags
    hours: Floats

    @classmethod
    def of(cls, codes: Codes, opened: Floats, ended: Floats, closed: Flags, hours: Floats, horizon: float) -> "Events":
        """Return the events; `ended` is infinite for what is open. What is open beyond the horizon no longer counts."""
        return cls(codes, opened, np.minimum(ended, opened + horizon), closed & (ended <= opened + horizon), hours)


@dataclass(frozen=True, slots=True)
class Counts:
    """What was going on at some moments, one row each; the faded counts have a column for each half-life."""

    open_now: Floats
    opened: Floats
    over: Floats
    closed: Floats
    log_hours: Floats
    # Hours that the faded windows have in them: fewer than a half-life at the beginning of a log.
    window: Floats

    def later(self, passed: Floats) -> "Counts":
        """Return what these have become after so many hours (one a row) in which nothing was heard."""
        faded = np.exp(-_LN2 * passed[:, None] / np.array(HALF_LIVES_HOURS))
        return Counts(
            self.open_now, self.opened * faded, self.over * faded, self.closed * faded, self.log_hours * faded,
            self.window * faded + np.array(HALF_LIVES_HOURS) / _LN2 * (1 - faded),
        )  # fmt: skip

    def rows(self, which: Codes) -> "Counts":
        """Return these rows only."""
        return Counts(
            self.open_now[which], self.opened[which], self.over[which], self.closed[which], self.log_hours[which],
            self.window[which],
        )  # fmt: skip


def counts_at(events: Events, codes: Codes, moments: Floats) -> Counts:
    """Return what was going on with each kind strictly before each moment."""
    if not len(events.opened):
        none = np.zeros((len(codes), len(HALF_LIVES_HOURS)))
        return Counts(none[:, 0], none, none, none, none, none)
    begin = float(events.opened.min())
    start = begin - 1.0
    middle = (float(events.opened.max()) + start) / 2
    ever = np.isfinite(events.over)
    over = np.where(ever, events.over, middle)
    logs = np.log(np.maximum(events.hours, 0.01))

    def faded(at: Floats, what: Floats) -> list[Floats]:
        return [what * np.exp(_LN2 * (at - middle) / half) for half in HALF_LIVES_HOURS]

    ones, closed = np.ones(len(events.opened)), events.closed.astype(np.float64)
    since = events.opened - start
    came = _summed(events.codes, since, [ones, *faded(events.opened, ones)], codes, moments - start)
    times = np.where(ever, over - start, _APART / 2)
    went = _summed(
        events.codes, times,
        [ones, *faded(over, ever.astype(np.float64)), *faded(over, closed), *faded(over, closed * logs)],
        codes, moments - start,
    )  # fmt: skip
    now = [np.exp(-_LN2 * (moments - middle) / half) for half in HALF_LIVES_HOURS]
    count = len(HALF_LIVES_HOURS)

    def at_moments(sums: list[Floats], first: int) -> Floats:
        return np.column_stack([sums[first + number] * now[number] for number in range(count)])

    return Counts(
        open_now=came[0] - went[0],
        opened=at_moments(came, 1),
        over=at_moments(went, 1),
        closed=at_moments(went, 1 + count),
        log_hours=at_moments(went, 1 + 2 * count),
        window=_window(moments - begin),
    )


def measures(counts: Counts, everywhere: Floats | None = None) -> Floats:
    """Return the columns `NAMES`; a kind's own lean on those of everything, where they are given."""
    half = np.array(HALF_LIVES_HOURS)
    # Hours that cases were open within the faded window, those still open included.
    exposed = np.maximum((counts.open_now[:, None] + counts.over - counts.opened) * half / _LN2, 0.0)
    usual = np.full(exposed.shape, _DAY) if everywhere is None else np.exp(everywhere[:, (0, 2)])
    usual_log = np.full(exposed.shape, np.log(_DAY)) if everywhere is None else everywhere[:, (1, 3)]
    believed = counts.closed + BORROWED
    pace = np.log((exposed + usual * BORROWED) / believed)
    taken = (counts.log_hours + usual_log * BORROWED) / believed
    # Opened this week beside what a usual week of the season opens: a rush is seen before it takes longer.
    usual_week = counts.opened[:, 1] * counts.window[:, 0] / np.maximum(counts.window[:, 1], 1e-9)
    surge = np.log((counts.opened[:, 0] + BORROWED) / (usual_week + BORROWED))
    columns: Floats = np.column_stack([pace[:, 0], taken[:, 0], pace[:, 1], taken[:, 1], surge])
    return columns


def _summed(codes: Codes, times: Floats, values: list[Floats], asked: Codes, moments: Floats) -> list[Floats]:
    """Return, for each kind and moment asked, the sum of each value over what happened strictly before."""
    keys = codes * _APART + times
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    until = np.searchsorted(keys, asked * _APART + moments, side="left")
    since = np.searchsorted(keys, asked * _APART, side="left")
    # Each kind's sums begin anew: faded counts grow by many powers of two, and a kind's early ones would vanish beside
    # the late ones of the kind before it.
    begins = np.flatnonzero(np.diff(codes[order], prepend=-1))
    return [_within(_running(value[order], begins), since, until) for value in values]


def _running(values: Floats, begins: Codes) -> Floats:
    total = np.empty(len(values))
    for first, last in zip(begins, [*begins[1:], len(values)], strict=True):
        np.cumsum(values[first:last], out=total[first:last])
    return total


def _within(total: Floats, since: Codes, until: Codes) -> Floats:
    found: Floats = np.where(until > since, total[np.maximum(until - 1, 0)], 0.0)
    return found


def _window(passed: Floats) -> Floats:
    half = np.array(HALF_LIVES_HOURS)
    window: Floats = half / _LN2 * (1 - np.exp(-_LN2 * np.maximum(passed, 0.0)[:, None] / half))
    return window
