"""Another queue in the comparison: prepare, put, time or work. Runs in the throw-away environment."""

import json
import sys
import time
from datetime import UTC, datetime, timedelta

import django

django.setup()

from django.conf import settings  # noqa: E402  # Django is awake from here on
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from benchmarks.jobs.effect import TABLES, change_something  # noqa: E402
from benchmarks.jobs.their_tasks import job  # noqa: E402

IS_PROCRASTINATE = settings.RIVAL == "procrastinate"


def main(what: str, *numbers: str) -> None:
    """Do one thing of the comparison."""
    acts = {"prepare": prepare, "put": put, "time": put_timers, "work": work}
    acts[what](*(int(number) for number in numbers))


def prepare() -> None:
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(table)


def put(count: int) -> None:
    began = time.perf_counter()
    for number in range(count):
        with transaction.atomic():
            change_something(connection, number)
            if IS_PROCRASTINATE:
                job.defer(number=number)
            else:
                job.enqueue(number)
    sys.stdout.write(json.dumps(time.perf_counter() - began))


def put_timers(count: int, ahead_seconds: int, over_seconds: int) -> None:
    now = datetime.now(tz=UTC)
    for number in range(count):
        due_at = now + timedelta(seconds=ahead_seconds + over_seconds * number / count)
        if IS_PROCRASTINATE:
            job.configure(schedule_at=due_at).defer(number=number, due_at=due_at.timestamp())
        else:
            job.using(run_after=due_at).enqueue(number, due_at.timestamp())
    sys.stdout.write("0")


def work(_threads: int) -> None:
    # As each comes, but for what only delays a start.
    if IS_PROCRASTINATE:
        call_command("procrastinate", "worker")
    else:
        call_command("db_worker", startup_delay=False, reload=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
