"""How long does somebody wait for the first results? `make bench-lookup` fills a database of its own and types.

200,000 customers, 230,000 sites, 300,000 contacts, 300,000 machines and a million calls are written in bulk; then 500
texts of each kind go through `find_caller`, half asked by somebody of one branch, half by somebody of all. The database
is SQLite in a temporary folder, or a new one beside the one that DATABASE_URL names; either is gone afterwards.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import Any

import click

from benchmarks.yardstick import said as machine_said

QUERIES_OF_EACH_KIND = int(os.environ.get("BENCH_QUERIES", "500"))
SCALE = float(os.environ.get("BENCH_SCALE", "1"))
# A person who types sees results at once below a tenth of a second. Source: Miller 1968, Nielsen 1993.
BAR_MS = 100.0


def main() -> int:
    with _own_database() as described:
        import django  # noqa: PLC0415  # the settings read DATABASE_URL, which has just been set

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415
        from django.db import connection  # noqa: PLC0415

        from benchmarks.lookup_rows import Filler  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        began = time.perf_counter()
        filler = Filler(scale=SCALE)
        filler.fill(say=click.echo)
        click.echo(f"{described}: filled in {time.perf_counter() - began:.0f} s")
        try:
            return _measure(filler, described)
        finally:
            connection.close()
            if connection.vendor == "postgresql":
                connection.close_pool()  # type: ignore[attr-defined]  # of Django's PostgreSQL wrapper


@contextmanager
def _own_database() -> Iterator[str]:
    """Point DATABASE_URL at a new, empty database and remove it in the end."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steadyhand.config.settings")
    os.environ.setdefault("STEADYHAND_SECRET_KEY", "for this benchmark only")
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        with tempfile.TemporaryDirectory(prefix="bench-lookup-") as folder:
            os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
            yield "SQLite"
        return
    import psycopg  # noqa: PLC0415  # not needed for SQLite

    name = f"bench_lookup_{os.getpid()}"
    server, _, _ = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            os.environ["DATABASE_URL"] = f"{server}/{name}"
            yield "PostgreSQL"
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _measure(filler: Any, described: str) -> int:
    from steadyhand.flows.visit.find_caller import find_caller  # noqa: PLC0415

    chance = Random(11)  # noqa: S311  # the same texts every time
    everywhere, at_one_branch = filler.actors()
    click.echo(f"{'typed':<34}{'found':>7}{'p50':>8}{'p95':>8}{'p99':>8}{'max':>8}  ms")
    short, slowest = [], 0.0
    for kind, make in filler.texts().items():
        texts = [make(chance) for _ in range(QUERIES_OF_EACH_KIND)]
        for text in texts[:20]:
            find_caller(by=everywhere, typed=text)
        taken, found = [], 0
        for number, text in enumerate(texts):
            by = everywhere if number % 2 else at_one_branch
            began = time.perf_counter()
            rows = find_caller(by=by, typed=text)
            taken.append((time.perf_counter() - began) * 1000)
            found += bool(rows)
        cuts = quantiles(taken, n=100)
        shown = "".join(f"{milliseconds:>8.1f}" for milliseconds in (cuts[49], cuts[94], cuts[98], max(taken)))
        click.echo(f"{kind:<34}{found * 100 // len(texts):>6}%{shown}")
        slowest = max(slowest, cuts[94])
        if cuts[94] >= BAR_MS:
            short.append(kind)
    verdict = f"too slow: {', '.join(short)}" if short else f"every kind below {BAR_MS:.0f} ms"
    # Beside other work on the same cores every wait is longer; the figure can't be read without how much there was.
    click.echo(machine_said())
    click.echo(f"bench-lookup {described}: slowest p95 {slowest:.1f} ms; {verdict}")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
