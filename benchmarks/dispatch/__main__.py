"""Plans beside VROOM alone, PyVRP alone, OR-Tools and the nearest who may; published instances; a disrupted morning.

The same days, one thread, the same processor seconds for each (the clock would tell how busy the machine is). Short:
under five minutes on an idle machine; LONG=1: all sizes, budgets and seeds. STEADYHAND_DATA names the folder with the
published instances. BENCH_PARTS names some of side, first, disruption, kept, published and huge, to run those alone.
`best_seen.json` keeps the cheapest plan any engine ever found; KEEP=1 writes cheaper ones into it.
Exits with 1 while a bar is missed.
"""

import json
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import fmean
from time import process_time

import click

from benchmarks.dispatch import rivals
from benchmarks.dispatch.disrupted import disrupted, repaired
from benchmarks.dispatch.huge import in_parts
from benchmarks.dispatch.instances import Size, made
from benchmarks.dispatch.kept import curve
from benchmarks.dispatch.published import gap_of, published
from benchmarks.dispatch.rivals import Result
from benchmarks.yardstick import said
from steadyhand.business.dispatch.solver.planning import plan_day
from steadyhand.business.dispatch.solver.problem import Problem

IS_LONG = bool(os.environ.get("LONG"))
SMALL, LARGE, HUGE = Size(10, 60), Size(100, 700), Size(1000, 7000)
_BEST = Path(__file__).with_name("best_seen.json")
_OURS = "ours"
_Runs = dict[tuple[Size, float], dict[str, list[tuple[str, Result]]]]
_short: list[str] = []


def main() -> int:
    """Print every figure beside its bar and a line of all; return 1 where one falls short."""
    click.echo(said())
    if _is_asked("side"):
        _beside_the_others()
    for name, part in _PARTS.items():
        if _is_asked(name):
            part()
    click.echo("\nMet." if not _short else f"\nShort: {'; '.join(_short)}.")
    return 1 if _short else 0


def _is_asked(name: str) -> bool:
    """Tell whether a part is to be run: all are, unless BENCH_PARTS names some, `huge` only in the long form."""
    asked = os.environ.get("BENCH_PARTS", "")
    return name in asked.split(",") if asked else IS_LONG or name != "huge"


def _beside_the_others() -> None:
    best: dict[str, float] = json.loads(_BEST.read_text())
    with tempfile.TemporaryDirectory() as folder:
        python = rivals.make_environment(Path(folder) / "rivals")
        runs: _Runs = {}
        for size, seeds, budgets in _days():
            for seconds in budgets:
                runs[size, seconds] = _side_by_side(size, seeds, seconds, python, best)
    if os.environ.get("KEEP"):
        _BEST.write_text(json.dumps(dict(sorted(best.items())), indent=1) + "\n")
    for (size, seconds), by_engine in runs.items():
        _tell(size, seconds, by_engine, best)


def _days() -> list[tuple[Size, range, tuple[float, ...]]]:
    if IS_LONG:
        return [(SMALL, range(100, 108), (1.0, 2.0, 10.0, 30.0)), (LARGE, range(3), (1.0, 2.0, 10.0, 30.0))]
    return [(SMALL, range(100, 102), (1.0, 2.0)), (LARGE, range(1), (10.0,))]


def _side_by_side(
    size: Size, seeds: range, seconds: float, python: Path, best: dict[str, float]
) -> dict[str, list[tuple[str, Result]]]:
    found: dict[str, list[tuple[str, Result]]] = defaultdict(list)
    for seed in seeds:
        problem, name = made(size, seed), _name(size, seed)
        results = {
            _OURS: _ours(problem, seconds),
            "VROOM alone": rivals.vroom_alone(problem, seconds),
            "PyVRP alone": rivals.pyvrp_alone(problem, seconds),
            "OR-Tools": rivals.or_tools_alone(problem, seconds, python),
            "nearest": rivals.greedy_alone(problem),
        }
        for engine, result in results.items():
            found[engine].append((name, result))
            best[name] = min(best.get(name, float("inf")), round(result.cost, 1))
    return found


def _ours(problem: Problem, seconds: float) -> Result:
    began = process_time()
    plan = plan_day(problem, seconds=seconds).plan
    return Result(plan.cost_minutes, len(problem.visits) - len(plan.undone), process_time() - began)


def _name(size: Size, seed: int) -> str:
    return f"{size.technicians}x{size.visits}-{seed}"


def _tell(size: Size, seconds: float, by_engine: dict[str, list[tuple[str, Result]]], best: dict[str, float]) -> None:
    count = len(by_engine[_OURS])
    click.echo(f"\n{size.technicians} × {size.visits}, {seconds:g} s, {count} days with breaks and own technicians:")
    gaps = {}
    for engine, results in by_engine.items():
        gaps[engine] = fmean(result.cost / best[name] - 1 for name, result in results)
        served = fmean(result.served for _, result in results)
        used = max(result.seconds for _, result in results)
        click.echo(f"  {engine:<14} {gaps[engine]:7.1%} above best seen, {served:6.1f} served, ≤ {used:5.1f} s used")
    others = {engine: results for engine, results in by_engine.items() if engine not in {_OURS, "nearest"}}
    worse = {
        f"{name} than {engine}"
        for engine, results in others.items()
        for (name, one), (_, ours) in zip(results, by_engine[_OURS], strict=True)
        if ours.cost > one.cost + 0.05
    }
    _bar(f"never worse at {size.technicians}×{size.visits} in {seconds:g} s", len(worse), at_most=0, shown=_few(worse))
    if size == LARGE and seconds in {10.0, 30.0}:
        ahead = min(fmean(result.cost for _, result in results) for results in others.values())
        better = 1 - fmean(result.cost for _, result in by_engine[_OURS]) / ahead
        _bar(f"better than any single engine in {seconds:g} s", better, at_least=0.02)
        _bar(f"above best seen in {seconds:g} s", gaps[_OURS], at_most=0.05 if seconds < 30 else 0.02)  # noqa: PLR2004


