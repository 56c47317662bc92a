"""How long does each page take, and how many queries? `make bench-pages` asks all of them, at 20,000 and 1M calls.

Simulates one dealership of each size into SQLite and PostgreSQL, gives it a year of promises, signs in as the role
that uses a page all day, and asks for it with many different rows: through the
WSGI application in this process, and once over a real server. The
clock stands at a working day's noon, and the database has been read once from beginning to end. Exit code 1 if a page's
p95 at 1M calls is 100 ms or more, or its median 1.5 times that at 20,000 calls, or if a leg died.

BENCH_ONLY=name,name asks these pages only, BENCH_DATABASES=SQLite one database only.

The databases are its own and removed afterwards. BENCH_KEEP names a folder in which they stay, PostgreSQL's by name, so
that the hour of filling is paid once: the next time tables are brought up to date, and it is still the noon of its end.
`BENCH_KEEP=… LONG=1 make bench-simulate` leaves its large dealership there, too.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import click

from benchmarks.databases import own_database

# Technicians and years of a dealership that takes about so many calls (docs/how-it-works/simulator.md). Both have
# branches of thirty technicians, so that the ratio says what a longer record and more branches cost: that thirty
# people's board is a larger page than nine people's is no fault of the database.
SIZES = {
    "20k": (int(os.environ.get("BENCH_SMALL", "60")), 0.28),
    "1M": (int(os.environ.get("BENCH_LARGE", "860")), 1.0),
}
# A person sees the page at once below a tenth of a second. Source: Miller 1968, Nielsen 1993.
BAR_MS = 100.0
# A dealership fifty times as large may feel a little slower, not fifty times. We chose it.
BAR_RATIO = 1.5
# Below this a ratio of medians measures the machine's noise.
TELLING_MS = 5.0


SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "steadyhand.config.settings",
    "STEADYHAND_SECRET_KEY": "for this benchmark only",
    "STEADYHAND_LOGS": "plain",
    "STEADYHAND_LOG_LEVEL": "ERROR",
}
# `pages` and `served` by name of the page, each with its figures, and the machine's `load`.
Measured = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Leg:
    """One database filled to one size."""

    database: str
    size: str


class LegDied(Exception):
    """A leg came to no figures; the message says which, and at which page."""


def main() -> int:
    measured: dict[Leg, Measured] = {}
    died: list[str] = []
    for leg in [Leg(database, size) for database in _databases() for size in SIZES]:
        try:
            measured[leg] = _measure(leg)
        except LegDied as reason:
            died.append(str(reason))
    short: list[str] = []
    for database in _databases():
        if any(Leg(database, size) not in measured for size in SIZES):
            continue
        click.echo(f"\n{database}")
        small, large = measured[Leg(database, "20k")], measured[Leg(database, "1M")]
        short += [f"{name} on {database}" for name in _table(small, large)]
    large = [page for leg, found in measured.items() if leg.size == "1M" for page in found["pages"].values()]
    slowest = max((page["p95"] for page in large), default=0.0)
    pages = max((len(found["pages"]) for found in measured.values()), default=0)
    loads = ", ".join(f"{leg.database} {leg.size} {found['load']:.1f}" for leg, found in measured.items())
    verdict = f"too slow: {', '.join(short)}" if short else f"all below {BAR_MS:.0f} ms and ratio {BAR_RATIO}"
    verdict = f"DIED: {'; '.join(died)}" if died else verdict
    click.echo(f"\nbench-pages: {pages} pages, slowest p95 at 1M calls {slowest:.0f} ms (load {loads}); {verdict}")
    return 1 if short or died else 0


def _databases() -> list[str]:
    return os.environ.get("BENCH_DATABASES", "SQLite PostgreSQL").split()


def _table(small: Measured, large: Measured) -> list[str]:
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


def _measure(leg: Leg) -> Measured:
    """Fill and ask in a process of its own: settings are read once."""
    with own_database(leg.database, f"pages_{leg.size}") as filled:
        answer = subprocess.run(  # noqa: S603  # our own interpreter and module
            [sys.executable, "-m", "benchmarks.pages_leg", *map(str, SIZES[leg.size]), str(filled.mark)],
            env={**os.environ, **SETTINGS, **filled.environment},
            stdout=subprocess.PIPE,
            check=False,
            text=True,
        )
    if answer.returncode:
        raise LegDied(f"{leg.database} at {leg.size}: {answer.stdout.strip() or 'see above'}")
    measured: Measured = json.loads(answer.stdout)
    return measured


if __name__ == "__main__":
    sys.exit(main())
