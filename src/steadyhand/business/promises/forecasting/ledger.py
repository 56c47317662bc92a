"""What became of past forecasts, and by how much is the next one stretched so that the target is kept?

Each past forecast is told against what happened: the score is the log of the time taken over the time by which the
target share was to be done. Cases still open count as "at least so much", which is why no controller is needed that
waits for outcomes and winds up meanwhile. The scores' hazard is reckoned by period: whatever passed or ended at a score
counts by how recently it did, so that both a disruption and its end show in the scores that are reached first.
"""

from dataclasses import dataclass

import numpy as np

from steadyhand.business.promises.forecasting.cases import Flags, Floats
from steadyhand.business.promises.forecasting.curves import LEVELS, hours_at
from steadyhand.business.promises.forecasting.pace import Codes
from steadyhand.business.promises.forecasting.settings import Settings

# Scores are counted between these; at 0 the forecast was exact.
SCORES: Floats = np.concatenate([np.linspace(-4, -1, 13), np.linspace(-0.9, 1.5, 49)])
# Past forecasts whose spread stands for what the model expects of itself.
_SAMPLE = 150
# A forecast beyond the horizon is told as if it had been this far beyond it: it isn't known better.
_BEYOND = 1.5
_SUREST = 0.9995


@dataclass(frozen=True, slots=True)
class Book:
    """Past forecasts and what is known of them: `rows` are hours at `LEVELS`, as told before any correction.

    `lasted` and `rows` are hours of one clock: until now for what is open, until it went for what was withdrawn.
    `known` is how many cases the model knew that told it, `age` how long ago the case was opened.
    """

    rows: Floats
    lasted: Floats
    closed: Flags
    age: Floats
    known: Floats
    segments: Codes

    def __len__(self) -> int:
        return len(self.lasted)


@dataclass(frozen=True, slots=True)
class Stretch:
    """By which factor the hours at a level are stretched, a number a segment; `plain` without guard.

    The factor applies to hours plus `offset`. Infinite: more than was ever seen is needed.
    """

    level: float
    offset: float
    factors: Floats
    plain: Floats

    def of(self, rows: Floats, segments: Codes, horizon: float) -> Floats:
        """Return the hours to promise for these forecasts, infinite beyond the horizon."""
        told = np.minimum(hours_at(rows, np.full(len(rows), self.level)), _BEYOND * horizon)
        known = np.isfinite(hours_at(rows, np.full(len(rows), self.level)))
        found = []
        for factors in (self.factors, self.plain):
            factor = factors[segments]
            stretched = np.maximum((told + self.offset) * factor - self.offset, 0.0)
            # A time that the model itself can't see is not made known by a factor above one.
            found.append(np.where(known | (factor < 1), stretched, np.inf))
        return np.stack(found)


def stretches(book: Book, share: float, segments: int, settings: Settings, *, knows: int) -> tuple[Stretch, ...]:
    """Return the stretches for a share (0–1) to be kept, one for each level the forecasts are told at.

    `knows` is how many cases the model knows that is to be stretched: what weaker ones told weighs less.
    """
    levels = (share, 1 - 2 * (1 - share)) if share > settings.two_levels_from else (share,)
    half = _half_life_hours(book, settings)
    return tuple(_stretch(book, share, level, (segments, knows, half), settings) for level in levels)


def promised(stretched: tuple[Stretch, ...], rows: Floats, segments: Codes, horizon: float) -> Floats:
    """Return the hours by which the share is kept: the geometric middle of what the levels say, at most the horizon.

    Infinite, no time is given: even without a guard it lies beyond. The guard alone never takes a time away.
    """
    told = [each.of(rows, segments, horizon) for each in stretched]
    guarded, plain = (
        np.exp(np.mean([np.log(np.maximum(each[number], 1e-3)) for each in told], axis=0)) for number in (0, 1)
    )
    return np.where(guarded <= horizon, guarded, np.where(plain <= horizon, horizon, np.inf))


def _half_life_hours(book: Book, settings: Settings) -> float:
    """Return the half-life: longer where few cases come, so that one in twenty can be seen at all."""
    usual = settings.half_life_days * 24.0
    fresh = float(np.sum(0.5 ** (book.age / usual)))
    return usual * min(max(1.0, settings.fresh_cases / max(fresh, 1.0)), settings.longest_half_life)


