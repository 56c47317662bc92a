"""The month's calls and what is true of each before anybody goes: drawn once, so that all policies meet the same."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.dispatch.month.assumptions import Assumptions
from benchmarks.dispatch.month.world import World

HOUR = 3600
STANDSTILL, URGENT, NORMAL = 1, 2, 3
# Nobody goes to one call so often; draws are kept for each trip.
MOST_TRIPS = 8
_NOON, _CLOSES = 12 * HOUR, 17 * HOUR
_RINGS_FROM, _RINGS_UNTIL = 8.0, 16.5


@dataclass(frozen=True, slots=True)
class Told:
    """What the customer was told: a day of the month and from when to when on it, in seconds."""

    day: int
    opens: int
    closes: int


@dataclass(frozen=True, eq=False, slots=True)
class Call:
    """A call as it comes in, what is foretold of it, and what nobody knows yet; seconds are of its day."""

    number: int
    day: int
    at: int
    customer: int
    line: int
    urgency: int
    told: Told | None
    usual_minutes: float
    # Foretold: part of the line and the chance that it is needed, as the product would say it.
    foretold: tuple[tuple[int, float], ...]
    # Truths.
    true_minutes: float
    needed: tuple[int, ...]
    # By trip: luck (0–1), a factor of its length, days until the part is there, and whether half a day is told then.
    luck: NDArray[np.float64]
    length: NDArray[np.float64]
    lead: NDArray[np.int64]
    told_again: NDArray[np.int64]


def calls_of(world: World, seed: int) -> tuple[Call, ...]:
    """Return the month's calls in the order in which they come."""
    assumed = world.assumed
    dice = np.random.default_rng([seed, 2])
    troubles = _troubles(assumed, np.random.default_rng([seed, 3]))
    found: list[Call] = []
    for day in range(assumed.run.days):
        count = int(dice.poisson(assumed.calls.a_day * assumed.region.technicians))
        is_early = dice.random(count) < assumed.calls.before_work
        at = np.where(is_early, 7 * HOUR, dice.uniform(_RINGS_FROM, _RINGS_UNTIL, count) * HOUR).astype(int)
        for moment in sorted(at.tolist()):
            found.append(_call(world, len(found), day, moment, troubles, dice))
    return tuple(found)


def _troubles(assumed: Assumptions, dice: np.random.Generator) -> NDArray[np.int64]:
    """Return by line and trouble which parts are likely, the likeliest first; common ones are so in more troubles."""
    parts = assumed.parts
    weight = 1 / (1 + np.arange(parts.a_line))
    return np.array(
        [
            [
                dice.choice(parts.a_line, len(parts.likely), replace=False, p=weight / weight.sum())
                for _ in range(parts.troubles)
            ]
            for _ in range(assumed.lines.count)
        ]
    )


def _call(world: World, number: int, day: int, at: int, troubles: NDArray[np.int64], dice: np.random.Generator) -> Call:
    assumed = world.assumed
    customer = int(dice.choice(len(world.lines_of), p=world.share))
    line = int(dice.choice(world.lines_of[customer]))
    calls = assumed.calls
    drawn = dice.random()
    urgency = STANDSTILL if drawn < calls.standstill else URGENT if drawn < calls.standstill + calls.urgent else NORMAL
    trouble = int(dice.integers(assumed.parts.troubles))
    likely, chances = troubles[line, trouble], np.array(assumed.parts.likely)
    needed = set(likely[dice.random(len(likely)) < chances].tolist())
    if dice.random() < assumed.parts.other:
        needed.add(int(dice.integers(assumed.parts.a_line)))
    odds = np.log(chances / (1 - chances)) + dice.normal(0, assumed.parts.blur, len(chances))
    usual = float(assumed.work.minutes[trouble % len(assumed.work.minutes)])
    work = assumed.work
    overruns = dice.random(MOST_TRIPS) < work.overruns
    return Call(
        number=number,
        day=day,
        at=at,
        customer=customer,
        line=line,
        urgency=urgency,
        told=_told(assumed, day, urgency, dice),
        usual_minutes=usual,
        foretold=tuple(zip(likely.tolist(), (1 / (1 + np.exp(-odds))).tolist(), strict=True)),
        true_minutes=usual * float(np.exp(dice.normal(0, work.spread))),
        needed=tuple(sorted(needed)),
        luck=dice.random(MOST_TRIPS),
        length=np.exp(dice.normal(-0.02, 0.15, MOST_TRIPS)) * np.where(overruns, work.longer, 1.0),
        lead=1 + dice.choice(len(assumed.parts.lead_days), MOST_TRIPS, p=assumed.parts.lead_days),
        # 0: no time is told; 1: the morning; 2: the afternoon.
        told_again=np.where(dice.random(MOST_TRIPS) < calls.promised_again, dice.integers(1, 3, MOST_TRIPS), 0),
    )


def _told(assumed: Assumptions, day: int, urgency: int, dice: np.random.Generator) -> Told | None:
    is_told, is_narrow, begins = dice.random(), dice.random(), int(dice.integers(0, 14))
    if urgency == STANDSTILL or is_told >= assumed.calls.promised:
        return None
    if is_narrow < assumed.calls.narrow:
        opens = 8 * HOUR + begins * HOUR // 2
        return Told(day + 1, opens, opens + 2 * HOUR)
    return half_day(day + 1, 1 + begins % 2)


def half_day(day: int, which: int) -> Told:
    """Return the morning (1) or the afternoon (2) of a day."""
    return Told(day, 8 * HOUR, _NOON) if which == 1 else Told(day, _NOON, _CLOSES)
