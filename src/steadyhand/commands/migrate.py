"""`steadyhand migrate`: bring the tables up to this version."""

import click

from steadyhand.commands.application import wake


@click.command(epilog="Example: steadyhand migrate")
def migrate() -> None:
    """Bring the tables up to this version. `steadyhand run` does it by itself.

    Make a backup first: tables change forwards only.
    """
    wake()
    from steadyhand.commands.tables import apply_migrations  # noqa: PLC0415  # tables need the application awake

    applied = apply_migrations()
    click.echo(f"{applied} migrations applied." if applied else "The tables are up to date.")