def _stretch(book: Book, share: float, level: float, about: tuple[int, int, float], settings: Settings) -> Stretch:
    segments, knows, half = about
    if not len(book):
        return Stretch(level, 0.0, np.ones(segments), np.ones(segments))
    beyond = _BEYOND * settings.horizon_hours
    told = np.minimum(hours_at(book.rows, np.full(len(book), level)), beyond)
    offset = max(settings.score_offset_share * float(np.median(told)), 1e-3)
    even = Stretch(level, offset, np.ones(segments), np.ones(segments))
    base = np.log(told + offset)
    passed_at = np.exp(base[:, None] + SCORES) - offset
    trust = np.minimum(book.known / max(knows, 1), 1.0)
    weight_at = trust * 0.5 ** (book.age / half)
    # 2 ** (when / half-life) undoes the age up to the moment at which the score was passed, or the case ended.
    # What was withdrawn was only watched until then: whether it would have been in time nobody knows.
    passed = passed_at < np.minimum(book.lasted, book.age)[:, None]
    fresh = np.where(passed, np.exp2(np.clip(passed_at, 0.0, book.age[:, None]) / half), 0.0) * weight_at[:, None]
    ended = np.where(book.closed, np.exp2(np.minimum(book.lasted, book.age) / half) * weight_at, 0.0)
    number = np.minimum(np.searchsorted(SCORES, np.log(np.maximum(book.lasted, 0.0) + offset) - base), len(SCORES))
    width = len(SCORES) + 1
    counted = np.bincount(book.segments * width + number, ended, segments * width).astype(np.float64)
    done: Floats = counted.reshape(segments, width)[:, :-1]
    there = np.zeros((segments, len(SCORES)))
    order = np.argsort(book.segments, kind="stable")
    present, first = np.unique(book.segments[order], return_index=True)
    there[present] = np.add.reduceat(fresh[order], first, axis=0)
    there += done
    expected = _expected(book, base, offset, beyond)
    return _judged(done, there, expected, even, share, settings, knows=knows)


def _expected(book: Book, base: Floats, offset: float, beyond: float) -> Floats:
    """Return the share that would be done by each score if the forecasts were right, from a sample of them."""
    sample = np.linspace(0, len(book) - 1, min(_SAMPLE, len(book))).astype(np.int64)
    scores = (np.log(np.minimum(book.rows[sample], 2 * beyond) + offset) - base[sample][:, None]).ravel()
    weights = np.tile(np.diff(np.concatenate([[0.0], LEVELS])), len(sample))
    order = np.argsort(scores, kind="stable")
    shares = np.cumsum(weights[order]) / weights.sum()
    found: Floats = np.minimum(np.interp(SCORES, scores[order], shares, left=0.0), 0.9999)
    return found


def _judged(
    done: Floats, there: Floats, expected: Floats, stretch: Stretch, share: float, settings: Settings, *, knows: int
) -> Stretch:
    """Return the stretch of each segment: its own scores, a limited number of all others', and what is expected."""
    # A model that knows few cases is believed less, and other segments' scores more.
    trust = settings.trust_cases * min(1.0, knows / settings.trusted_from)
    pool = settings.pool_cases + settings.trust_cases - trust
    before = np.concatenate([[1.0], 1 - expected[:-1]])
    doubt_done, doubt_there = np.diff(np.concatenate([[0.0], expected])) * trust, before * trust
    all_done, all_there = done.sum(axis=0), there.sum(axis=0)
    factors, plain = np.ones(len(done)), np.ones(len(done))
    for segment in range(len(done)):
        others = max(float(all_there[0] - there[segment][0]), 1e-9)
        lent = min(1.0, pool / others)
        closed = done[segment] + lent * (all_done - done[segment]) + doubt_done
        seen = there[segment] + lent * (all_there - there[segment]) + doubt_there
        shares = 1 - np.cumprod(1 - np.minimum(closed / np.maximum(seen, 1e-9), 0.9999))
        cases = float(there[segment][0]) + min(pool, others) + trust
        error = float(np.sqrt(share * (1 - share) / max(cases, 1.0)))
        factors[segment] = _factor_at(shares, min(share + settings.guard * error, _SUREST))
        plain[segment] = _factor_at(shares, share - settings.slack * error)
    return Stretch(stretch.level, stretch.offset, factors, plain)


def _factor_at(shares: Floats, wanted: float) -> float:
    """Return the factor by which times are stretched for this share of scores to lie below."""
    told = np.concatenate([[0.0], shares])
    at = int(np.searchsorted(told, wanted))
    if at >= len(told):
        return float("inf")
    scores = np.concatenate([[SCORES[0] - 1], SCORES])
    part = (wanted - told[at - 1]) / max(told[at] - told[at - 1], 1e-12) if at else 0.0
    return float(np.exp(scores[max(at - 1, 0)] + part * (scores[at] - scores[max(at - 1, 0)])))
