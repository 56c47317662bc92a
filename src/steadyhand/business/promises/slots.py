"""Which times may be offered? Never sooner than the engine's, and inside the hours in which somebody is there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from steadyhand.business.promises.rules import PromiseKind
from steadyhand.business.promises.speaking import NOON, Spoken, spoken
from steadyhand.shared.words import Clock
from steadyhand.shared.working_hours import BeyondHorizon, WorkingCalendar, open_stretches

HOUR = timedelta(hours=1)
# Nobody plans by the minute. Ours: the half hour while it is near, then the hour, later half a day.
SOON = timedelta(hours=3)
HALF_HOUR = timedelta(minutes=30)
HOURS_FOR = timedelta(days=6)
# How far ahead open hours are looked for. Source: the engine gives no date beyond its horizon, which is shorter.
LOOK_AHEAD = timedelta(days=800)
# Somebody who opens at eight can't be reached before: the first time that is said lies this much after opening.
AFTER_OPENING = timedelta(hours=1)
# A more comfortable time that is hardly later comforts nobody.
LATER_BY = timedelta(hours=1)
MOST_OFFERS = 3


@dataclass(frozen=True, slots=True)
class Hours:
    """By which hours and in which words a customer is promised something."""

    calendar: WorkingCalendar
    zone: str
    clock: Clock


@dataclass(frozen=True, slots=True)
class Slot:
    """A time as it may be promised."""

    by_at: datetime
    spoken: Spoken
    from_at: datetime | None = None

    @property
    def said(self) -> str:
        return self.spoken.said


@dataclass(frozen=True, slots=True)
class Offer:
    """A time to offer, with its odds (0–1) for whoever offers it; None where only a norm is known."""

    slot: Slot
    odds_share: float | None
    # Where the contract's response term ends before it.
    beyond_term_at: datetime | None = None


def slot_from(earliest_at: datetime, *, kind: PromiseKind, hours: Hours, now: datetime) -> Slot | None:
    """Return the first time at or after the engine's that people say and somebody is there for; None: none is near.

    An arrival is said to the half hour or hour, beyond a week and for parts and fixes to half a day.
    """
    return next(_slots(max(earliest_at, now), kind=kind, hours=hours, now=now), None)


def offers(
    earliest_at: datetime,
    *,
    kind: PromiseKind,
    hours: Hours,
    odds_by: Callable[[datetime], float | None],
    respond_by: datetime | None = None,
    now: datetime,
) -> tuple[Offer, ...]:
    """Return the earliest time to offer and up to two more comfortable ones, none sooner than the engine's.

    After the earliest: the next half of a day, then the end of the next day.
    """
    first = slot_from(earliest_at, kind=kind, hours=hours, now=now)
    if first is None:
        return ()
    found = [first]
    for candidate in _ends_of_halves(first.by_at + LATER_BY, hours=hours, now=now):
        is_next_day = _on(candidate.by_at, hours.zone) > _on(found[-1].by_at, hours.zone)
        if len(found) == 1 or is_next_day:
            found.append(candidate)
        if len(found) == MOST_OFFERS:
            break
    return tuple(
        Offer(slot, odds_by(slot.by_at), respond_by if respond_by is not None and slot.by_at > respond_by else None)
        for slot in found
    )


def slot_at(by_at: datetime, *, hours: Hours, from_at: datetime | None = None, now: datetime) -> Slot:
    """Return a time that somebody has chosen, in the words in which it is said; nothing is rounded."""
    said = spoken(
        by_at,
        now=now,
        zone=hours.zone,
        clock=hours.clock,
        from_at=from_at,
        is_end_of_day=from_at is None and _closes_the_day(by_at, hours),
    )
    return Slot(by_at, said, from_at)


def end_of_day(on: date, *, hours: Hours) -> datetime | None:
    """Return when people there go home on a day; None where nobody is there."""
    return _closing(on, hours)


def _slots(earliest_at: datetime, *, kind: PromiseKind, hours: Hours, now: datetime) -> Iterator[Slot]:
    if kind is not PromiseKind.ARRIVAL or earliest_at - now > HOURS_FOR:
        yield from _ends_of_halves(earliest_at, hours=hours, now=now)
        return
    grid = HALF_HOUR if earliest_at - now < SOON else HOUR
    for opens_at, closes_at in _open(hours, earliest_at):
        # Where it opened earlier today, from now on; where it opens after the engine's time, an hour into it.
        wanted = max(earliest_at, opens_at + AFTER_OPENING) if opens_at > earliest_at else earliest_at
        if wanted > closes_at:
            continue
        yield slot_at(min(_up(wanted, grid, hours.zone), closes_at), hours=hours, now=now)


def _ends_of_halves(after: datetime, *, hours: Hours, now: datetime) -> Iterator[Slot]:
    """Yield noon and the end of each day on which somebody is there, from a moment on."""
    zone = ZoneInfo(hours.zone)
    seen: set[datetime] = set()
    for opens_at, closes_at in _open(hours, after - timedelta(days=1)):
        on = opens_at.astimezone(zone).date()
        noon = datetime.combine(on, NOON, tzinfo=zone).astimezone(UTC)
        closing = _closing(on, hours) or closes_at
        for moment in (noon, closing):
            is_open_then = moment == closing or opens_at + AFTER_OPENING <= moment <= closes_at
            if is_open_then and moment >= after and moment > now and moment not in seen:
                seen.add(moment)
                yield slot_at(moment, hours=hours, now=now)


def _open(hours: Hours, after: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yield when somebody is there, whole stretches, from the one that covers this moment or is next."""
    try:
        # From a day before, so that the stretch that covers the moment begins where it begins.
        for opens_at, closes_at in open_stretches(hours.calendar, after - timedelta(days=1), after + LOOK_AHEAD):
            if closes_at >= after:
                yield opens_at, closes_at
    except BeyondHorizon:
        return


def _closing(on: date, hours: Hours) -> datetime | None:
    """Return when the last stretch that begins on a day ends."""
    zone = ZoneInfo(hours.zone)
    begins = datetime.combine(on, time(), tzinfo=zone).astimezone(UTC)
    ends = datetime.combine(on + timedelta(days=1), time(), tzinfo=zone).astimezone(UTC)
    spans = [closes_at for opens_at, closes_at in open_stretches(hours.calendar, begins, ends) if closes_at > opens_at]
    return spans[-1] if spans else None


def _closes_the_day(by_at: datetime, hours: Hours) -> bool:
    """Tell whether it is when people there go home: in the afternoon or evening, and not at midnight."""
    local = by_at.astimezone(ZoneInfo(hours.zone))
    return local.time() > NOON and _closing(local.date(), hours) == by_at.astimezone(UTC)


def _on(at: datetime, zone: str) -> date:
    return (at.astimezone(ZoneInfo(zone)) - timedelta(microseconds=1)).date()


def _up(at: datetime, grid: timedelta, zone: str) -> datetime:
    """Return the first moment from this one on at which clocks there show a whole step."""
    found = at.astimezone(UTC)
    step = int(grid.total_seconds())
    # Clocks that change in between may show another minute afterwards: then once more, only ever later.
    for _ in range(3):
        local = found.astimezone(ZoneInfo(zone))
        over = (local.minute * 60 + local.second) % step
        if not over and not local.microsecond:
            break
        found += timedelta(seconds=step - over) - timedelta(microseconds=local.microsecond)
    return found
