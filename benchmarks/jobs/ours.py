"""Our queue in the comparison: prepare, put, time, work, or look among a million clocks."""

import json
import sys
import time
from datetime import datetime, timedelta
from statistics import quantiles
from uuid import UUID

import click
import django

django.setup()

from django.core.management import call_command  # noqa: E402  # Django is awake from here on
from django.db import connection, transaction  # noqa: E402

from benchmarks.jobs.effect import TABLES, change_something, leave_effect  # noqa: E402
from steadyhand.jobs.process import stop_on_signals  # noqa: E402
from steadyhand.jobs.workers import start_workers  # noqa: E402
from steadyhand.shared.clock import read_clock  # noqa: E402
from steadyhand.shared.models import Job  # noqa: E402
from steadyhand.shared.queue import kinds  # noqa: E402
from steadyhand.shared.queue.putting import put_job  # noqa: E402
from steadyhand.shared.queue.taking import moment, take_jobs  # noqa: E402

FIRM = UUID(int=1)
# As many as a worker takes at once.
DUE = 16
FOUND = """SELECT id FROM "shared_job" WHERE state = 'open' AND free_at <= %s ORDER BY free_at LIMIT 16"""
_COLUMNS = "(id, tenant_id, kind, args, key, put_at, due_at, free_at, state, attempts, problem)"
# From an hour to two years ahead: none comes due while this runs. Written by the database, which takes seconds.
WAITING = {
    "sqlite": (
        "WITH RECURSIVE clock(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM clock WHERE n < %s) "  # noqa: S608  # names of ours
        f"INSERT INTO shared_job {_COLUMNS} SELECT printf('%%032x', n), '{FIRM.hex}', 'bench', '{{}}', 'clock:' || n, "
        "datetime('now'), datetime('now', (3600 + 63 * n) || ' seconds'), "
        "datetime('now', (3600 + 63 * n) || ' seconds'), 'open', 0, '' FROM clock"
    ),
    "postgresql": (
        f"INSERT INTO shared_job {_COLUMNS} SELECT lpad(to_hex(n), 32, '0')::uuid, '{FIRM}', 'bench', '{{}}', "  # noqa: S608  # names of ours
        "'clock:' || n, now(), now() + (3600 + 63 * n) * interval '1 second', "
        "now() + (3600 + 63 * n) * interval '1 second', 'open', 0, '' FROM generate_series(1, %s) AS n"
    ),
}


def main(what: str, *numbers: str) -> None:
    """Do one thing of the comparison."""
    kinds.register_jobs(kinds.JobKind(name="bench", do=_do, label="leave an effect"))
    acts = {"prepare": prepare, "put": put, "time": put_timers, "work": work, "clocks": clocks}
    acts[what](*(int(number) for number in numbers))


def prepare() -> None:
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(table)


def put(count: int) -> None:
    """Put so many, each in the transaction of a change; print the seconds."""
    began = time.perf_counter()
    for number in range(count):
        now = read_clock()
        with transaction.atomic():
            change_something(connection, number)
            put_job(tenant_id=FIRM, kind="bench", args={"number": number}, due_at=now, now=now)
    click.echo(json.dumps(time.perf_counter() - began))


def put_timers(count: int, ahead_seconds: int, over_seconds: int) -> None:
    """Put timers that come due one after the other."""
    now = read_clock()
    for number in range(count):
        due_at = now + timedelta(seconds=ahead_seconds + over_seconds * number / count)
        args = {"number": number, "due_at": due_at.timestamp()}
        put_job(tenant_id=FIRM, kind="bench", args=args, due_at=due_at, now=now)
    click.echo("0")


def work(threads: int) -> None:
    stopping = stop_on_signals()
    started = start_workers(threads, stopping=stopping)
    stopping.wait()
    for thread in started:
        thread.join(5)


def clocks(count: int) -> None:
    """Let so many clocks wait, then find and take what is due among them; print 95 in 100 of each, in milliseconds."""
    now = read_clock()
    with connection.cursor() as cursor:
        cursor.execute(WAITING[connection.vendor], [count])
        cursor.execute("ANALYZE")
        found, taken = [], []
        for number in range(200):
            for each in range(DUE):
                put_job(tenant_id=FIRM, kind="bench", args={"number": number * DUE + each}, due_at=now, now=now)
            began = time.perf_counter()
            cursor.execute(FOUND, [moment(read_clock())])
            if len(cursor.fetchall()) < DUE:
                raise SystemExit("what is due was not found")
            found.append(time.perf_counter() - began)
            began = time.perf_counter()
            held = take_jobs(most=DUE, now=read_clock())
            taken.append(time.perf_counter() - began)
            Job.objects.filter(id__in=[each.work.id for each in held]).delete()
    click.echo(json.dumps([1000 * quantiles(each, n=20)[18] for each in (found, taken)]))


def _do(work: kinds.Work, _now: datetime) -> None:
    leave_effect(connection, work.args["number"], work.args.get("due_at"))


if __name__ == "__main__":
    main(*sys.argv[1:])
