"""What will each truck's calls need? From its own past calls, and from the fleet's where its own are few.

A call counts less the longer ago it was. What a model's calls need is taken from the truck's own calls to that model
and from the whole fleet's, mixed by how different trucks turn out to be: the mixture under which the past is
likeliest. Which models a truck is called to is its own, so a territory without a model carries nothing for it. What
the time of year does is the whole fleet's: how much oftener a model's calls, and of them each kind, came in these
weeks of past years.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy.special import gammaln

from steadyhand.business.stock.levels.arrays import Flags, Floats, Whole, added
from steadyhand.business.stock.levels.fleet import History

# After two years a call counts half: ours, about as long as most of a fleet's machines stay the same.
HALF_LIFE_DAYS = 730.0
# How much oftener something comes in a season is believed once there are some hundred calls of it: ours.
SEASON_DAYS, SEASON_CALLS = 45.0, 200.0
YEAR_DAYS = 365.25
# How many of the fleet's calls stand beside a truck's own to a model; the likeliest is taken.
FLEET_CALLS = (3.0, 10.0, 30.0, 100.0, 300.0, 1000.0)
# Which models a truck sees, and how many calls, is known from its own calls after a few weeks.
MIX_CALLS, RATE_DAYS = 10.0, 20.0
# A kind of call that a truck meets less than once in so many years counts by the rarest of its parts alone: a little
# too well, and there would be ten times as many kinds.
RAREST_YEARS = 25.0
WORK_DAYS_A_YEAR = 250.0


@dataclass(frozen=True, eq=False)
class Demand:
    """What each truck is expected to be called to.

    `calls_a_day` (trucks) by working day. A row is a kind of call on a truck: `truck`, `kind`, `share` of that truck's
    calls; a kind's lines are `part`, `units` and `could_wait` from `start[kind]` to `start[kind + 1]`.
    `own_calls` (trucks) are the calls it has itself, by weight; `fleet_calls` how many of the fleet's stand beside them
    for each model.
    """

    calls_a_day: Floats
    truck: Whole
    kind: Whole
    share: Floats
    start: Whole
    part: Whole
    units: Whole
    could_wait: Flags
    own_calls: Floats
    fleet_calls: float


def demand_of(history: History, *, trucks: int, middle: date) -> Demand:
    """Return what the history's first so many trucks are called to around a day; the others are experience only.

    Raises:
        NothingToLearnFrom: the history has no calls.
    """
    if not history.calls:
        raise NothingToLearnFrom
    every = max(trucks, len(history.trucks))
    weight = weights(history.call_day, middle)
    near = near_in_the_year(history.call_day, middle)
    kinds = _kinds(history)
    model = history.call_model + 1
    count = int(model.max()) + 1
    # What a model's calls need in the whole fleet.
    pair, of_pair = np.unique(model * kinds.count + kinds.of_call, return_inverse=True)
    pair_model, pair_kind = np.divmod(pair, kinds.count)
    pair_weight = added(of_pair, weight)
    model_weight = added(model, weight, count)
    pair_share = pair_weight / model_weight[pair_model]
    # How many whole calls so much weight is worth.
    worth = float(weight.sum() / (weight**2).sum())
    in_season = _oftener(added(model, weight * near, count), model_weight, worth, np.ones(count))
    in_season = _oftener(added(of_pair, weight * near), pair_weight, worth, in_season[pair_model])
    # What each truck has met itself.
    cell, of_cell = np.unique(history.call_truck * len(pair) + of_pair, return_inverse=True)
    cell_truck, cell_pair = np.divmod(cell, len(pair))
    cell_weight = added(of_cell, weight)
    met = added(history.call_truck * count + model, weight, every * count)
    met = met.reshape(every, count)
    fleet_calls = _likeliest(met, cell_pair, cell_weight, pair_share, worth) / worth
    calls_a_day = _rates(history, weight, middle, every)[:trucks]
    mix = (met[:trucks] + MIX_CALLS / worth * model_weight / model_weight.sum()) / (
        met[:trucks].sum(axis=1, keepdims=True) + MIX_CALLS / worth
    )
    first = np.searchsorted(cell_truck, np.arange(trucks + 1))
    rows_truck, rows_kind, rows_share = [], [], []
    instead = kinds.rarest(added(kinds.of_call, weight))
    for truck in range(trucks):
        own = np.zeros(len(pair))
        mine = slice(first[truck], first[truck + 1])
        own[cell_pair[mine]] = cell_weight[mine]
        given = (own + fleet_calls * pair_share) / (met[truck] + fleet_calls)[pair_model]
        share = added(pair_kind, mix[truck][pair_model] * given * in_season, kinds.count)
        calls_a_day[truck] *= share.sum()
        share /= share.sum()
        is_rare = (share * calls_a_day[truck] * WORK_DAYS_A_YEAR * RAREST_YEARS < 1) & (instead >= 0)
        rare = np.flatnonzero(is_rare)
        share = share + added(instead[rare], share[rare], len(share))
        share[rare] = 0.0
        kept = np.flatnonzero(share)
        rows_truck.append(np.full(len(kept), truck))
        rows_kind.append(kept)
        rows_share.append(share[kept])
    return Demand(
        calls_a_day=calls_a_day,
        truck=np.concatenate(rows_truck),
        kind=np.concatenate(rows_kind),
        share=np.concatenate(rows_share),
        start=kinds.start,
        part=kinds.part,
        units=kinds.units,
        could_wait=kinds.could_wait,
        own_calls=met[:trucks].sum(axis=1) * worth,
        fleet_calls=fleet_calls * worth,
    )


class NothingToLearnFrom(ValueError):
    """There are no past calls, so nobody knows what will be needed."""

    def __init__(self) -> None:
        super().__init__("There are no past calls to learn from: give at least a few months of them.")


def weights(days: Whole, middle: date) -> Floats:
    """Return what calls of these days count by their age, at most 1."""
    age = np.maximum(middle.toordinal() - days, 0).astype(float)
    return np.asarray(0.5 ** (age / HALF_LIFE_DAYS))


def near_in_the_year(days: Whole, middle: date) -> Floats:
    """Return how near days are to the same day of other years, 1 on average; 1 for all if no whole year is known."""
    if not len(days) or int(days.max()) - int(days.min()) < YEAR_DAYS - 1:
        return np.ones(len(days))

    def near(of: Whole) -> Floats:
        away = np.abs((middle.toordinal() - of + YEAR_DAYS / 2) % YEAR_DAYS - YEAR_DAYS / 2)
        return np.asarray(np.maximum(0.0, 1 - away / SEASON_DAYS))

    every = np.arange(int(days.min()), int(days.max()) + 1)
    return near(days) / float(np.average(near(every), weights=weights(every, middle)))


def _oftener(near: Floats, weight: Floats, worth: float, usual: Floats) -> Floats:
    """Return how much oftener than on average things come now, drawn towards what is usual of their like."""
    return np.asarray((near * worth + SEASON_CALLS * usual) / (weight * worth + SEASON_CALLS))


@dataclass(frozen=True, eq=False)
class _Kinds:
    """The kinds of calls: what exactly each needs."""

    of_call: Whole
    start: Whole
    part: Whole
    units: Whole
    could_wait: Flags

    @property
    def count(self) -> int:
        return len(self.start) - 1

    def rarest(self, weight: Floats) -> Whole:
        """Return for each kind of several parts the kind of only the rarest that it needs; else -1."""
        lines = np.diff(self.start)
        of_line = np.repeat(np.arange(len(lines)), lines)
        used = added(self.part, weight[of_line] * self.units)
        order = np.lexsort((used[self.part], self.could_wait, of_line))
        chosen = order[self.start[:-1][lines > 0]]
        instead = np.full(len(lines), -1)
        single = np.flatnonzero(lines == 1)
        key = _key(
            self.part[self.start[:-1][single]],
            self.units[self.start[:-1][single]],
            self.could_wait[self.start[:-1][single]],
        )
        kind_of = dict(zip(key.tolist(), single.tolist(), strict=True))
        needs = np.flatnonzero(lines > 0)
        wanted = _key(self.part[chosen], self.units[chosen], self.could_wait[chosen])
        for kind, one in zip(needs.tolist(), wanted.tolist(), strict=True):
            if lines[kind] > 1:
                instead[kind] = kind_of.get(one, -1)
        return instead


def _key(part: Whole, units: Whole, could_wait: Flags) -> Whole:
    return (part * 1024 + units) * 2 + could_wait


def _kinds(history: History) -> _Kinds:
    """Return which calls need exactly the same, whatever the order of their lines."""
    # Each line has a number that looks like chance; a call's lines add up. Two kinds in a million that add up alike are
    # as likely as one in 30 million.
    line = _mixed(_key(history.line_part, history.line_units, history.could_wait).astype(np.uint64))
    total = np.zeros(history.calls, dtype=np.uint64)
    np.add.at(total, history.line_call, line)
    _, example, of_call = np.unique(total, return_index=True, return_inverse=True)
    order = np.argsort(history.line_call, kind="stable")
    begins = np.searchsorted(history.line_call[order], np.arange(history.calls + 1))
    length = (begins[1:] - begins[:-1])[example]
    start = np.concatenate(([0], np.cumsum(length)))
    lines = np.repeat(begins[:-1][example] - start[:-1], length) + np.arange(start[-1])
    return _Kinds(
        of_call,
        start,
        history.line_part[order][lines],
        history.line_units[order][lines],
        history.could_wait[order][lines],
    )


def _mixed(
    value: "np.ndarray[tuple[int, ...], np.dtype[np.uint64]]",
) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint64]]":
    """Return numbers without any pattern (splitmix64; S. Vigna, public domain)."""
    value = value + np.uint64(0x9E3779B97F4A7C15)
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


def _likeliest(met: Floats, cell_pair: Whole, cell_weight: Floats, pair_share: Floats, worth: float) -> float:
    """Return how many of the fleet's calls beside a truck's own make what all trucks met likeliest.

    Each truck's needs of a model as a Dirichlet around the fleet's, what it met as drawn from that.
    """
    counts = cell_weight * worth
    there = met[met > 0] * worth
    around = pair_share[cell_pair]

    def how_likely(calls: float) -> float:
        cells = (gammaln(counts + calls * around) - gammaln(calls * around)).sum()
        return float(cells - (gammaln(there + calls) - gammaln(calls)).sum())

    return max(FLEET_CALLS, key=how_likely)


def _rates(history: History, weight: Floats, middle: date, trucks: int) -> Floats:
    """Return calls a working day of each truck, since its first call; of few days, with the fleet's beside them."""
    first, last = int(history.call_day.min()), int(history.call_day.max())
    days = np.arange(first, last + 1)
    # Whoever works at weekends has calls then; else Monday to Friday count.
    works = (days + 6) % 7 < 5  # noqa: PLR2004 - ordinal 1 is a Monday
    works |= np.bincount(history.call_day - first, minlength=len(days)) > trucks / 2
    day_weight = np.where(works, weights(days, middle), 0.0)
    after = np.concatenate((np.cumsum(day_weight[::-1])[::-1], [0.0]))
    begun = np.full(trucks, last + 1)
    np.minimum.at(begun, history.call_truck, history.call_day)
    worked = after[begun - first]
    calls = added(history.call_truck, weight, trucks)
    # A day's weight is what its calls' weight is.
    beside = RATE_DAYS * day_weight.sum() / max(int(works.sum()), 1)
    usual = calls.sum() / max(worked.sum(), 1e-9)
    return np.asarray((calls + beside * usual) / (worked + beside))
