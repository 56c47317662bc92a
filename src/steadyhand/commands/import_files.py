"""`steadyhand import`: read a dealership's own files, say what would happen, and land them."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from steadyhand.commands.answers import as_json, as_table
from steadyhand.commands.application import CannotDo, wake

if TYPE_CHECKING:  # read when a run begins, so that --help answers at once
    from steadyhand.imports.runs.plan import PlannedFile
    from steadyhand.imports.runs.report import RunReport

# Enough to see what is wrong; the rejects file has them all.
SHOWN_REJECTS = 20
REJECTED = 3


@click.command(
    "import",
    epilog="\b\nExamples:\n  steadyhand import customers.csv machines.xlsx calls.csv\n"
    "  steadyhand import everything.zip --land\n  steadyhand import calls.csv --save-mapping calls.json",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--land", is_flag=True, help="Put the rows into the record. Without it nothing is changed.")
@click.option("--accept-good-rows", is_flag=True, help="Land the good rows although others were rejected.")
@click.option(
    "--mapping", "mappings", multiple=True, help="A saved mapping's file, or the name of one that comes along."
)
@click.option(
    "--save-mapping", type=click.Path(dir_okay=False, path_type=Path), help="Keep which column is which, to edit."
)
@click.option("--dealership", default="", help="Name of the dealership, where the database has several.")
@click.option("--json", "wants_json", is_flag=True, help="Answer as JSON.")
def import_command(
    *,
    files: tuple[Path, ...],
    land: bool,
    accept_good_rows: bool,
    mappings: tuple[str, ...],
    save_mapping: Path | None,
    dealership: str,
    wants_json: bool,
) -> None:
    """Read FILES (CSV, XLSX, also packed) and report what is new, changed or rejected.

    This is a dry run until you add --land. With rejected rows nothing lands, unless you add --accept-good-rows.
    Rejected rows are written to files with the reasons beside them: mend those and import them again.
    """
    wake()
    from steadyhand.imports.acting import WhichDealership, acting_for  # noqa: PLC0415
    from steadyhand.imports.files import AnotherImportRuns, carry_out, plan_import  # noqa: PLC0415
    from steadyhand.imports.reading.files import CannotRead  # noqa: PLC0415
    from steadyhand.imports.runs.folders import folder_of  # noqa: PLC0415
    from steadyhand.imports.runs.plan import CannotPlan, saved_mapping, to_saved  # noqa: PLC0415
    from steadyhand.imports.taking.pipeline import RecordMoved  # noqa: PLC0415
    from steadyhand.shared.clock import read_clock  # noqa: PLC0415

    try:
        by = acting_for(dealership, "steadyhand import")
        mapping = [entry for name in mappings for entry in saved_mapping(name)]
        run, planned = plan_import(files, by=by, mapping=mapping, now=read_clock())
        if save_mapping is not None:
            save_mapping.write_text(to_saved(planned), "utf-8")
        with _progress(planned, wants_json=wants_json) as told:
            report = carry_out(
                run, planned, by=by, lands=land, accepts_good_rows=accept_good_rows, told=told, now=read_clock()
            )
    except (WhichDealership, CannotPlan, CannotRead, AnotherImportRuns, RecordMoved) as problem:
        raise CannotDo(str(problem)) from problem
    folder = folder_of(run.id)
    if wants_json:
        as_json(report.as_dict() | {"folder": str(folder), "reasons": _reasons(report, folder)})
    else:
        _tell(report, folder)
    if report.rejected and not report.has_landed:
        sys.exit(REJECTED)


class _progress:  # noqa: N801  # used as a context manager, like click's own
    """A bar on standard error while a person watches; nothing for a program."""

    def __init__(self, planned: "list[PlannedFile]", *, wants_json: bool) -> None:
        guessed = sum(file.facts.rows_guessed for file in planned)
        is_seen = sys.stderr.isatty() and not wants_json
        self._bar = click.progressbar(length=guessed, label="Reading", file=sys.stderr) if is_seen else None
        self._rows = 0

    def __enter__(self) -> Any:
        if self._bar is not None:
            self._bar.__enter__()
        return self

    def __call__(self, rows: int, _of: int) -> None:
        if self._bar is not None:
            self._bar.update(rows - self._rows)
            self._rows = rows

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.__exit__(*error)  # type: ignore[arg-type]  # click types them one by one


def _tell(report: "RunReport", folder: Path) -> None:
    numbers = [
        (
            file.name,
            file.kind.replace("_", " "),
            *(f"{number:,}" for number in (file.read, file.new, file.changed, file.unchanged, file.rejected)),
        )
        for file in report.files
    ]
    as_table(("file", "read as", "rows", "new", "changed", "unchanged", "rejected"), numbers)
    for file in report.files:
        _tell_file(file.name, file.columns, file.ignored, file.remarks)
    for reason in _reasons(report, folder):
        column = f", {reason['column']}" if reason["column"] else ""
        value = f" “{reason['value']}”" if reason["value"] else ""
        click.secho(f"{reason['file']}, line {reason['line']}{column}:{value} {reason['reason']}", fg="yellow")
        click.echo(f"    {reason['what_to_do']}")
    if report.rejected > SHOWN_REJECTS:
        click.echo(f"… the first {SHOWN_REJECTS} of {report.rejected:,} rejected rows.")
    for file in report.files:
        if file.rejects_file:
            click.echo(f"To mend and import again: {folder / file.rejects_file}")
    click.echo(_ending(report))


def _tell_file(name: str, columns: dict[str, str], ignored: list[str], remarks: list[str]) -> None:
    click.secho(f"\n{name}", bold=True)
    click.echo("  " + ", ".join(f"{label} ← {column}" for label, column in columns.items()))
    if ignored:
        click.echo(f"  Left aside: {', '.join(ignored)}")
    for remark in remarks:
        click.echo(f"  {remark}")


def _ending(report: "RunReport") -> str:
    if report.has_landed:
        return f"\nLanded: {report.new:,} new rows, {report.changed:,} changed."
    if report.refused:
        return f"\nNothing landed. {report.refused} (--accept-good-rows)"
    more = " and --accept-good-rows" if report.rejected else ""
    return f"\nThat was a dry run: nothing was changed. To land {report.new + report.changed:,} rows, add --land{more}."


def _reasons(report: "RunReport", folder: Path) -> list[dict[str, Any]]:
    from dataclasses import asdict  # noqa: PLC0415

    from steadyhand.imports.runs.report import rejected_rows  # noqa: PLC0415

    reasons: list[dict[str, Any]] = []
    for number, file in enumerate(report.files):
        if file.rejected and len(reasons) < SHOWN_REJECTS:
            most = SHOWN_REJECTS - len(reasons)
            reasons += [asdict(row) for row in rejected_rows(folder / f"{number}-rejected.jsonl", most=most)]
    return reasons
