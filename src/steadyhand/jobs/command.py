"""`steadyhand jobs`: run only the jobs, for servers set up by hand."""

import os
from pathlib import Path

import click


@click.command(epilog="Example: steadyhand jobs")
def jobs() -> None:
    """Run only the jobs until SIGTERM or Ctrl-C; `steadyhand run` starts them beside the web server.

    Run one such process for each database. Each thing it does is tried again after a failure, with its reason in the
    log, and stops no other.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steadyhand.config.settings")
    import django  # noqa: PLC0415  # --help needs none of this

    django.setup()
    from django.conf import settings  # noqa: PLC0415

    from steadyhand.jobs.process import run_jobs, stop_on_signals  # noqa: PLC0415
    from steadyhand.jobs.schedule import SCHEDULE  # noqa: PLC0415

    run_jobs(SCHEDULE, home=Path(settings.HOME), stopping=stop_on_signals())
