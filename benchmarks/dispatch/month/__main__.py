"""A month of twelve technicians: the nearest who is qualified, as by hand, against our plans; fails while short.

BENCH_SEEDS ("1-30", "101,102") names the seeds, BENCH_PROCESSES (2) how many months are lived at a time. BENCH_KEPT
names a file to which each seed is appended as JSON as soon as it is done, and from which a run goes on where it was
stopped. BENCH_WEIGHTS ("not_the_usual=30,waits.3=0.1") tries other weights than the product's.
"""

import json
import os
import sys

# One thread a process: two processes share two cores.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from hashlib import sha256
from multiprocessing import Pool
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import click

from benchmarks.dispatch.month.assumptions import FILE, Assumptions, read_assumptions
from benchmarks.dispatch.month.by_hand import ByHand
from benchmarks.dispatch.month.happenings import Call, calls_of
from benchmarks.dispatch.month.living import Policy, live
from benchmarks.dispatch.month.measured import Figures, figures_of
from benchmarks.dispatch.month.planned import Planner
from benchmarks.dispatch.month.reporting import Month, report
from benchmarks.dispatch.month.world import World, made
from benchmarks.yardstick import said as machine_said
from steadyhand.business.dispatch.settings import PROMISE_MARGIN, UNDONE_NORMAL
from steadyhand.business.dispatch.solver.weights import Weights

PROCESSES = int(os.environ.get("BENCH_PROCESSES", "2"))
KEPT = os.environ.get("BENCH_KEPT", "")


def weights() -> Weights:
    """Return the product's weights, with those that BENCH_WEIGHTS names."""
    usual = Weights(
        undone={**Weights().undone, 3: float(UNDONE_NORMAL.default)}, promise_margin=float(PROMISE_MARGIN.default)
    )
    given = os.environ.get("BENCH_WEIGHTS", "")
    changed: dict[str, Any] = {}
    for each in filter(None, given.split(",")):
        name, _, value = each.partition("=")
        name, _, urgency = name.partition(".")
        if urgency:
            changed[name] = {**changed.get(name, getattr(usual, name)), int(urgency): float(value)}
        else:
            changed[name] = float(value)
    return replace(usual, **changed)


def seeds(assumed: Assumptions) -> list[int]:
    """Return the seeds that BENCH_SEEDS names; else those to be measured."""
    first, last = assumed.run.measuring
    found: list[int] = []
    for each in os.environ.get("BENCH_SEEDS", f"{first}-{last}").split(","):
        low, _, high = each.partition("-")
        found += range(int(low), int(high or low) + 1)
    return found


def one(job: tuple[int, Assumptions, Weights]) -> Month:
    """Live a seed's month three times."""
    seed, assumed, weighed = job
    world = made(assumed, seed)
    calls = calls_of(world, seed)
    return Month(
        seed,
        ours=_lived(world, calls, Planner(weighed)),
        by_hand=_lived(world, calls, ByHand()),
        patient=_lived(world, calls, ByHand(least_detour=True)),
    )


def _lived(world: World, calls: tuple[Call, ...], policy: Policy) -> Figures:
    began = process_time()
    lived = live(world, calls, policy)
    return figures_of(world, calls, lived, seconds=process_time() - began)


def main() -> int:
    """Live the months, print the figures beside their bars, and return 1 where one falls short."""
    assumed, weighed, begun = read_assumptions(), weights(), perf_counter()
    click.echo(machine_said())
    asked = seeds(assumed)
    known = dict(_kept(_fingerprint(weighed)))
    jobs = [(seed, assumed, weighed) for seed in asked if seed not in known]
    with Pool(min(PROCESSES, max(1, len(jobs)))) as pool:
        for month in pool.imap_unordered(one, jobs):
            known[month.seed] = month
            _keep(month, _fingerprint(weighed))
            click.echo(f"seed {month.seed} after {perf_counter() - begun:.0f} s: {month.in_short()}", err=True)
    return report([known[seed] for seed in asked], assumed)


def _fingerprint(weighed: Weights) -> str:
    """Return what tells months lived under other assumptions or weights."""
    told = json.dumps(asdict(weighed), sort_keys=True) + FILE.read_text(encoding="utf-8")
    return sha256(told.encode()).hexdigest()[:12]


def _kept(fingerprint: str) -> Iterator[tuple[int, Month]]:
    if not KEPT or not Path(KEPT).exists():
        return
    for line in Path(KEPT).read_text(encoding="utf-8").splitlines():
        row: Mapping[str, Any] = json.loads(line)
        if row["under"] == fingerprint:
            yield row["seed"], Month(row["seed"], *(Figures(**row[name]) for name in ("ours", "by_hand", "patient")))


def _keep(month: Month, fingerprint: str) -> None:
    if KEPT:
        with Path(KEPT).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"under": fingerprint, **asdict(month)}) + "\n")


if __name__ == "__main__":
    sys.exit(main())
