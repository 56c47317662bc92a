"""Live thirty made-up dealerships' years, promise, watch, and print what was kept. Fails where a bar isn't met.

BENCH_SEEDS (30) makes it smaller for a first look. `make bench-promises` runs it after the real logs.
"""

import os
import sys
from collections.abc import Sequence
from multiprocessing import Pool
from time import perf_counter

import click

from benchmarks.promises.simulated.assumptions import Assumptions, read_assumptions
from benchmarks.promises.simulated.counting import Seed, seed_of
from benchmarks.promises.simulated.reporting import Figure, report
from benchmarks.yardstick import said as machine_said

SEEDS = int(os.environ.get("BENCH_SEEDS", "30"))
PROCESSES = 2


def run(seeds: Sequence[int]) -> list[Figure]:
    """Live these seeds' years and print what came of them; return each figure with its bar."""
    begun, assumptions = perf_counter(), read_assumptions()
    click.echo(
        f"\n## Promises in the simulator: {len(seeds)} dealerships of {assumptions.run.technicians}, a year each\n"
    )
    click.echo(machine_said())
    beside = set(seeds[: assumptions.run.beside_seeds])
    with Pool(PROCESSES) as pool:
        found: list[Seed] = []
        for each in pool.imap(_one, [(seed, assumptions, seed in beside) for seed in seeds], chunksize=1):
            found.append(each)
            click.echo(f"seed {each.seed} after {perf_counter() - begun:.0f} s", err=True)
    figures = report(found, assumptions, click.echo)
    click.echo(f"\n{perf_counter() - begun:.0f} s")
    return figures


def _one(job: tuple[int, Assumptions, bool]) -> Seed:
    seed, assumptions, is_whole = job
    return seed_of(seed, assumptions, is_whole=is_whole)


def main() -> int:
    first = read_assumptions().run.first_seed
    figures = run(range(first, first + SEEDS))
    for each in figures:
        click.echo(f"{'met ' if each.is_met else 'MISSED'} {each.figure} (bar {each.bar})")
    return 0 if all(each.is_met for each in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