def _few(names: set[str]) -> str:
    return ", ".join(sorted(names)[:3]) or "none"


def _first_plan() -> None:
    click.echo("\nFirst plan:")
    slowest = max(_ours(made(SMALL, seed), 0.3).seconds for seed in range(100, 103))
    _bar("10 × 60, processor seconds", slowest, at_most=0.6)


def _disruption() -> None:
    seeds = range(3) if IS_LONG else range(1)
    click.echo(f"\nHalf past ten at 100 × 700, {len(seeds)} days:")
    at_once, after, long = [], [], []
    for seed in seeds:
        problem = made(LARGE, seed)
        known = plan_day(problem, seconds=10.0).plan
        later, emergencies = disrupted(problem, known, seed)
        at_once.append(repaired(later, known, emergencies, seconds=0.25))
        after.append(repaired(later, known, emergencies, seconds=5.0))
        if IS_LONG:
            long.append(repaired(later, known, emergencies, seconds=50.0))
    _bar("first repaired plan, processor seconds", max(each.seconds for each in at_once), at_most=0.5)
    _bar("emergencies left in it", sum(each.emergencies_left for each in at_once), at_most=0)
    _bar("told visits moved to another in it", max(each.moved_share for each in at_once), at_most=0.15)
    _bar("emergencies left after 5 s", sum(each.emergencies_left for each in after), at_most=0)
    _bar("told visits moved to another after 5 s", max(each.moved_share for each in after), at_most=0.10)
    dropped = max(each.dropped_share for each in after)
    click.echo(f"  told visits that nobody can make any more after 5 s: {dropped:.1%} (three days' work is missing)")
    if long:
        above = fmean(one.cost / other.cost - 1 for one, other in zip(after, long, strict=True))
        _bar("after 5 s above the plan of 50 s", above, at_most=0.03)


def _published() -> None:
    sets = published(is_long=IS_LONG)
    if not sets:
        click.echo("\nLeft out: the published instances (STEADYHAND_DATA names no folder with dispatch/ in it)")
        _short.append("published instances missing")
    for name, (instances, seconds, at_most) in sets.items():
        click.echo(f"\n{name}, {len(instances)} instances, {seconds:g} s each:")
        gaps, left = [], 0
        for path, known in instances:
            gap, undone = gap_of(path, known, seconds)
            left += undone
            gaps.append(gap)
            click.echo(f"  {path.stem:<22} {gap:6.2%} above the best known{f', {undone} unserved' if undone else ''}")
        _bar(f"{name}: mean above the best known", fmean(gaps), at_most=at_most)
        _bar(f"{name}: unserved", left, at_most=0)


def _kept() -> None:
    seeds, seconds = (range(3), 30.0) if IS_LONG else (range(1), 10.0)
    click.echo(f"\nOwn technician at 100 × 700, {len(seeds)} days, {seconds:g} s each:")
    points = list(curve(LARGE, seeds, seconds))
    for point in points:
        click.echo(
            f"  {point.weight:4.0f} minutes a miss: {point.kept_share:6.1%} kept, {point.drive_hours:6.1f} hours of "
            f"driving, {point.served:6.1f} served, {point.more_drive(points[0]):+6.1%} driving a visit"
        )
    within = [point.kept_share for point in points if point.more_drive(points[0]) <= 0.1]  # noqa: PLR2004  # the bar
    _bar("own technician kept at 10 % more driving a visit", max(within), at_least=0.6)


def _huge() -> None:
    click.echo(f"\n1,000 × 7,000, one day in parts by two processes, {said()}:")
    problem = made(HUGE, 0)
    short = in_parts(problem, seconds=60.0)
    long = in_parts(problem, seconds=300.0)
    for each in (short, long):
        click.echo(f"  {each.served} served, {each.cost:,.0f} minutes, {each.clock_seconds:.0f} s by the clock")
    _bar("60 s above 300 s, on two cores each", short.cost / long.cost - 1, at_most=0.05)
    _bar("60 s by the clock (beside other work it takes longer)", short.clock_seconds, at_most=60.0)
    _bar("GB in all processes together, at their peaks", short.gigabytes, at_most=2.0)
    _bar("hard rules broken, says the checker", short.broken + long.broken, at_most=0)


def _bar(
    what: str, value: float, *, at_most: float | None = None, at_least: float | None = None, shown: str = ""
) -> None:
    is_met = (at_most is None or value <= at_most) and (at_least is None or value >= at_least)
    bar = f"≤ {at_most:g}" if at_most is not None else f"≥ {at_least:g}"
    click.echo(f"  {what:<52} {value:8.3f}  {bar:<8} {'met' if is_met else 'SHORT'}{f' ({shown})' if shown else ''}")
    if not is_met:
        _short.append(f"{what} {value:.3f}")


_PARTS: dict[str, Callable[[], None]] = {
    "first": _first_plan,
    "disruption": _disruption,
    "kept": _kept,
    "published": _published,
    "huge": _huge,
}

if __name__ == "__main__":
    sys.exit(main())
