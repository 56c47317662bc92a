"""How long does each page take, and how many queries? `make bench-pages` asks all of them, at 20,000 and 1M calls.

Simulates one dealership of each size into SQLite and PostgreSQL (databases of its own, removed afterwards; BENCH_KEEP
names a folder in which SQLite's stay for the next time), signs in as the role that uses a page all day, and asks
for it with many different rows: through the WSGI application in this process, and once over a real server. The clock
stands at a working day's noon. Exit code 1 if a page's p95 at 1M calls is 100 ms or more, or its median 1.5 times that
at 20,000 calls.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

# Technicians of a dealership that takes about so many calls in a year (docs/how-it-works/simulator.md).
SIZES = {"20k": int(os.environ.get("BENCH_SMALL", "17")), "1M": int(os.environ.get("BENCH_LARGE", "860"))}
POSTGRESQL = os.environ.get("BENCH_POSTGRESQL", "postgres://postgres@127.0.0.1:5432/steadyhand")
# A person sees the page at once below a tenth of a second. Source: Miller 1968, Nielsen 1993.
BAR_MS = 100.0
# A dealership fifty times as large may feel a little slower, not fifty times. We chose it.
BAR_RATIO = 1.5
# Below this a ratio of medians measures the machine's noise.
TELLING_MS = 5.0


@dataclass(frozen=True, slots=True)
class Leg:
    """One database filled to one size."""

    database: str
    size: str


def main() -> int:
    legs = [Leg(database, size) for database in _databases() for size in SIZES]
    measured = {leg: _measure(leg) for leg in legs}
    short: list[str] = []
    for database in _databases():
        click.echo(f"\n{database}")
        small, large = measured[Leg(database, "20k")], measured[Leg(database, "1M")]
        short += [f"{name} on {database}" for name in _table(small, large)]
    slowest = max(page["p95"] for leg in legs for page in measured[leg]["pages"].values() if leg.size == "1M")
    pages = len(measured[legs[0]]["pages"])
    verdict = f"too slow: {', '.join(short)}" if short else f"all below {BAR_MS:.0f} ms and ratio {BAR_RATIO}"
    click.echo(f"\nbench-pages: {pages} pages, slowest p95 at 1M calls {slowest:.0f} ms; {verdict}")
    return 1 if short else 0


def _databases() -> list[str]:
    return os.environ.get("BENCH_DATABASES", "SQLite PostgreSQL").split()


def _table(small: dict[str, dict[str, dict[str, float]]], large: dict[str, dict[str, dict[str, float]]]) -> list[str]:
    """Print a line for each page; return the pages that are too slow."""
    headings = f"{'20k p50':>8}{'p95':>7}{'1M p50':>8}{'p95':>7}{'ratio':>7}{'queries':>9}{'served p50':>12}"
    click.echo(f"{'page':<20}{'as':<17}{headings}")
    short = []
    for name, few in small["pages"].items():
        many, served = large["pages"][name], large["served"].get(name, {"p50": 0.0})
        ratio = many["p50"] / few["p50"]
        is_short = many["p95"] >= BAR_MS or (ratio >= BAR_RATIO and many["p50"] >= TELLING_MS)
        short += [name] if is_short else []
        click.echo(
            f"{name:<20}{many['role']:<17}{few['p50']:>8.1f}{few['p95']:>7.1f}{many['p50']:>8.1f}{many['p95']:>7.1f}"
            f"{ratio:>7.2f}{many['queries']:>9.0f}{served['p50']:>12.1f}{'  << too slow' if is_short else ''}"
        )
    return short


def _measure(leg: Leg) -> dict[str, dict[str, dict[str, float]]]:
    """Fill and ask in a process of its own: settings are read once."""
    with _own_database(leg) as environment:
        answer = subprocess.run(  # noqa: S603  # our own interpreter and module
            [sys.executable, "-m", "benchmarks.pages_leg", str(SIZES[leg.size])],
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        )
    measured: dict[str, dict[str, dict[str, float]]] = json.loads(answer.stdout)
    return measured


@contextmanager
def _own_database(leg: Leg) -> Iterator[dict[str, str]]:
    environment = {
        "DJANGO_SETTINGS_MODULE": "steadyhand.config.settings",
        "STEADYHAND_SECRET_KEY": "for this benchmark only",
        "STEADYHAND_LOGS": "plain",
        "STEADYHAND_LOG_LEVEL": "ERROR",
    }
    if leg.database == "SQLite":
        with tempfile.TemporaryDirectory(prefix="bench-pages-") as folder:
            kept = os.environ.get("BENCH_KEEP")
            home = Path(kept) / leg.size if kept else Path(folder)
            home.mkdir(parents=True, exist_ok=True)
            url = f"sqlite:///{home / 'steadyhand.sqlite3'}"
            yield environment | {"STEADYHAND_HOME": str(home), "DATABASE_URL": url}
        return
    import psycopg  # noqa: PLC0415  # not needed for SQLite

    name = f"bench_pages_{leg.size.casefold()}_{os.getpid()}"
    server, _, _ = POSTGRESQL.rpartition("/")
    with (
        tempfile.TemporaryDirectory(prefix="bench-pages-") as folder,
        psycopg.connect(f"{server}/postgres", autocommit=True) as admin,
    ):
        admin.execute(f"CREATE DATABASE {name}")
        try:
            yield environment | {"STEADYHAND_HOME": folder, "DATABASE_URL": f"{server}/{name}"}
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


if __name__ == "__main__":
    sys.exit(main())
