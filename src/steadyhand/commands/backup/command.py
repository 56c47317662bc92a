"""`steadyhand backup`: write all there is to one file."""

from dataclasses import asdict
from pathlib import Path

import click

from steadyhand.commands.answers import as_json
from steadyhand.commands.application import wake


@click.command(
    epilog="Examples: steadyhand backup monday.tar.gz · steadyhand backup --json /backups/$(date +%F).tar.gz"
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--json", "wants_json", is_flag=True, help="Answer as JSON.")
def backup(*, file: Path, wants_json: bool) -> None:
    """Write all there is to FILE, a .tar.gz: database, uploaded files and the key that signs customers' links.

    People go on working meanwhile. Every table is counted and summed, so that `steadyhand restore` can prove that all
    of it came back. Whoever has the file has everything: keep it as safe as the server.
    """
    wake()
    from steadyhand.commands.backup.make import make_backup  # noqa: PLC0415  # needs the application awake
    from steadyhand.shared.clock import read_clock  # noqa: PLC0415

    made = make_backup(file, now=read_clock())
    if wants_json:
        as_json({"file": str(made.path), "size_bytes": made.size_bytes} | asdict(made.manifest))
        return
    uploads = sum(name.startswith("files/") for name in made.manifest.files)
    click.echo(
        f"{made.path}: {made.manifest.rows:,} rows in {len(made.manifest.tables)} tables and {uploads} uploaded files "
        f"of {', '.join(made.manifest.dealerships)}, {made.size_bytes / 1e6:.1f} MB."
    )
    click.echo("The copy was looked through and is sound.")
