"""Two thousand parts and a million past calls: how many seconds of processor time?"""

from datetime import date
from time import process_time

import numpy as np

from benchmarks.truck_stock.telling import Leg, say
from steadyhand.business.stock.levels.fleet import Fleet, History, Part, Truck
from steadyhand.business.stock.levels.plan import Plan, propose

CALLS, PARTS, TRUCKS, FAMILIES, YEARS = 1_000_000, 2_000, 100, 100, 10
SECONDS = 5.0
BUDGET_CENTS = 800_000
PAIRS, TRIPLES = 24, 8
END = date(2026, 11, 27)


def history() -> tuple[tuple[Part, ...], History]:
    """Return a million calls of a hundred trucks: families of twenty parts, a few dozen kinds of repair in each."""
    rng = np.random.default_rng(0)
    per = PARTS // FAMILIES
    usual = rng.dirichlet(np.full(FAMILIES, 0.8))
    truck = rng.integers(0, TRUCKS, CALLS)
    luck = rng.random(CALLS)
    family = np.empty(CALLS, dtype=np.int64)
    for number in range(TRUCKS):
        mine = truck == number
        sums = rng.dirichlet(usual * 30 + 1e-3).cumsum()
        family[mine] = np.minimum(np.searchsorted(sums, luck[mine]), FAMILIES - 1)
    day = END.toordinal() - rng.integers(0, YEARS * 365, CALLS)
    needs = rng.random(CALLS) < 0.55  # noqa: PLR2004 - as in the trade: not every call takes a part
    luck = rng.random(CALLS)
    lines = [_lines(rng, number, per, np.flatnonzero(needs & (family == number)), luck) for number in range(FAMILIES)]
    call, part, units = (np.concatenate(column) for column in zip(*lines, strict=True))
    parts = tuple(
        Part(ref=f"P{number}", cost_cents=int(cost), lead_days=float(lead))
        for number, (cost, lead) in enumerate(
            zip(np.exp(rng.normal(8.6, 1, PARTS)), rng.integers(0, 5, PARTS), strict=True)
        )
    )
    names = tuple(f"T{number}" for number in range(TRUCKS))
    return parts, History(
        trucks=names,
        parts=tuple(one.ref for one in parts),
        models=tuple(map(str, range(FAMILIES))),
        call_truck=truck,
        call_day=day,
        call_model=family,
        line_call=call,
        line_part=part,
        line_units=units,
        could_wait=np.zeros(len(call), dtype=bool),
    )


def _lines(
    rng: np.random.Generator, family: int, per: int, calls: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]",
    luck: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]",
) -> tuple["np.ndarray[tuple[int, ...], np.dtype[np.int64]]", ...]:  # fmt: skip
    """Return which parts the calls to a family need: one in seven takes several."""
    kinds = [(part,) for part in range(per)]
    kinds += [tuple(rng.choice(per, 2, replace=False)) for _ in range(PAIRS)]
    kinds += [tuple(rng.choice(per, 3, replace=False)) for _ in range(TRIPLES)]
    shares = np.concatenate(
        [share * rng.dirichlet(np.full(count, 0.5)) for share, count in ((0.72, per), (0.22, PAIRS), (0.06, TRIPLES))]
    )
    kind = np.minimum(np.searchsorted(shares.cumsum(), luck[calls]), len(kinds) - 1)
    size = np.array([len(each) for each in kinds])
    starts = np.concatenate(([0], size.cumsum()))
    part = np.concatenate([np.array(each) for each in kinds]) + family * per
    units = 1 + (rng.random(len(part)) < 0.08)  # noqa: PLR2004 - a few are always fitted in pairs
    length = size[kind]
    begins = np.concatenate(([0], length.cumsum()[:-1]))
    place = np.arange(length.sum()) - np.repeat(begins, length) + np.repeat(starts[kind], length)
    return np.repeat(calls, length), part[place], units[place].astype(np.int64)


def seconds() -> Leg:
    """Choose levels from the whole history: for one truck, and for all of them at once."""
    parts, past = history()
    trucks = tuple(Truck(ref=each) for each in past.trucks)
    one, plan = _timed(Fleet(parts=parts, trucks=trucks[:1], history=past))
    say(f"one truck: {one:.1f} s of processor time, {plan.finished:.1%} finished, gap {plan.gap:.2%}")
    every, plan = _timed(Fleet(parts=parts, trucks=trucks, history=past))
    say(
        f"all {TRUCKS} trucks at once: {every:.1f} s, {plan.built.problem.items:,} levels from "
        f"{sum(len(group.weight) for group in plan.built.problem.calls):,} kinds of calls, "
        f"{plan.finished:.1%} finished, gap {plan.gap:.2%}"
    )
    return Leg(
        f"at most {SECONDS:g} s for {PARTS:,} parts × {CALLS:,} calls",
        one <= SECONDS,
        f"{one:.1f} s a truck; all {TRUCKS} at once {every:.1f} s",
    )


def _timed(fleet: Fleet) -> tuple[float, Plan]:
    began = process_time()
    plan = propose(fleet, middle=date(2026, 12, 15), most_cents=BUDGET_CENTS * len(fleet.trucks))
    return process_time() - began, plan
