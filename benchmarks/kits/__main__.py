"""Pack kits for the calls of thirty made-up dealerships, and of an imported history. Fails where a bar isn't met.

BENCH_SEEDS (30) makes it smaller for a first look, BENCH_FIRST begins at another seed, BENCH_LARGE (1000000) is the
refit's size. BENCH_HISTORY names a folder with calls.csv and parts.csv (docs/reference/stock) to be measured too.
"""

import os
import sys

# One thread a process: the matrices are small, and two processes share two cores.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
from collections.abc import Sequence
from itertools import islice
from multiprocessing import Pool
from pathlib import Path
from time import perf_counter

import click
import numpy as np

from benchmarks.kits.assumptions import Assumptions, read_assumptions
from benchmarks.kits.large import Large, refit_of
from benchmarks.kits.replay import RIVALS, Score, replay
from benchmarks.kits.world.seen import world_of
from benchmarks.yardstick import said as machine_said
from steadyhand.business.stock.kits.reading.files import read_calls, read_parts

SEEDS = int(os.environ.get("BENCH_SEEDS", "30"))
LARGE = int(os.environ.get("BENCH_LARGE", "1000000"))
HISTORY = os.environ.get("BENCH_HISTORY", "")
PROCESSES = int(os.environ.get("BENCH_PROCESSES", "2"))
BOOTSTRAPS = 1_000


def _one(job: tuple[int, Assumptions]) -> Score:
    seed, assumed = job
    run = assumed.run
    world = world_of(seed, dealer=run.dealer, technicians=run.technicians, years=run.years)
    return replay(
        world.calls,
        world.parts_by,
        refit_days=run.refit_days,
        counted_from_day=world.first_day + run.counted_from_days,
        most=run.most_parts,
    )


def _large(assumed: Assumptions) -> Large:
    run = assumed.run
    world = world_of(run.first_seed, dealer=run.dealer, technicians=run.technicians, years=run.years)
    return refit_of(world.calls, world.parts_by(world.calls[-1].closed_day), many=LARGE)


def _history(folder: Path, assumed: Assumptions) -> Score:
    parts = read_parts(folder / "parts.csv") if (folder / "parts.csv").exists() else []
    calls = read_calls(folder / "calls.csv").done
    first = calls[0].call.taken_day
    return replay(
        calls,
        lambda _: parts,
        refit_days=assumed.run.refit_days,
        counted_from_day=first + assumed.run.counted_from_days,
        most=assumed.run.most_parts,
    )


