"""`steadyhand restore`: bring a backup back, with proof."""

from dataclasses import asdict
from pathlib import Path

import click

from steadyhand.commands.answers import as_json
from steadyhand.commands.application import wake


@click.command(
    epilog="Examples: steadyhand restore monday.tar.gz --into /tmp/look · steadyhand restore monday.tar.gz --replace"
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--into", default="", help="A folder to be the home, or a postgres:// address; left out: STEADYHAND_HOME and so on."
)
@click.option("--replace", is_flag=True, help="Take the place of what is there, which is kept aside.")
@click.option("--json", "wants_json", is_flag=True, help="Answer as JSON.")
def restore(*, file: Path, into: str, replace: bool, wants_json: bool) -> None:
    """Bring the backup FILE back, and prove that all of it is there.

    Every table is counted and summed and compared with what the backup says, every key between tables is checked, and
    the tables are brought up to this version. An old database is never overwritten: with --replace it is kept aside.
    """
    is_address = "://" in into
    wake(home=into if into and not is_address else None, database=_database_of(into, is_address=is_address))
    from django.conf import settings  # noqa: PLC0415  # from here on the application is awake

    from steadyhand.commands.backup.bring_back import restore_backup  # noqa: PLC0415
    from steadyhand.commands.run.home import hold_home  # noqa: PLC0415
    from steadyhand.shared.clock import read_clock  # noqa: PLC0415

    with hold_home(Path(settings.HOME), doing="restore"):
        restored = restore_backup(file, replace=replace, now=read_clock())
    said = restored.manifest
    if wants_json:
        answer = {"made_at": said.made_at, "rows": said.rows, "tables": len(said.tables)}
        as_json(
            answer
            | {"migrations_applied": restored.migrations, "kept_aside": restored.aside}
            | {"manifest": asdict(said)}
        )
        return
    click.echo(
        f"Restored {', '.join(said.dealerships)} as of {said.made_at:%Y-%m-%d %H:%M:%S} UTC, from {file} "
        f"(Steadyhand {said.steadyhand})."
    )
    click.echo(
        f"Proof: {said.rows:,} rows in {len(said.tables)} tables, each counted and summed: all as in the backup."
    )
    click.echo("Keys between tables were checked; uploaded files are as they were.")
    if restored.migrations:
        click.echo(f"{restored.migrations} migrations brought the tables up to this version.")
    if restored.aside:
        click.echo(f"What was here before is kept as {restored.aside}.")


def _database_of(into: str, *, is_address: bool) -> str | None:
    """Return the database to use: the address, none beside a folder that is to be the home, else what is set."""
    if is_address:
        return into
    return "" if into else None
