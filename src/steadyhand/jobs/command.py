"""`steadyhand jobs`: run only the jobs, for servers set up by hand."""

import os
from pathlib import Path

import click

# One waits for the database while the other reckons; docs/benchmarks.md, "Jobs", has what was measured.
WORKERS = 2


@click.command(epilog="Examples: steadyhand jobs · steadyhand jobs --workers 4")
@click.option(
    "--workers", default=WORKERS, show_default=True, type=click.IntRange(1, 32), help="How many do jobs at once."
)
def jobs(*, workers: int) -> None:
    """Run only the jobs until SIGTERM or Ctrl-C; `steadyhand run` starts them beside the web server.

    Run as many such processes for a database as you like: each job is done by one of them. Each thing they do is tried
    again after a failure, with its reason in the log, and stops no other.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steadyhand.config.settings")
    import django  # noqa: PLC0415  # --help needs none of this

    django.setup()
    from django.conf import settings  # noqa: PLC0415

    from steadyhand.jobs.process import run_jobs, stop_on_signals  # noqa: PLC0415
    from steadyhand.jobs.repeating import repeating  # noqa: PLC0415
    from steadyhand.jobs.schedule import OF_THE_QUEUE, REPEATING, SCHEDULE  # noqa: PLC0415
    from steadyhand.shared.queue.kinds import register_jobs  # noqa: PLC0415

    register_jobs(*(repeating(periodic) for periodic in REPEATING))
    schedule = (*OF_THE_QUEUE, *SCHEDULE)
    run_jobs(schedule, home=Path(settings.HOME), stopping=stop_on_signals(), workers=workers)
