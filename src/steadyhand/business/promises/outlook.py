"""Will this promise be kept, and is it time to say so? The engine's rule, on what the board shows. No database."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.business.calls.rules import VisitState
from steadyhand.business.promises.forecasting.forecast import Forecast
from steadyhand.business.promises.forecasting.watching import (
    NORMS,
    OpenPromise,
    Reason,
    WatchRules,
    look_at,
)
from steadyhand.business.promises.reckoning import Reckoned
from steadyhand.business.promises.rules import PromiseKind, PromiseState

# Above the threshold by so much before it is said to be at risk no more: odds that sway would ring every other minute.
RECOVERS_ABOVE = 0.1
# Of a norm no odds are known. With nothing planned, the last quarter of its time is when somebody must look: ours.
LAST_PART = 0.25
# When odds are looked for that a new time would have, it is rounded to so much, later only.
GRID = timedelta(minutes=30)
# As many steps as a search for a new time takes at most: four working weeks on the grid.
MOST_STEPS = 20 * 18
# What can't be kept before the part is here.
_WAIT_FOR_PARTS = frozenset({PromiseKind.PART, PromiseKind.FIX})
# From a moment to hours of the promise's own clock.
Hours = Callable[[datetime], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A promise that is open, as far as whoever watches it must know it."""

    id: UUID
    kind: PromiseKind
    state: PromiseState
    branch_id: UUID
    site_calendar_id: UUID | None
    call_id: UUID | None
    counted_from_at: datetime
    by_at: datetime
    forecast: Forecast | None
    is_norm: bool
    target_share: float
    odds_now: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the record shows of what was promised: its next visit, and what must come first."""

    reckoned: Reckoned | None = None
    waits_for_part: bool = False
    # Who goes holds no certificate for such machines, though there is one to hold.
    is_uncertified: bool = False
    # When the last of its parts should be here that are on order; None where none is, or nobody knows.
    part_due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What a promise looks like now. Odds are None where only a norm is known; `because` is for people inside."""

    odds: float | None
    is_at_risk: bool
    because: str = ""


def look(promise: Watched, seen: Seen, *, hours: Hours, at_risk_below: float, now: datetime) -> Look:
    """Return the odds that it is kept, and whether somebody should speak now.

    What is at risk already stays so until its odds are a tenth above the threshold.
    """
    if now >= promise.by_at:
        return Look(0.0, is_at_risk=False)
    visit = seen.reckoned
    if promise.kind is PromiseKind.ARRIVAL and visit is not None and visit.visit.state is VisitState.ON_SITE:
        return Look(1.0, is_at_risk=False)
    # No model knows better than the supplier's own day, or what its arrivals have taught.
    too_late = _part_comes_too_late(promise, seen)
    if too_late or promise.forecast is None or promise.kind is PromiseKind.OTHER:
        return Look(None, is_at_risk=bool(too_late), because=too_late)
    as_seen = _as_seen(promise, seen, hours, now)
    sway = RECOVERS_ABOVE if promise.state is PromiseState.AT_RISK else 0.0
    if promise.is_norm and as_seen.starts is None and not as_seen.is_blocked:
        return _by_the_norm(seen, as_seen)
    found = look_at(as_seen, rules=_rules(promise, at_risk_below, open_for=as_seen.open_for, sway=sway))
    is_late_in_the_day = as_seen.open_for >= as_seen.promised
    if is_late_in_the_day:
        # After hours the working clock stands still, and the promise runs: the plan alone says what becomes of it.
        is_in_time = as_seen.starts is not None and visit is not None and _done_at(promise, visit) <= promise.by_at
        reason = Reason.PLANNED_TOO_LATE if as_seen.starts is not None else Reason.NOTHING_PLANNED
        return Look(None, is_at_risk=not is_in_time, because="" if is_in_time else _why(seen, (reason,)))
    because = _why(seen, found.reasons) if found.is_at_risk else ""
    return Look(found.odds, is_at_risk=found.is_at_risk, because=because)