def _report(title: str, score: Score, seeds: Sequence[Score], most: int) -> None:
    click.echo(f"\n### {title}\n")
    click.echo(
        f"{score.calls:,} calls, {score.needed:,} needed parts; {score.possible / score.needed:.1%} of them {most} at "
        "most.\n"
    )
    click.echo("| kit of six at most | all needed were in it | first year |")
    click.echo("| --- | --- | --- |")
    early = _share(score.early_ours, score.early_needed)
    click.echo(f"| Steadyhand | {score.ours / score.needed:.1%} {_spread(seeds)} | {early} |")
    for name in RIVALS:
        early = _share(score.early_rivals[name], score.early_needed)
        click.echo(f"| {name} | {score.rivals[name] / score.needed:.1%} | {early} |")
    sizes = ", ".join(f"{size}: {score.by_size[size] / score.needed:.1%}" for size in range(1, most + 1))
    click.echo(f"\nBy the size of our kit: {sizes}.")
    click.echo(
        f"Of the parts packed {score.used_of_packed / score.packed:.1%} were used. The cause written down afterwards "
        f"was our first in {_share(score.causes_first, score.causes)}, among our three in "
        f"{_share(score.causes_three, score.causes)}."
    )
    for name, tenths in (("a part is needed", score.parts), ("the kit is enough", score.enough)):
        told = ", ".join(
            f"{said / many:.2f} → {came / many:.2f}"
            for said, came, many in zip(tenths.said, tenths.came, tenths.many, strict=True)
            if many
        )
        click.echo(f"Chance that {name}, said → came: {told}; error {tenths.error:.4f}.")
    click.echo(
        f"Milliseconds a prediction with its reasons: median {np.percentile(score.seconds, 50) * 1000:.1f}, 99 % "
        f"{np.percentile(score.seconds, 99) * 1000:.1f}."
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


def _spread(seeds: Sequence[Score]) -> str:
    """Return where the share lies with 95 %, dealerships drawn again with replacement."""
    if len(seeds) < 3:  # noqa: PLR2004  # of two nothing can be drawn
        return ""
    rng = np.random.default_rng(1)
    ours = np.array([(each.ours, each.needed) for each in seeds])
    drawn = ours[rng.integers(0, len(ours), (BOOTSTRAPS, len(ours)))].sum(axis=1)
    low, high = np.percentile(drawn[:, 0] / drawn[:, 1], [2.5, 97.5])
    return f"({low:.1%} to {high:.1%})"


def _bars(score: Score, assumed: Assumptions) -> list[tuple[bool, str]]:
    bars = assumed.bars
    ours = score.ours / score.needed
    rivals = {name: score.rivals[name] / score.needed for name in RIVALS}
    met = [
        (
            100 * (ours - rivals[name]) >= bars.better_points,
            f"{100 * (ours - rivals[name]):.1f} points better than {name} (bar {bars.better_points:.0f})",
        )
        for name in RIVALS[:3]
    ]
    for name, tenths in (("parts", score.parts), ("the kit is enough", score.enough)):
        met.append(
            (
                tenths.error <= bars.calibration,
                f"calibration error of {name} {tenths.error:.4f} (bar {bars.calibration})",
            )
        )
    slow = float(np.percentile(score.seconds, 99) * 1000)
    met.append(
        (slow < bars.milliseconds, f"{slow:.1f} ms a prediction at the 99th percentile (bar {bars.milliseconds:.0f})")
    )
    return met


def main() -> int:
    assumed, begun = read_assumptions(), perf_counter()
    first = int(os.environ.get("BENCH_FIRST", assumed.run.first_seed))
    click.echo(machine_said())
    total, each_seed = Score(), []
    with Pool(PROCESSES) as pool:
        jobs = ((seed, assumed) for seed in range(first, first + SEEDS))
        for number, score in enumerate(pool.imap(_one, islice(jobs, SEEDS), chunksize=1)):
            each_seed.append(score)
            total.add(score)
            click.echo(
                f"seed {first + number} after {perf_counter() - begun:.0f} s: {score.ours / score.needed:.1%} of "
                f"{score.needed:,}",
                err=True,
            )
    _report(
        f"{SEEDS} made-up dealerships, {assumed.run.years:.0f} years each", total, each_seed, assumed.run.most_parts
    )
    met = _bars(total, assumed)
    if HISTORY:
        own = _history(Path(HISTORY), assumed)
        _report(f"The history in {HISTORY}", own, [], assumed.run.most_parts)
        met += [(is_met, f"{HISTORY}: {told}") for is_met, told in _bars(own, assumed)]
    if LARGE:
        large = _large(assumed)
        click.echo(
            f"\nA refit of {large.calls:,} calls: {large.seconds:.0f} s, {large.processor_seconds:.0f} s of a "
            f"processor, {large.most_megabytes:,.0f} MB at most (the calls themselves among them)."
        )
        bar = assumed.bars.refit_seconds
        told = f"{large.processor_seconds:.0f} s of a processor to refit {large.calls:,} calls (bar {bar:.0f})"
        met.append((large.processor_seconds < bar, told))
    click.echo(f"\n{perf_counter() - begun:.0f} s\n")
    for is_met, told in met:
        click.echo(f"{'met ' if is_met else 'MISSED'} {told}")
    missed = sum(not is_met for is_met, _ in met)
    click.echo(
        f"bench-kits: {len(met) - missed} of {len(met)} bars met; all needed parts in "
        f"{total.ours / total.needed:.1%} of kits"
    )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
