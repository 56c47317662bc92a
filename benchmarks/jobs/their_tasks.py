"""The same job as ours, written as each of the other queues wants it."""

from django.conf import settings
from django.db import connection, transaction

from benchmarks.jobs.effect import leave_effect

if settings.RIVAL == "procrastinate":
    from procrastinate.contrib.django import app

    as_job = app.task(name="bench")
else:
    from django_tasks import task

    as_job = task()


@as_job
def job(number: int, due_at: float | None = None) -> None:
    with transaction.atomic():
        leave_effect(connection, number, due_at)
