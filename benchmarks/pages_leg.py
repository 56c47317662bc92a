"""One leg of bench-pages: fills the database that the environment names, asks every page, prints figures as JSON."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click
import django

from benchmarks.databases import Filled, marked_at
from steadyhand.simulator.world.world import ZONE

if TYPE_CHECKING:
    from benchmarks.pages_walk import Page  # its Django must be set up first

TIMES = int(os.environ.get("BENCH_TIMES", "60"))
WARM = 5
SEED = 7


class PageDied(Exception):
    """A page can't be measured; the message says which and why."""


def main(technicians: int, years: float, mark: Path) -> int:
    django.setup()
    from django.conf import settings  # noqa: PLC0415  # from here on the settings are read
    from django.core.management import call_command  # noqa: PLC0415

    # A browser's second visit finds styles compressed and named; here nobody asks for them.
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    call_command("migrate", verbosity=0)
    tenant_id, now = filled(technicians, years, mark)
    read_through()
    from benchmarks.asking import InProcess, OverServer, stand_still  # noqa: PLC0415
    from benchmarks.pages_walk import Rows  # noqa: PLC0415

    rows = Rows(tenant_id, now=now, seed=SEED)
    application = InProcess()
    application.ask("/healthz", "")  # loads every module, so that the clock can be held in all of them
    stand_still(now)
    try:
        answer: dict[str, Any] = {"pages": asked(rows, application.ask, TIMES)}
        with served(now) as port:
            answer["served"] = asked(rows, OverServer(port).ask, TIMES // 3)
    except PageDied as reason:
        click.echo(reason)
        return 1
    json.dump(answer | {"load": os.getloadavg()[0]}, sys.stdout)
    return 0


def last_noon(now: datetime) -> datetime:
    """Return half past one of the last working day before now, where the dealership is."""
    at = now.astimezone(ZoneInfo(ZONE)).replace(hour=13, minute=30, second=0, microsecond=0)
    while at > now or at.weekday() >= 5:  # noqa: PLR2004  # Saturday and Sunday
        at -= timedelta(days=1)
    return at.astimezone(UTC)


def filled(technicians: int, years: float, mark: Path) -> tuple[Any, datetime]:
    """Return the dealership's id and its noon: simulated now, unless it stands there whole from an earlier time."""
    from django.db import connection  # noqa: PLC0415

    from benchmarks.promise_rows import fill_promises  # noqa: PLC0415
    from steadyhand.business.dealership.running import all_firms  # noqa: PLC0415
    from steadyhand.jobs.reckon_numbers import reckon_all_numbers  # noqa: PLC0415
    from steadyhand.simulator.landing.simulated import simulate_into_database  # noqa: PLC0415

    kept_at = marked_at(mark)
    if kept_at is not None:
        # One that bench-simulate left has no numbers yet; where they stand this takes a moment, at a million calls the
        # first time half an hour. BENCH_UNRECKONED=1 asks the pages as they are before.
        if os.environ.get("BENCH_UNRECKONED") != "1":
            reckon_all_numbers(kept_at)
        fill_promises(all_firms()[0].id, now=last_noon(kept_at), seed=SEED)
        return all_firms()[0].id, last_noon(kept_at)
    now = last_noon(datetime.now(tz=UTC))
    began = time.perf_counter()
    landed = simulate_into_database(dealer="typical", technicians=technicians, years=years, seed=SEED, until=now)
    reckon_all_numbers(now)
    promises = fill_promises(landed.tenant_id, now=now, seed=SEED)
    rows = ", ".join(f"{count:,} {name}" for name, count in {**landed.rows, "promises": promises}.items() if count)
    click.echo(f"  {connection.vendor}: {rows} in {time.perf_counter() - began:.0f} s", err=True)
    Filled({}, mark).write_mark(now)
    return landed.tenant_id, now


def read_through() -> None:
    """Read the database once from beginning to end: a server that has run for a day has it in memory.

    Without it the first askings measure how fast this machine's disk finds a page of a file of 7 GB.
    """
    from django.db import DatabaseError, connection  # noqa: PLC0415

    if connection.vendor == "sqlite":
        with Path(connection.settings_dict["NAME"]).open("rb") as file:
            while file.read(1 << 24):
                pass
        return
    with connection.cursor() as cursor:
        try:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_prewarm")
            cursor.execute(
                "SELECT sum(pg_prewarm(c.oid::regclass, 'read')) FROM pg_class c JOIN pg_namespace n "
                "ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind IN ('r', 'i')"
            )
        except DatabaseError as problem:
            click.echo(f"  not read through beforehand: {problem}", err=True)


def asked(rows: Any, ask: Callable[[str, str], Any], times: int) -> dict[str, dict[str, Any]]:
    """Ask for every page with different rows; return milliseconds and queries of each."""
    from benchmarks.asking import session_of  # noqa: PLC0415
    from benchmarks.pages_walk import all_pages  # noqa: PLC0415

    cookies: dict[Any, str] = {}
    found = {}
    for page in _asked_for(all_pages()):
        try:
            if page.role not in cookies:
                cookies[page.role] = session_of(rows.user(page.role)) if page.role else ""
            addresses = rows.addresses(page, times + WARM)
            if not addresses or ask(addresses[0], cookies[page.role]).status == 405:  # noqa: PLR2004  # only takes forms
                continue
            for address in addresses[:WARM]:
                ask(address, cookies[page.role])
            answers = [ask(address, cookies[page.role]) for address in addresses[WARM:]]
        except Exception as problem:
            raise PageDied(f"page {page.name} as {page.role}: {type(problem).__name__}: {problem}") from problem
        failed = {answer.status for answer in answers if answer.status >= 400}  # noqa: PLR2004  # neither page nor way on
        if failed:
            raise PageDied(f"page {page.name} answered {failed} as {page.role}, for example {addresses[WARM]}")
        milliseconds = [answer.milliseconds for answer in answers]
        found[page.name] = {
            "role": page.role.label if page.role else "nobody",
            "p50": median(milliseconds),
            "p95": quantiles(milliseconds, n=20)[18],
            "queries": max((answer.queries for answer in answers if answer.queries is not None), default=None),
            "bytes": max(answer.size for answer in answers),
        }
    return found


def _asked_for(pages: Iterable["Page"]) -> list["Page"]:
    """Return the pages that BENCH_ONLY names, else all."""
    every = {page.name: page for page in pages}
    wanted = [name.strip() for name in os.environ.get("BENCH_ONLY", "").split(",") if name.strip()]
    if unknown := [name for name in wanted if name not in every]:
        raise PageDied(f"BENCH_ONLY names no page: {', '.join(unknown)}. There are {', '.join(sorted(every))}.")
    return [every[name] for name in wanted] or list(every.values())


@contextmanager
def served(now: datetime) -> Iterator[int]:
    """Start a real server, the one that `steadyhand run` starts, its clock standing at the same noon."""
    port = _free_port()
    command = [sys.executable, "-m", "granian", "benchmarks.wsgi_at_noon:application", "--interface", "wsgi"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--blocking-threads", "8", "--no-ws"]
    server = subprocess.Popen(  # noqa: S603  # our own interpreter
        [*command, "--log-level", "warning"],
        env={**os.environ, "BENCH_NOW": now.isoformat()},
        stdout=sys.stderr.buffer,
    )
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz", headers={"Host": "localhost"})
            connection.getresponse().read()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), float(sys.argv[2]), Path(sys.argv[3])))