def time_kept_at(promise: Watched, seen: Seen, *, hours: Hours, moments: Callable[[int], datetime]) -> datetime | None:
    """Return the earliest new time kept at the promise's own target, by the same rule; None where none is in sight.

    `moments` gives the n-th moment of the grid from now on, in working time.
    """
    if promise.forecast is None:
        return None
    as_seen = _as_seen(promise, seen, hours, moments(0))
    if as_seen.is_blocked or (promise.is_norm and as_seen.starts is None):
        return None
    rules = _rules(promise, promise.target_share, open_for=as_seen.open_for)

    def is_kept(step: int) -> bool:
        outlook = look_at(replace(as_seen, promised=hours(moments(step))), rules=rules)
        return outlook.odds >= promise.target_share

    if not is_kept(MOST_STEPS):
        return None
    # Odds only rise with a later time, so halving finds the first step in nine looks.
    low, high = 0, MOST_STEPS
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_kept(middle) else (middle, high)
    return moments(high)


def is_good_news(promise: Watched, seen: Seen, *, hours: Hours, worth: timedelta, now: datetime) -> bool:
    """Tell whether somebody will clearly be there long before it was promised, and soon: the customer can use that.

    The grounds: they are on the way, or their visit is reckoned to begin within the same working time as the news is
    worth.
    """
    visit = seen.reckoned
    if promise.kind is not PromiseKind.ARRIVAL or visit is None or visit.starts_at is None or visit.is_blocked:
        return False
    if visit.visit.state is VisitState.ON_SITE or visit.starts_at <= now:
        return False
    enough = worth / timedelta(hours=1)
    is_early = hours(promise.by_at) - hours(visit.starts_at) >= enough
    is_soon = visit.visit.state is VisitState.ON_THE_WAY or hours(visit.starts_at) - hours(now) <= enough
    return is_early and is_soon


def _rules(promise: Watched, at_risk_below: float, *, open_for: float, sway: float = 0.0) -> WatchRules:
    # Of a norm the clock says nothing that is true here, and of what waits longer than anything known neither: then the
    # plan alone speaks.
    forecast = promise.forecast
    is_beyond = forecast is not None and open_for >= forecast.hours[-1]
    weight = 1.0 if promise.is_norm or is_beyond else NORMS.plan_weight
    return WatchRules(
        NORMS.slips,
        at_risk_below=at_risk_below + sway,
        plan_weight=weight,
        last_call_below=NORMS.last_call_below + sway,
    )


def _as_seen(promise: Watched, seen: Seen, hours: Hours, now: datetime) -> OpenPromise:
    visit = seen.reckoned
    done_at = _done_at(promise, visit) if visit is not None and visit.starts_at is not None else None
    is_about_a_visit = promise.kind is not PromiseKind.PART
    return OpenPromise(
        forecast=promise.forecast or Forecast((0.5,), (0.0,), 0),
        open_for=hours(now),
        promised=hours(promise.by_at),
        starts=hours(done_at) if done_at is not None and is_about_a_visit else None,
        needs_visit=is_about_a_visit,
        is_blocked=is_about_a_visit and (bool(visit and visit.is_blocked) or seen.is_uncertified),
    )


def _done_at(promise: Watched, visit: Reckoned) -> datetime:
    """Return when what was promised will be so: somebody is there, or it works again."""
    at = visit.ends_at if promise.kind is PromiseKind.FIX else visit.starts_at
    return at or promise.by_at + timedelta(days=1)


def _by_the_norm(seen: Seen, as_seen: OpenPromise) -> Look:
    if not as_seen.needs_visit:
        return Look(None, is_at_risk=False)
    left = as_seen.promised - as_seen.open_for
    is_late = left <= as_seen.promised * LAST_PART
    return Look(None, is_at_risk=is_late, because=_why(seen, (Reason.NOTHING_PLANNED,)) if is_late else "")


def _part_comes_too_late(promise: Watched, seen: Seen) -> str:
    """Return why a promise can't be kept before its part is here; nothing where it can."""
    at = seen.part_due_at
    if promise.kind not in _WAIT_FOR_PARTS or at is None or at <= promise.by_at:
        return ""
    return f"Its part is on order and expected on {at:%A} {at.day} {at:%B}."


def _why(seen: Seen, reasons: tuple[Reason, ...]) -> str:
    """Return why it may not be kept, what is known by name first."""
    visit = seen.reckoned
    said = []
    if visit is not None and visit.because:
        said.append(visit.because)
    if seen.is_uncertified and visit is not None:
        said.append(f"{visit.visit.technician} holds no certificate for it.")
    if seen.waits_for_part:
        said.append("It waits for a part.")
    known = {Reason.IS_BLOCKED} if said else set()
    said += [f"{reason.value[0].upper()}{reason.value[1:]}." for reason in reasons if reason not in known]
    return " ".join(dict.fromkeys(said))[:300]
