"""`make chaos`: two hundred kills of the server, half on SQLite, half on PostgreSQL, then as many among workers.

`CHAOS_KILLS=20 make chaos` for a short run; CHAOS_PARTS says which parts: "forms" (calls, closings, imports), "work"
(needs, timers, messages: three processes of jobs and a web server, one of them killed at a time), or both.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import click
import psycopg

KILLS = int(os.environ.get("CHAOS_KILLS", "200"))
POSTGRESQL = os.environ.get("STEADYHAND_TEST_POSTGRESQL", "postgres://postgres@127.0.0.1:5432/steadyhand")
PARTS = os.environ.get("CHAOS_PARTS", "forms work").split()
LEGS = {"forms": "benchmarks.chaos.leg", "work": "benchmarks.chaos.followups_leg"}
STEADYHAND = [sys.executable, "-m", "steadyhand.commands.main"]


def main() -> int:
    began = time.monotonic()
    results = {f"{name}, {part}": result for part in PARTS for name, result in _part(part).items()}
    kills, sent, faults = (sum(result[name] for result in results.values()) for name in ("kills", "sent", "faults"))
    is_met = not faults and len(results) == 2 * len(PARTS)  # both databases
    click.echo(
        f"chaos: {'met' if is_met else 'SHORT'}: {kills} kills ({'; '.join(results)}) among {sent} forms sent, "
        f"{faults} faults, {time.monotonic() - began:.0f} s"
    )
    return 0 if is_met else 1


def _part(part: str) -> dict[str, dict[str, int]]:
    """Run one part on both databases at the same time."""
    with _own_database() as address, ThreadPoolExecutor() as both:
        # Each has a process of its own, and most of the time is spent waiting for servers to start.
        legs = {"SQLite": both.submit(_leg, part, "SQLite", "", 20_000, KILLS - KILLS // 2)}
        if address:
            legs["PostgreSQL"] = both.submit(_leg, part, "PostgreSQL", address, 21_000, KILLS // 2)
        else:
            click.echo(f"PostgreSQL doesn't answer at {POSTGRESQL}: it was left out.")
        return {name: leg.result() for name, leg in legs.items()}


def _leg(part: str, name: str, address: str, first_port: int, kills: int) -> dict[str, int]:
    """Run one database's share in a process of its own, in a home that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="steadyhand-chaos-") as folder:
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(("STEADYHAND_", "DJANGO_"))}
        environment = inherited | {
            "STEADYHAND_HOME": str(Path(folder) / "home"),
            "DATABASE_URL": address,
            "STEADYHAND_LOG_LEVEL": "WARNING",
        }
        subprocess.run([*STEADYHAND, "demo", "--small"], env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        leg = subprocess.run(  # noqa: S603  # our own words
            [sys.executable, "-m", LEGS[part], folder, str(kills), str(first_port)],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
    lines = leg.stdout.strip().splitlines()
    if not lines or not lines[-1].startswith("{"):
        click.echo(leg.stdout)
        return {"kills": 0, "sent": 0, "faults": 1}
    click.echo("\n".join([f"--- {name}, {part}: {kills} kills ---", *lines[:-1]]))
    result: dict[str, int] = json.loads(lines[-1])
    return result


@contextmanager
def _own_database() -> Iterator[str]:
    """Make a database beside the one that is named, drop it afterwards; yield its address, or nothing."""
    name = f"steadyhand_chaos_{os.getpid()}"
    server = POSTGRESQL.rpartition("/")[0]
    try:
        connection = psycopg.connect(f"{server}/postgres", autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        yield ""
        return
    with connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{server}/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


if __name__ == "__main__":
    sys.exit(main())
