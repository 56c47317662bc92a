"""`steadyhand run`: start the web server and the jobs."""

import os
import signal
import time
from pathlib import Path

import click
from click.core import ParameterSource

from steadyhand.commands.application import CannotDo, wake

# While one page waits for the database another is made; docs/benchmarks.md, "Start", has what was measured.
THREADS = 8


@click.command(epilog="Examples: steadyhand run --demo · steadyhand run --host 0.0.0.0 --port 8080 --workers 2")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65_535), help="Port to listen on.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Web server processes.")
@click.option("--demo", "wants_demo", is_flag=True, help="In an empty database, make the invented dealership first.")
@click.pass_context
def run(context: click.Context, *, host: str, port: int, workers: int, wants_demo: bool) -> None:
    """Start the web server and the jobs.

    Makes the home, brings the tables up to date, and says when somebody can sign in. Ctrl-C or SIGTERM stops both. If
    nobody named a port and 8000 is taken, the next free one is used.
    """
    began = time.monotonic()
    wake()
    from django.conf import settings  # noqa: PLC0415  # from here on the application is awake

    from steadyhand.commands.run.children import start_jobs, start_web, stop, watch  # noqa: PLC0415
    from steadyhand.commands.run.greeting import greet  # noqa: PLC0415
    from steadyhand.commands.run.home import hold_home  # noqa: PLC0415
    from steadyhand.commands.run.ports import choose_port  # noqa: PLC0415
    from steadyhand.commands.run.readiness import wait_until_ready  # noqa: PLC0415
    from steadyhand.commands.set_up_link import new_set_up_url  # noqa: PLC0415

    heartbeat = Path(settings.HOME) / "jobs.alive"
    with hold_home(settings.HOME, doing="run"):
        is_demo, is_empty = _prepare(wants_demo=wants_demo)
        is_fixed = context.get_parameter_source("port") is ParameterSource.COMMANDLINE
        chosen = choose_port(host, wanted=port, is_fixed=is_fixed)
        if not settings.CSRF_TRUSTED_ORIGINS:
            # Links in messages lead back to this very server, at whatever port it listens.
            os.environ.setdefault("STEADYHAND_ADDRESS", f"http://localhost:{chosen}")
        heartbeat.unlink(missing_ok=True)
        # From here on there are children to stop; before, Ctrl-C simply ends what is being prepared.
        stopped_by: list[int] = []
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda number, _frame: stopped_by.append(number))
        children = [start_web(host=host, port=chosen, workers=workers, threads=THREADS), start_jobs()]
        try:
            if wait_until_ready(
                children, host=host, port=chosen, heartbeat=heartbeat, should_stop=lambda: bool(stopped_by)
            ):
                address = f"http://{f'[{host}]' if ':' in host else host}:{chosen}/"
                note = "" if chosen == port else f"Port {port} was taken by another program; this is the next free one."
                greet(
                    address=address,
                    note=note,
                    is_demo=is_demo,
                    set_up_url=new_set_up_url(address) if is_empty else "",
                    seconds=time.monotonic() - began,
                )
            died = watch(children, should_stop=lambda: bool(stopped_by))
        finally:
            stop(children)
    if died:
        raise CannotDo(f"Stopped, because {died}. Its last words are above.")
    click.echo("Stopped.")


def _prepare(*, wants_demo: bool) -> tuple[bool, bool]:
    """Bring tables and styles up to date; return whether the demo is here, and whether nothing is."""
    from django.db import connections  # noqa: PLC0415

    from steadyhand.business.dealership.running import all_firms  # noqa: PLC0415
    from steadyhand.commands.run.static_files import collect_when_changed  # noqa: PLC0415
    from steadyhand.commands.tables import apply_migrations, unknown_migrations  # noqa: PLC0415

    if unknown := unknown_migrations():
        raise CannotDo(
            f"A newer Steadyhand has changed these tables ({', '.join(unknown)}): install that version, "
            "or restore an older backup."
        )
    apply_migrations()
    collect_when_changed()
    if wants_demo and not all_firms():
        from steadyhand.commands.demo.make import make_demo  # noqa: PLC0415
        from steadyhand.shared.clock import read_clock  # noqa: PLC0415

        make_demo(now=read_clock(), tell=click.echo)
    kinds = [firm.is_demo for firm in all_firms()]
    # Children open their own; none of ours may be left half used over a fork.
    connections.close_all()
    if wants_demo and kinds and not all(kinds):
        click.echo("This database holds a real dealership: it is started as it is, without the invented one.")
    os.environ.setdefault("STEADYHAND_LOGS", "plain")
    return bool(kinds) and all(kinds), not kinds
