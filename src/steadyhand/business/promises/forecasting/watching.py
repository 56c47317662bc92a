"""Will an open promise still be kept, as the day unfolds? Values in, values out: no database, no clock.

Two witnesses: how long cases like it take (the forecast, given that it is still open), and when the plan has somebody
there (given how the plan has slipped before). All hours count on the promise's own clock, from its case's opening.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, log

from steadyhand.business.promises.forecasting.forecast import Forecast


class Reason(StrEnum):
    """Why a promise may not be kept: for people inside, never for the customer."""

    IS_BLOCKED = "something must come first"
    NOTHING_PLANNED = "no visit is planned"
    PLANNED_TOO_LATE = "the plan has its visit after the promised time"
    PLAN_IS_TIGHT = "the plan leaves too little before the promised time"
    TIME_RUNS_OUT = "few that are open this long are done in time"


@dataclass(frozen=True, slots=True)
class Slips:
    """How far the plan may be trusted: a visit starts later than reckoned by `bias`, give or take a spread.

    The spread (one scale of a logistic curve, hours) is `near` for a visit that starts now, and grows by `grows` with
    each hour that it lies ahead. All are hours of the promise's clock.
    """

    bias: float
    near: float
    grows: float

    def odds(self, margin: float, *, ahead: float) -> float:
        """Return the probability (0–1) of starting at most `margin` hours later than reckoned, `ahead` from now."""
        return _logistic((margin - self.bias) / (self.near + self.grows * max(ahead, 0.0)))

    def start_by(self, share: float, *, ahead: float) -> float:
        """Return in how many hours a visit reckoned to start `ahead` hours from now has started, at these odds (0–1).

        A floor for promises: models learnt from calmer days give times that a full board makes impossible. In the
        simulator a third of the misses of a dealership's worst month had been promised sooner than the plan had them.
        """
        return ahead + self.bias + (self.near + self.grows * max(ahead, 0.0)) * _logit(share)


@dataclass(frozen=True, slots=True)
class WatchRules:
    """When it is time to speak, and how far the plan is trusted beside the clock (`plan_weight`, 0–1).

    Below `at_risk_below` it is at risk at any time, and so is one whose visit the plan has after its time. Within the
    last hours before the promised time nothing is won by waiting any more: from `last_call_hours` on,
    `last_call_below` decides.
    """

    slips: Slips
    at_risk_below: float
    plan_weight: float
    last_call_below: float = 0.65
    last_call_hours: float = 2.0

    def speaks_below(self, left: float) -> float:
        """Return the odds below which to speak with so many hours left."""
        return max(self.at_risk_below, self.last_call_below if left <= self.last_call_hours else 0.0)


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """An open promise as it is seen now; hours of its clock since its case was opened.

    `forecast` is the one it was given by. `starts`: when its visit is reckoned to start, from the board as it is now
    (`reckoned_starts`, or the planned start and how late its technician runs); None where nothing is planned, or the
    promise isn't about a visit. `needs_visit` is False for those: then only the clock speaks. `is_blocked`: a part, a
    certificate or something else must come first, and that will be after the promised time.
    """

    forecast: Forecast
    open_for: float
    promised: float
    starts: float | None = None
    needs_visit: bool = True
    is_blocked: bool = False


@dataclass(frozen=True, slots=True)
class Outlook:
    """The odds (0–1) that a promise is kept, whether somebody should speak now, and why."""

    odds: float
    is_at_risk: bool
    reasons: tuple[Reason, ...]


# Until a dealership's own visits have taught better (`learn_slips`). Ours: see docs/how-it-works/promises.md.
NORMS = WatchRules(Slips(bias=0.25, near=0.3, grows=0.25), at_risk_below=0.4, plan_weight=0.7)
# Odds are never said to be nothing or certain while it is still open.
LEAST_ODDS, MOST_ODDS = 0.001, 0.999
# A dealership's own slips count from so many looks at visits on; the research found 60 enough for promises too.
ENOUGH_LOOKS = 60
# One scale of a logistic curve is where this share lies below the middle plus the scale.
ONE_SCALE = 1 / (1 + exp(-1.0))


def look_at(promise: OpenPromise, *, rules: WatchRules = NORMS) -> Outlook:
    """Return what an open promise looks like now. Past its time it is not at risk but missed: its odds are 0."""
    if promise.open_for >= promise.promised:
        return Outlook(0.0, is_at_risk=False, reasons=())
    by_clock = promise.forecast.odds_still(promise.promised, open_for=promise.open_for)
    odds, by_plan = by_clock, None
    if promise.starts is not None:
        ahead = max(promise.starts - promise.open_for, 0.0)
        by_plan = rules.slips.odds(promise.promised - promise.starts, ahead=ahead)
        odds = _logistic(rules.plan_weight * _logit(by_plan) + (1 - rules.plan_weight) * _logit(by_clock))
    if promise.is_blocked:
        odds = LEAST_ODDS
    odds = min(max(odds, LEAST_ODDS), MOST_ODDS)
    speaks_below = rules.speaks_below(promise.promised - promise.open_for)
    # Whatever the odds: a plan that breaks the promise as it stands is somebody's to change, or to own up to.
    is_too_late = promise.starts is not None and promise.starts > promise.promised
    is_at_risk = is_too_late or odds < speaks_below
    return Outlook(odds, is_at_risk, _reasons(promise, by_clock, by_plan, speaks_below) if is_at_risk else ())


def _reasons(promise: OpenPromise, by_clock: float, by_plan: float | None, below: float) -> tuple[Reason, ...]:
    """Return why, what weighs most first."""
    found: list[Reason] = []
    if promise.is_blocked:
        found.append(Reason.IS_BLOCKED)
    if promise.starts is None and promise.needs_visit:
        found.append(Reason.NOTHING_PLANNED)
    if promise.starts is not None and promise.starts > promise.promised:
        found.append(Reason.PLANNED_TOO_LATE)
    elif by_plan is not None and by_plan < below:
        found.append(Reason.PLAN_IS_TIGHT)
    if by_clock < below:
        found.append(Reason.TIME_RUNS_OUT)
    return tuple(found) or (Reason.PLAN_IS_TIGHT if by_plan is not None else Reason.TIME_RUNS_OUT,)


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit on a technician's list: how long it is reckoned to take, and the hour before which it can't begin."""

    key: str
    takes: float
    not_before: float = 0.0


