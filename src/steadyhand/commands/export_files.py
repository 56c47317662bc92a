"""`steadyhand export`: write the record to files that come in again."""

from pathlib import Path

import click

from steadyhand.commands.answers import as_json, as_table
from steadyhand.commands.application import CannotDo, wake


@click.command(
    "export",
    epilog="\b\nExamples:\n  steadyhand export everything/\n  steadyhand export lists/ --format xlsx --kind customers",
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--format", "file_format", type=click.Choice(["csv", "xlsx"]), default="csv", show_default=True)
@click.option("--kind", "kinds", multiple=True, help="Only this kind, as in customers; may be given again.")
@click.option("--dealership", default="", help="Name of the dealership, where the database has several.")
@click.option("--json", "wants_json", is_flag=True, help="Answer as JSON.")
def export_command(
    *, folder: Path, file_format: str, kinds: tuple[str, ...], dealership: str, wants_json: bool
) -> None:
    """Write everything to FOLDER, a file a kind.

    `steadyhand import FOLDER/* --land` brings the files into an empty dealership again. Passwords never leave.
    """
    wake()
    from steadyhand.imports.acting import WhichDealership, acting_for  # noqa: PLC0415
    from steadyhand.imports.exporting import CannotExport, export_files  # noqa: PLC0415

    try:
        by = acting_for(dealership, "steadyhand export")
        written = export_files(folder, by=by, kinds=kinds, file_format=file_format)
    except (WhichDealership, CannotExport) as problem:
        raise CannotDo(str(problem)) from problem
    if wants_json:
        as_json([{"kind": file.kind, "file": str(file.path), "rows": file.rows} for file in written])
    else:
        as_table(("file", "rows"), [(str(file.path), f"{file.rows:,}") for file in written])
