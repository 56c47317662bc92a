"""Who would have been told in time that a promise won't be kept? The watch looks at the board every few minutes.

It sees what the office sees: the record up to then, never what the world knows. A technician who doesn't tap is on site
only when the visit closes, so some customers hear a notice that wasn't needed; the precision says how many.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from benchmarks.promises.simulated.assumptions import Assumptions
from benchmarks.promises.simulated.board import Board
from benchmarks.promises.simulated.cases import Year
from benchmarks.promises.simulated.replay import Promise
from steadyhand.business.promises.forecasting.watching import (
    NORMS,
    OpenPromise,
    Outlook,
    Reason,
    WatchRules,
    learn_slips,
    look_at,
)

# How many looks at visits the plan's slips are learnt from, the latest ones: some weeks of a dealership of twelve.
LATEST_LOOKS = 2000


@dataclass(slots=True)
class Watched:
    """A promise, its first early notice (hours of the clock; None: never), and why it was given."""

    promise: Promise
    heard_at: float
    noticed_at: float | None = None
    reasons: tuple[Reason, ...] = ()
    # (odds said, hour) at each look, for the reliability of what is said; filled only if asked for.
    odds: float = 1.0


class Watch:
    """Replays the record with the promises given, and looks at the open ones in turn."""

    def __init__(
        self, year: Year, promises: list[Promise], assumptions: Assumptions, rules: WatchRules = NORMS
    ) -> None:
        self._year, self._set, self.rules = year, assumptions, rules
        self._board = Board(year.clock, watch=assumptions.watch, remembers=assumptions.remembers)
        self._coming = [
            Watched(promise, promise.heard_at)
            for promise in promises
            if promise.heard_at is not None and not promise.forecast.is_norm
        ]
        self._open: dict[str, Watched] = {}
        # Visits seen first thing on a day: (hour of the look, reckoned start), for learning how the plan slips.
        self._first_looks: dict[str, list[tuple[float, float]]] = defaultdict(list)
        self._looks: list[tuple[float, float]] = []
        self.calibration: list[tuple[float, str]] = []

    def run(self) -> list[Watched]:
        """Return every promise with its first notice."""
        record, at = self._year.record, 0
        coming = 0
        for now, is_first in self._ticks():
            while at < len(record) and self._year.clock.hours(record[at].at) <= now:
                self._see(at, now)
                at += 1
            while coming < len(self._coming) and self._coming[coming].promise.case.opened_at <= now:
                watched = self._coming[coming]
                self._open[watched.promise.case.key] = watched
                coming += 1
            self._close(now)
            if is_first:
                self.rules = replace(self.rules, slips=learn_slips(self._looks[-LATEST_LOOKS:], norm=NORMS.slips))
            self._look(now, is_first=is_first)
        return self._coming

    def _see(self, at: int, now: float) -> None:
        one = self._year.record[at]
        del now
        self._board.see(one)

    def _ticks(self) -> Iterator[tuple[float, bool]]:
        step = self._set.watch.every_minutes / 60
        clock = self._year.clock
        day = 0
        while clock.begins(day) < self._year.ends_at:
            count = int(clock.day_hours(day) / step)
            for tick in range(count):
                # A hair after the opening: what is moved before it is seen in the morning.
                yield clock.begins(day) + tick * step + 1e-6, tick == 0
            day += 1

    def _close(self, now: float) -> None:
        """Leave alone what is over: done as the record has it, called off, or past its time."""
        for key in [key for key, each in self._open.items() if self._is_over(each, now)]:
            watched = self._open.pop(key)
            case = watched.promise.case
            for seen_at, reckoned in self._first_looks.pop(key, ()):
                if case.took is not None and case.learned_at is not None and case.learned_at <= now:
                    self._looks.append((max(reckoned - seen_at, 0.0), case.opened_at + case.took - reckoned))

    @staticmethod
    def _is_over(each: Watched, now: float) -> bool:
        learned_at = each.promise.case.learned_at
        return learned_at is not None and learned_at <= now

    def _look(self, now: float, *, is_first: bool) -> None:
        starts = self._starts(now)
        for key, watched in self._open.items():
            case = watched.promise.case
            start = starts.get(case.visit)
            if start is not None and (is_first or key not in self._first_looks):
                self._first_looks[key].append((now, start))
            if watched.noticed_at is not None or now >= watched.heard_at:
                continue
            outlook = self.outlook(watched, now, start)
            if outlook.is_at_risk:
                watched.noticed_at, watched.reasons, watched.odds = now, outlook.reasons, outlook.odds

    def outlook(self, watched: Watched, now: float, start: float | None) -> Outlook:
        """Return how a promise looks now."""
        opened_at = watched.promise.case.opened_at
        return look_at(
            OpenPromise(
                forecast=watched.promise.forecast,
                open_for=now - opened_at,
                promised=watched.heard_at - opened_at,
                starts=None if start is None else start - opened_at,
            ),
            rules=self.rules,
        )

    def _starts(self, now: float) -> dict[str, float]:
        """Return when every visit with an open promise is reckoned to start."""
        visits = (self._board.visits.get(each.promise.case.visit) for each in self._open.values())
        wanted = {visit.technician for visit in visits if visit is not None}
        found: dict[str, float] = {}
        for key in wanted:
            found |= self._board.starts(self._board.technicians[key], now)
        return found