def reckoned_starts(
    stops: Iterable[Stop], *, free_at: float, travel: float, openings: Sequence[float], last_start: float
) -> dict[str, float]:
    """Return when each visit of a technician's list will start, one after the other, in the order given.

    All on one working clock: `free_at` is when they can set out (now, the reckoned end of what they are at, or the end
    of an absence), `travel` the usual hours between two, `openings` the hours at which its days begin, ascending.
    What can't begin yet lets pass what can. Nobody sets out later than `last_start` hours into a day: the rest is for
    the next morning.
    """
    starts: dict[str, float] = {}
    at, waiting = free_at, list(stops)
    while waiting:
        stop = next((stop for stop in waiting if stop.not_before <= at), None) or min(waiting, key=_first)
        waiting.remove(stop)
        at = max(at, stop.not_before)
        day = bisect_right(openings, at)
        if day and at - openings[day - 1] > last_start and day < len(openings):
            at = openings[day]
        starts[stop.key] = at + travel
        at += travel + stop.takes
    return starts


def _first(stop: Stop) -> float:
    return stop.not_before


def learn_slips(looks: Iterable[tuple[float, float]], *, norm: Slips = NORMS.slips) -> Slips:
    """Return how the plan slips here: from (hours ahead, hours later than reckoned) of visits since started.

    One look a visit and day is enough. With fewer than sixty the norm stands.
    """
    found = sorted(looks)
    if len(found) < ENOUGH_LOOKS:
        return norm
    bias = _middle([slip for _, slip in found])
    half = len(found) // 2
    near, far = (_scale(part, bias) for part in (found[:half], found[half:]))
    near_ahead, far_ahead = (sum(ahead for ahead, _ in part) / len(part) for part in (found[:half], found[half:]))
    grows = max((far - near) / (far_ahead - near_ahead), 0.0) if far_ahead > near_ahead else 0.0
    # Wider than the bias grows: else a visit moved back would look more hopeful than before.
    return Slips(bias, max(near - grows * near_ahead, grows * bias, norm.near / 2), grows)


def _scale(looks: Sequence[tuple[float, float]], bias: float) -> float:
    above = sorted(max(slip - bias, 0.0) for _, slip in looks)
    # Only being late breaks a promise, so the upper side decides how wide the curve is.
    return above[min(int(ONE_SCALE * len(above)), len(above) - 1)]


def _middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def _logistic(value: float) -> float:
    return 1 / (1 + exp(-min(max(value, -30.0), 30.0)))


def _logit(odds: float) -> float:
    odds = min(max(odds, LEAST_ODDS), MOST_ODDS)
    return log(odds / (1 - odds))
