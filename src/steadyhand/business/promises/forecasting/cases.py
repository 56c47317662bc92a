"""What is a case, and how do many of them become columns to reckon with?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

Value = str | float | None
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
HOUR_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Case:
    """Something that was opened, and is done, left undone, or still open.

    Moments are read by the clock on their own wall (an aware time keeps its zone's hour and weekday): give local times.
    `hours` is for callers who count by another clock, such as working hours: how long it took until it closed, was
    withdrawn, or until now. Left out, the wall clock counts. `key` tells cases apart that are otherwise alike, so that
    a refit finds what was said of each before.
    """

    opened_at: datetime
    closed_at: datetime | None = None
    withdrawn_at: datetime | None = None
    hours: float | None = None
    segment: str = ""
    features: Mapping[str, Value] = field(default_factory=dict)
    key: str = ""


class CaseBackwards(ValueError):
    """A case that closed before it was opened, or took less than no time."""


@dataclass(frozen=True, slots=True)
class History:
    """Cases as columns, in the order in which they were opened, told as they were known at one moment.

    `opened` and `ended` are hours of the wall clock since 1970; `hours` is the duration on the caller's clock; where
    `closed` is false the case is only known to have lasted at least that long.
    """

    opened: Floats
    ended: Floats
    hours: Floats
    closed: Flags
    segments: tuple[str, ...]
    features: tuple[Mapping[str, Value], ...]
    keys: tuple[str, ...]
    now: float
    is_wall_clock: bool = True

    def __len__(self) -> int:
        return len(self.opened)

    @property
    def withdrawn(self) -> Flags:
        """Return which cases were over without having closed: they were watched until then, and no longer."""
        return ~self.closed & (self.ended < self.now)

    @property
    def worth(self) -> float:
        """Return what an hour of the wall is worth on the caller's clock, on average; 1 where that is the wall's."""
        wall = float((self.ended - self.opened).sum())
        return 1.0 if self.is_wall_clock or wall <= 0 else float(self.hours.sum()) / wall

    def as_of(self, now: float) -> "History":
        """Return this history as it was known earlier: no case opened since, nothing that ended since."""
        count = int(np.searchsorted(self.opened, now, side="left"))
        ended = np.minimum(self.ended[:count], now)
        known = self.ended[:count] <= now
        hours = ended - self.opened[:count]
        if not self.is_wall_clock:
            # Of what wasn't over yet a part of the caller's hours had passed; which part, the wall clock says.
            wall = np.minimum(self.ended[:count], self.now) - self.opened[:count]
            hours = self.hours[:count] * np.where(wall > 0, hours / np.where(wall > 0, wall, 1.0), 1.0)
        return History(
            opened=self.opened[:count], ended=ended,
            hours=np.where(known, self.hours[:count], hours),
            closed=self.closed[:count] & known, segments=self.segments[:count], features=self.features[:count],
            keys=self.keys[:count], now=now, is_wall_clock=self.is_wall_clock,
        )  # fmt: skip


def wall_hours(moment: datetime) -> float:
    """Return a moment as hours of its own wall clock since 1970."""
    return moment.replace(tzinfo=UTC).timestamp() / HOUR_SECONDS


def history_of(cases: Sequence[Case], *, now: datetime, most: int | None = None) -> History:
    """Return these cases as columns, as they were known at `now`: what happened later is not told.

    With `most`, only so many that were opened last: of a million the others would take memory for nothing.

    Raises:
        CaseBackwards: one of them ended before it was opened.
    """
    at = wall_hours(now)
    opened = np.fromiter((wall_hours(case.opened_at) for case in cases), dtype=np.float64, count=len(cases))
    order = np.argsort(opened, kind="stable")
    order = order[opened[order] <= at]
    order = order if most is None else order[max(0, len(order) - most) :]
    kept = [cases[number] for number in order]
    opened = opened[order]
    # Filled in place: a million tuples on the way would take more memory than the columns.
    ended, hours = np.empty(len(kept)), np.empty(len(kept))
    closed = np.empty(len(kept), dtype=np.bool_)
    for number, case in enumerate(kept):
        ended[number], hours[number], closed[number] = _told(case, float(opened[number]), at)
    return History(
        opened=opened,
        ended=ended,
        hours=hours,
        closed=closed,
        segments=tuple(case.segment for case in kept),
        features=tuple(case.features for case in kept),
        keys=tuple(case.key or f"{case.opened_at:%Y-%m-%dT%H:%M:%S} {case.segment}" for case in kept),
        now=at,
        is_wall_clock=all(case.hours is None for case in kept),
    )


def _told(case: Case, opened: float, now: float) -> tuple[float, float, bool]:
    """Return when a case ended (or now), how long it took or has lasted, and whether that is how it closed."""
    closed = None if case.closed_at is None else wall_hours(case.closed_at)
    gone = None if case.withdrawn_at is None else wall_hours(case.withdrawn_at)
    ended = min(each for each in (closed, gone, now) if each is not None)
    if ended < opened or (case.hours is not None and case.hours < 0):
        raise CaseBackwards(
            f"A case opened at {case.opened_at:%Y-%m-%d %H:%M} ended before that: correct it, or leave it out."
        )
    lasted = ended - opened
    if case.hours is not None:
        # What isn't over by `now` has lasted a part of the caller's hours; which part, only the wall clock can say.
        over = min(each for each in (closed, gone, now) if each is not None) == now and closed != now
        whole = (closed or gone or now) - opened
        lasted = case.hours * (lasted / whole if over and whole > 0 and (closed or gone) else 1.0)
    return ended, lasted, closed is not None and closed <= now and closed == ended
