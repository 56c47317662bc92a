"""`steadyhand demo`: make the invented dealership, or make it anew."""

from pathlib import Path

import click

from steadyhand.commands.application import wake


@click.command(epilog="Examples: steadyhand demo · steadyhand demo --reset")
@click.option("--reset", is_flag=True, help="Throw the demo away first. A real dealership is never touched.")
@click.option("--small", is_flag=True, help="The small one, read from the import files that are also examples.")
def demo(*, reset: bool, small: bool) -> None:
    """Make Lakeside Office Machines, an invented dealership with two years of calls and a day's work for every role.

    Only in an empty database; `steadyhand run --demo` does it too. It is simulated up to this minute: `simulate` makes
    others like it, of any size.
    """
    wake()
    from django.conf import settings  # noqa: PLC0415  # from here on the application is awake

    from steadyhand.commands.demo.cast import PASSWORD, PEOPLE  # noqa: PLC0415
    from steadyhand.commands.demo.make import make_demo, unmake_demo  # noqa: PLC0415
    from steadyhand.commands.demo.small import make_small_demo  # noqa: PLC0415
    from steadyhand.commands.run.home import hold_home  # noqa: PLC0415
    from steadyhand.commands.tables import apply_migrations  # noqa: PLC0415
    from steadyhand.shared.clock import read_clock  # noqa: PLC0415

    with hold_home(Path(settings.HOME), doing="demo"):
        apply_migrations()
        if reset:
            unmake_demo()
        make = make_small_demo if small else make_demo
        make(now=read_clock(), tell=click.echo)
    click.echo(f"Done. Start it with `steadyhand run`; sign in as {PEOPLE[0].email} with {PASSWORD}.")
