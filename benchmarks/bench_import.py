"""How long does a large dealership's import take, and can calls be taken meanwhile? `make bench-import`.

20,000 customers, 30,000 machines and a million calls, each with a visit and a meter reading, one row in a hundred bad,
are written to files, imported by the command, and imported again. Meanwhile another process takes a call every quarter
second and times it. The database is SQLite in a temporary folder, or a new one beside the one that DATABASE_URL names.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from threading import Event, Thread
from typing import Any

import click

from benchmarks.import_files import write_files
from benchmarks.yardstick import said as machine_said

CALLS = int(os.environ.get("BENCH_CALLS", "1000000"))
MOST_SECONDS = 300.0
MOST_MEGABYTES = 500.0
# A dispatcher with a caller on the line: a second is a pause, ten are a lost caller. Source: Nielsen 1993.
MOST_CALL_P95_SECONDS = 1.0
COMMAND = (sys.executable, "-m", "steadyhand.commands.main")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="bench-import-") as folder, _own_database(Path(folder)) as described:
        files = Path(folder) / "files"
        files.mkdir()
        write_files(files, customers=20_000, machines=30_000, calls=CALLS)
        megabytes = sum(file.stat().st_size for file in files.iterdir()) / 1e6
        click.echo(f"{described}: {CALLS:,} calls in {megabytes:.0f} MB of files")
        _steadyhand("migrate")
        _steadyhand("dealership", "open", "Bench", "--zone", "America/New_York", "--branch", "COL")
        subprocess.run([sys.executable, "-m", "benchmarks.call_taker", "--open-branch"], check=True)
        first, waits, memory = _import(files, with_calls=True)
        again, _, _ = _import(files, with_calls=False)
    return _tell(described, first, again, waits, memory)


def _tell(described: str, first: dict[str, Any], again: dict[str, Any], waits: list[float], megabytes: float) -> int:
    click.echo(machine_said())
    rows = sum(first["written"].values())
    p95 = quantiles(waits, n=20)[18] if len(waits) > 1 else 0.0
    seconds = first["seconds"]
    click.echo(f"{'first import':<28}{seconds:>10.1f} s   {rows / seconds:>10,.0f} rows of the record a second")
    click.echo(f"{'  processor time':<28}{first['cpu_seconds']:>10.1f} s   of both processes")
    click.echo(f"{'  landing transaction':<28}{first['landing_seconds']:>10.2f} s")
    click.echo(f"{'  peak memory':<28}{megabytes:>10.0f} MB  both processes")
    click.echo(f"{'  rejected':<28}{first['rejected']:>10,}     of {sum(f['read'] for f in first['files']):,} lines")
    click.echo(f"{'second import':<28}{again['seconds']:>10.1f} s   {again['new']:,} new, {again['changed']:,} changed")
    click.echo(f"{'calls taken meanwhile':<28}{len(waits):>10}     p95 {p95:.3f} s, longest {max(waits):.3f} s")
    short = [
        what
        for what, is_short in (
            (f"slower than {MOST_SECONDS:.0f} s", seconds > MOST_SECONDS),
            (f"more than {MOST_MEGABYTES:.0f} MB", megabytes > MOST_MEGABYTES),
            ("not everything landed", not first["has_landed"]),
            ("the second import changed something", bool(again["new"] or again["changed"])),
            (f"calls waited beyond {MOST_CALL_P95_SECONDS:.0f} s", p95 > MOST_CALL_P95_SECONDS),
        )
        if is_short
    ]
    click.echo(
        f"bench-import {described}: {CALLS:,} calls in {seconds:.0f} s, {megabytes:.0f} MB, landing "
        f"{first['landing_seconds']:.2f} s, calls meanwhile p95 {p95:.2f} s; {', '.join(short) or 'as it should be'}"
    )
    return 1 if short else 0


def _import(files: Path, *, with_calls: bool) -> tuple[dict[str, Any], list[float], float]:
    """Import the files by the command; return its report, how long calls took meanwhile, and its peak memory."""
    stop, waits = Event(), list[float]()
    answer = files.parent / "report.json"
    with answer.open("w") as output:
        paths = [str(file) for file in sorted(files.iterdir())]
        command = (*COMMAND, "import", *paths, "--land", "--accept-good-rows", "--json")
        process = subprocess.Popen(command, stdout=output)  # noqa: S603  # our own command
    taker = Thread(target=_take_calls, args=(stop, waits)) if with_calls else None
    if taker:
        taker.start()
    peak = 0.0
    while True:
        pid, status, used = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        peak = max(peak, _megabytes(process.pid))
        time.sleep(0.2)
    stop.set()
    if taker:
        taker.join()
    if status:
        raise SystemExit(f"The import ended with {os.waitstatus_to_exitcode(status)}.")
    return json.loads(answer.read_text()) | {"cpu_seconds": used.ru_utime + used.ru_stime}, waits, peak


def _take_calls(stop: Event, waits: list[float]) -> None:
    command = [sys.executable, "-m", "benchmarks.call_taker"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as taker:  # noqa: S603
        assert taker.stdin is not None  # noqa: S101  # mypy: both are pipes
        assert taker.stdout is not None  # noqa: S101
        while not stop.wait(0.25):
            taker.stdin.write("call\n")
            taker.stdin.flush()
            waits.append(float(taker.stdout.readline()))
        taker.stdin.close()


def _megabytes(pid: int) -> float:
    """Return what a process and its children hold themselves; pages of the database's file count where they're kept."""
    total = 0.0
    for each in (pid, *_children(pid)):
        try:
            lines = Path(f"/proc/{each}/status").read_text().splitlines()
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += sum(float(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))
    return total


def _children(pid: int) -> list[int]:
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [int(child) for child in found]


def _steadyhand(*arguments: str) -> None:
    subprocess.run([*COMMAND, *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603  # our own command


@contextmanager
def _own_database(folder: Path) -> Iterator[str]:
    """Point home and DATABASE_URL at new, empty ones and remove them in the end."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "steadyhand.config.settings",
        "STEADYHAND_SECRET_KEY": "for this benchmark only",
        "STEADYHAND_HOME": str(folder / "home"),
    }
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'bench.sqlite3'}"
        yield "SQLite"
        return
    import psycopg  # noqa: PLC0415  # not needed for SQLite

    name = f"bench_import_{os.getpid()}"
    server, _, _ = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            os.environ["DATABASE_URL"] = f"{server}/{name}"
            yield "PostgreSQL"
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


if __name__ == "__main__":
    sys.exit(main())
