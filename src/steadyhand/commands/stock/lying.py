"""`steadyhand stock bring` and `list`: what lies where, into the ledger and out of it."""

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from steadyhand.commands.answers import as_json
from steadyhand.commands.application import CannotDo, wake

if TYPE_CHECKING:  # read when a run begins, so that --help answers at once
    from steadyhand.imports.stock_levels import StockFile

SHOWN_REJECTS = 20
REJECTED = 3


@click.command(
    "bring",
    epilog="\b\nExamples:\n  steadyhand stock bring stock.csv\n  steadyhand stock bring stock.csv --land\n"
    "  steadyhand stock bring docs/reference/stock/lying.csv",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--land", is_flag=True, help="Write it into the ledger. Without it nothing is changed.")
@click.option("--accept-good-rows", is_flag=True, help="Land the good rows although others were rejected.")
@click.option("--dealership", default="", help="Name of the dealership, where the database has several.")
@click.option("--json", "wants_json", is_flag=True, help="Answer as JSON.")
def bring(*, file: Path, land: bool, accept_good_rows: bool, dealership: str, wants_json: bool) -> None:
    """Read what lies where from FILE: a CSV with the columns place, part number, quantity and, if known, bin.

    This is a dry run until you add --land. Each row counts one shelf; shelves that the file doesn't name stay as they
    are. With rejected rows nothing lands, unless you add --accept-good-rows; they are written beside FILE, with the
    reasons.
    """
    wake()
    from steadyhand.imports.acting import WhichDealership, acting_for  # noqa: PLC0415
    from steadyhand.imports.stock_levels import CannotBring, land_stock, read_stock  # noqa: PLC0415
    from steadyhand.shared.clock import read_clock  # noqa: PLC0415

    now = read_clock()
    try:
        by = acting_for(dealership, "steadyhand stock bring")
        found = read_stock(file, by=by, now=now)
        lands = land and (accept_good_rows or not found.rejected)
        if lands:
            land_stock(found.rows, by=by, now=now)
    except (WhichDealership, CannotBring) as problem:
        raise CannotDo(str(problem)) from problem
    rejects = _write_rejects(file, found)
    if wants_json:
        as_json(_as_dict(found, has_landed=lands, rejects=rejects))
    else:
        _tell(found, has_landed=lands, wanted=land, rejects=rejects)
    if found.rejected and not lands:
        sys.exit(REJECTED)


@click.command("list", epilog="\b\nExample:\n  steadyhand stock list stock.csv")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--dealership", default="", help="Name of the dealership, where the database has several.")
def list_stock(*, file: Path, dealership: str) -> None:
    """Write what lies where to FILE, as `steadyhand stock bring` reads it. Shelves below nothing stay out."""
    wake()
    from steadyhand.imports.acting import WhichDealership, acting_for  # noqa: PLC0415
    from steadyhand.imports.stock_levels import write_stock  # noqa: PLC0415
    from steadyhand.shared.clock import read_clock  # noqa: PLC0415

    try:
        count = write_stock(file, by=acting_for(dealership, "steadyhand stock list"), now=read_clock())
    except WhichDealership as problem:
        raise CannotDo(str(problem)) from problem
    except OSError as problem:
        raise CannotDo(f"{file} can't be written: {problem.strerror}.") from problem
    click.echo(f"{count:,} shelves written to {file}.")


def _write_rejects(file: Path, found: "StockFile") -> Path | None:
    if not found.rejected:
        return None
    from steadyhand.imports.reading.escaping import escaped  # noqa: PLC0415
    from steadyhand.imports.stock_levels import COLUMNS  # noqa: PLC0415

    path = file.with_name(f"{file.stem}-rejected.csv")
    with path.open("w", encoding="utf-8-sig", newline="") as rejects:
        writer = csv.writer(rejects)
        writer.writerow([*COLUMNS, "why"])
        writer.writerows([*(escaped(cell) for cell in row.cells), row.why] for row in found.rejected)
    return path


def _as_dict(found: "StockFile", *, has_landed: bool, rejects: Path | None) -> dict[str, object]:
    return {
        "rows": len(found.rows) + len(found.rejected),
        "changed": found.changed,
        "unchanged": len(found.rows) - found.changed,
        "rejected": [{"line": row.line, "why": row.why} for row in found.rejected],
        "rejects_file": str(rejects) if rejects else "",
        "has_landed": has_landed,
    }


def _tell(found: "StockFile", *, has_landed: bool, wanted: bool, rejects: Path | None) -> None:
    for row in found.rejected[:SHOWN_REJECTS]:
        click.secho(f"Line {row.line}: {row.why}", fg="yellow")
    if rejects is not None:
        click.echo(f"To mend and bring again: {rejects}")
    said = f"{found.changed:,} shelves differ from the ledger, {len(found.rows) - found.changed:,} agree"
    if has_landed:
        click.echo(f"Landed: {said}; all of them are counted now.")
    elif wanted:
        click.echo(f"Nothing landed: {len(found.rejected):,} rows were rejected. Mend them, or add --accept-good-rows.")
    else:
        click.echo(f"That was a dry run: nothing was changed. {said}. To land it, add --land.")
