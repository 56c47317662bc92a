"""Run the seeds, each a dealership of its own; print what people heard; fail if anybody heard too much.

BENCH_SEEDS (30) and BENCH_DAYS (30 working days) make it smaller for a first look.
"""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from math import ceil, sqrt
from statistics import fmean, stdev
from time import perf_counter
from typing import Any

import click

from benchmarks.databases import own_database
from benchmarks.yardstick import said as machine_said

SEEDS = int(os.environ.get("BENCH_SEEDS", "30"))
DAYS = int(os.environ.get("BENCH_DAYS", "30"))
MOST_A_DAY = 5
PROCESSES = 2
# The first moment of a Monday in New York, in June's clocks.
BEGINS = datetime(2026, 5, 4, 4, 0, tzinfo=UTC)
SATURDAY = 5
T_29 = 2.045


def main() -> int:
    if len(sys.argv) > 1:
        return _leg([int(seed) for seed in sys.argv[1].split(",")])
    begun = perf_counter()
    click.echo(machine_said())
    with ThreadPoolExecutor(PROCESSES) as pool:
        legs = [list(range(1 + leg, SEEDS + 1, PROCESSES)) for leg in range(PROCESSES)]
        found = [each for several in pool.map(_in_own_process, [leg for leg in legs if leg]) for each in several]
    is_met = bool(found) and _say(sorted(found, key=lambda each: each["seed"]))
    click.echo(f"{perf_counter() - begun:.0f} s")
    if len(found) < SEEDS:
        click.echo(f"bench-interruptions: only {len(found)} of {SEEDS} seeds came to their end")
        return 1
    return 0 if is_met else 1


def _in_own_process(seeds: list[int]) -> list[dict[str, Any]]:
    with own_database("SQLite", f"interruptions-{seeds[0]}", anew=True) as filled:
        environment = {**os.environ, **filled.environment, "STEADYHAND_SECRET_KEY": "for counting"}
        environment["DJANGO_SETTINGS_MODULE"] = "steadyhand.config.settings"
        command = [sys.executable, "-m", "benchmarks.interruptions", ",".join(str(seed) for seed in seeds)]
        ran = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603  # our own
        return [json.loads(line) for line in ran.stdout.splitlines() if line.startswith("{")]


def _leg(seeds: list[int]) -> int:
    logging.disable(logging.WARNING)
    import django  # noqa: PLC0415  # its database is in the environment of this process only

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")  # thrown away afterwards: a crash costs nothing
    for seed in seeds:
        click.echo(json.dumps(_one(seed)))
        sys.stderr.write(f"seed {seed} done\n")
    return 0


def _one(seed: int) -> dict[str, Any]:
    from django.db.models.signals import post_save  # noqa: PLC0415

    from benchmarks.interruptions.counting import HeldBack, counted  # noqa: PLC0415
    from benchmarks.interruptions.habits import read_habits  # noqa: PLC0415
    from benchmarks.interruptions.happening import comes_up  # noqa: PLC0415
    from benchmarks.interruptions.house import found_house  # noqa: PLC0415
    from benchmarks.interruptions.life import Life  # noqa: PLC0415
    from steadyhand.business.followups.models import FollowUpNews  # noqa: PLC0415
    from steadyhand.shared.models import Job  # noqa: PLC0415

    habits, days = read_habits(), list(_working_days())
    house, held = found_house(habits.people), HeldBack()
    life = Life(house, habits, seed)

    def hear(instance: FollowUpNews, **_: Any) -> None:
        life.hear(instance)

    post_save.connect(hear, sender=FollowUpNews, weak=False)
    try:
        coming = comes_up(seed, habits.happens, technicians=habits.people["technician"], begins=BEGINS, days=days)
        with held.counting():
            life.live(coming, days)
    finally:
        post_save.disconnect(hear, sender=FollowUpNews)
    result = counted(house, held, days, seed=seed, opened=dict(life.opened), refused=dict(life.refused))
    # The next house's worker has nothing to do with this one's timers.
    Job.objects.of(house.tenant_id).delete()
    return result.plain()


def _working_days() -> Iterator[datetime]:
    day, left = BEGINS, DAYS
    while left:
        if day.weekday() < SATURDAY:
            yield day
            left -= 1
        day += timedelta(days=1)


def _say(seeds: list[dict[str, Any]]) -> bool:
    """Print what was counted; tell whether nobody heard more than may be."""
    all_days = [many for seed in seeds for _, many in seed["person_days"]]
    wanted = [many for seed in seeds for many in seed["wanted_days"]]
    opened = sum(sum(seed["opened"].values()) for seed in seeds)
    told, loud = sum(seed["told"] for seed in seeds), sum(seed["told_at_once"] for seed in seeds)
    click.echo(
        f"{len(seeds)} dealerships of {seeds[0]['people']} people, {DAYS} working days each: {opened:,} follow-ups "
        f"({opened / len(seeds) / DAYS:.1f} a day), {len(all_days):,} person-days"
    )
    kinds = {kind: sum(seed["opened"].get(kind, 0) for seed in seeds) for seed in seeds for kind in seed["opened"]}
    click.echo(
        "  opened a day: " + ", ".join(f"{kind} {many / len(seeds) / DAYS:.2f}" for kind, many in sorted(kinds.items()))
    )
    means = [fmean(many for _, many in seed["person_days"]) for seed in seeds]
    click.echo(f"messages at once a person and day: mean {_interval(means)}, p95 {_p95(all_days)}, max {max(all_days)}")
    for role in dict.fromkeys(role for role, _ in seeds[0]["person_days"]):
        by_seed = [[many for its, many in seed["person_days"] if its == role] for seed in seeds]
        flat = [many for several in by_seed for many in several]
        click.echo(f"  {role}: mean {_interval([fmean(each) for each in by_seed])}, p95 {_p95(flat)}, max {max(flat)}")
    held = sum(wanted) - sum(all_days)
    capped = sum(1 for many, would in zip(all_days, wanted, strict=True) if would > many)
    click.echo(
        f"held back by the cap of {MOST_A_DAY} and put into the digest: {held:,} on {capped:,} person-days; "
        f"without it p95 {_p95(wanted)}, max {max(wanted)}"
    )
    shares = [1 - seed["told_at_once"] / seed["told"] for seed in seeds if seed["told"]]
    click.echo(
        f"told in the day's digest or on the page only: {100 * fmean(shares):.1f} % of {told:,} ({loud:,} at once)"
    )
    digests = [seed["digests"] / seed["people"] / DAYS for seed in seeds]
    click.echo(f"digests a person and working day: {_interval(digests)}")
    over = sum(1 for many in all_days if many > MOST_A_DAY)
    click.echo(
        f"bench-interruptions: {over} person-days with more than {MOST_A_DAY}" + ("" if over else ", as it must be")
    )
    return over == 0


def _p95(values: list[int]) -> int:
    return sorted(values)[max(ceil(0.95 * len(values)) - 1, 0)]


def _interval(values: list[float]) -> str:
    """Return the mean over seeds with its 95 % interval (Student's t; with a handful of seeds it is too narrow)."""
    half = T_29 * stdev(values) / sqrt(len(values)) if len(values) > 1 else 0.0
    return f"{fmean(values):.2f} ± {half:.2f}"


if __name__ == "__main__":
    sys.exit(main())
