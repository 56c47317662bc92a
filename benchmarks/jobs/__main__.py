"""How many jobs a second, and how late is a timer, beside two other queues? `make bench-jobs`.

On SQLite and PostgreSQL, in rounds, every queue having its turn in each; two workers, as processes of their own.
BENCH_JOBS says how many jobs a turn (5,000), BENCH_ROUNDS how many rounds (5), BENCH_CLOCKS how many clocks wait
(1,000,000), BENCH_TIMER_SECONDS over how long 200 timers come due (20).
"""

import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles

import click

from benchmarks.databases import own_database
from benchmarks.jobs.legs import Leg, Pace
from benchmarks.jobs.rivals import environment_of, make_environment
from benchmarks.yardstick import said as machine_said

JOBS = int(os.environ.get("BENCH_JOBS", "5000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
CLOCKS = int(os.environ.get("BENCH_CLOCKS", "1000000"))
OVER_SECONDS = int(os.environ.get("BENCH_TIMER_SECONDS", "20"))
TIMERS, AHEAD_SECONDS = 200, 15
LEAST_RATIO = {"django-tasks-db": 2.0, "procrastinate": 1.0}
MOST_FOUND_MS = 20.0
MOST_LATE_SECONDS = 5.0
OURS = (sys.executable, "-m", "benchmarks.jobs.ours")


def main() -> int:
    short: list[str] = []
    with tempfile.TemporaryDirectory(prefix="bench-jobs-") as folder:
        python = make_environment(Path(folder) / "rivals")
        for kind in ("SQLite", "PostgreSQL"):
            short += _measure(kind, python)
    click.echo(machine_said())
    click.echo(f"bench-jobs: {'short: ' + '; '.join(short) if short else 'met'}")
    return 1 if short else 0


def _measure(kind: str, python: str) -> list[str]:
    """Measure every queue that runs on this kind of database; return where ours falls short."""
    with ExitStack() as stack:
        rivals = [name for name in LEAST_RATIO if kind == "PostgreSQL" or name != "procrastinate"]
        ours = _leg(stack, kind, "ours", OURS, {"DJANGO_SETTINGS_MODULE": "steadyhand.config.settings"})
        theirs = [
            _leg(stack, kind, name, (python, "-m", "benchmarks.jobs.theirs"), environment_of(name)) for name in rivals
        ]
        threads = Leg("ours, two threads", ours.command, ours.environment, 1, 2, ours.extra)
        legs = [ours, threads, *theirs]
        paces: dict[str, list[Pace]] = {leg.name: [] for leg in legs}
        for number in range(ROUNDS):
            # Turned round each time, so that nobody always comes first.
            for leg in legs if number % 2 == 0 else legs[::-1]:
                paces[leg.name].append(leg.pace(JOBS))
        # Fewer jobs than clocks: what waits must not slow down what is due.
        found, taken = ours.run("clocks", CLOCKS)
        late = {leg.name: leg.lateness(TIMERS, ahead=AHEAD_SECONDS, over=OVER_SECONDS) for leg in (ours, *theirs)}
    return _tell(kind, paces, late, found=found, taken=taken)


def _leg(stack: ExitStack, kind: str, name: str, command: tuple[str, ...], extra: dict[str, str]) -> Leg:
    database = stack.enter_context(own_database(kind, f"jobs_{name.replace('-', '_')}", anew=True))
    leg = Leg(name, command, database.environment, extra=extra)
    leg.run("prepare")
    return leg


def _tell(
    kind: str, paces: dict[str, list[Pace]], late: dict[str, list[float]], *, found: float, taken: float
) -> list[str]:
    short = []
    done = {name: median(each.done for each in rounds) for name, rounds in paces.items()}
    click.echo(f"{kind}: {ROUNDS} rounds of {JOBS:,} jobs, two workers; medians")
    click.echo(f"{'':<20}{'put/s':>8}{'done/s':>8}{'ours to it':>12}{'timers late p50':>17}{'p99':>8}")
    for name, rounds in paces.items():
        ratio = median(our.done / its.done for our, its in zip(paces["ours"], rounds, strict=True))
        line = f"{name:<20}{median(each.put for each in rounds):>8.0f}{done[name]:>8.0f}{ratio:>12.2f}"
        if name in late:
            line += f"{median(late[name]):>15.2f} s{_p99(late[name]):>6.2f} s"
        click.echo(line)
        if name in LEAST_RATIO and ratio < LEAST_RATIO[name]:
            short.append(f"{ratio:.2f} times {name} on {kind}, {LEAST_RATIO[name]:.0f} wanted")
    click.echo(
        f"among {CLOCKS:,} clocks that wait, 16 due ones: found in {found:.2f} ms, taken in {taken:.2f} ms (p95)"
    )
    if found > MOST_FOUND_MS:
        short.append(f"{found:.0f} ms to find what is due on {kind}")
    if _p99(late["ours"]) > MOST_LATE_SECONDS:
        short.append(f"timers {_p99(late['ours']):.1f} s late on {kind}")
    return short


def _p99(values: list[float]) -> float:
    return quantiles(values, n=100, method="inclusive")[98]


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except click.ClickException as problem:
        raise SystemExit(f"bench-jobs: short: {problem.message}") from None
