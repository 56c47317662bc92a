"""`steadyhand watch`: look into the folder beside the ERP, or say how it stands."""

import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from steadyhand.commands.answers import as_json, as_table
from steadyhand.commands.application import CannotDo, wake

if TYPE_CHECKING:  # read when it begins, so that --help answers at once
    from steadyhand.imports.watching.queries import FolderStanding
    from steadyhand.shared.actor import Actor

EVERY_SECONDS = 30
SHOWN = 20


@click.command(
    "watch",
    epilog="\b\nExamples:\n  steadyhand watch --status\n  steadyhand watch --once --json\n"
    "  steadyhand watch --mapping e-automate-like",
)
@click.option("--once", is_flag=True, help="Look now, read what is whole, say what came of it, and end.")
@click.option("--status", "is_status", is_flag=True, help="Only say how the folder stands.")
@click.option("--mapping", default="", help="Read the folder's files by this mapping from now on: a file, or its name.")
@click.option("--dealership", default="", help="Name of the dealership, where the database has several.")
@click.option("--json", "wants_json", is_flag=True, help="Answer as JSON.")
def watch_command(*, once: bool, is_status: bool, mapping: str, dealership: str, wants_json: bool) -> None:
    """Read the lists that the dealer's ERP writes into its folder.

    The jobs of `steadyhand run` do it by themselves; this is for servers set up by hand, and for looking now. Without
    an option it goes on until Ctrl-C. Exit code 1: there is no folder, or it can't be read.
    """
    wake()
    from steadyhand.imports.acting import WhichDealership, acting_for  # noqa: PLC0415
    from steadyhand.imports.watching.setting_up import CannotSetUp, keep_preset  # noqa: PLC0415
    from steadyhand.shared.clock import read_clock  # noqa: PLC0415

    try:
        by = acting_for(dealership, "steadyhand watch")
        if mapping:
            patterns = keep_preset(by=by, name=mapping, now=read_clock())
            click.echo(f"Files called {', '.join(patterns)} are read by it from now on.", err=wants_json)
            if not once:
                return
    except (WhichDealership, CannotSetUp) as problem:
        raise CannotDo(str(problem)) from problem
    _standing(by)
    if is_status:
        _tell(by, wants_json=wants_json)
        return
    while True:
        _round(by)
        if once:
            _tell(by, wants_json=wants_json)
            return
        time.sleep(EVERY_SECONDS)


def _round(by: "Actor") -> None:
    """Look, wait for what has just come to settle, read it, and put it away."""
    from steadyhand.imports.watching.looking import look_once  # noqa: PLC0415
    from steadyhand.imports.watching.settling import SETTLED_AFTER  # noqa: PLC0415
    from steadyhand.jobs.run_imports import run_waiting_imports  # noqa: PLC0415
    from steadyhand.shared.clock import read_clock  # noqa: PLC0415

    looked = look_once(by.tenant_id, now=read_clock())
    if looked is not None and looked.unsettled:
        time.sleep(SETTLED_AFTER.total_seconds() + 0.5)
        looked = look_once(by.tenant_id, now=read_clock())
    if looked is not None and looked.problem:
        raise CannotDo(looked.problem)
    run_waiting_imports(read_clock())
    look_once(by.tenant_id, now=read_clock())


def _standing(by: "Actor") -> "FolderStanding":
    from steadyhand.imports.watching.queries import folder_standing  # noqa: PLC0415
    from steadyhand.shared.clock import read_clock  # noqa: PLC0415

    folder = folder_standing(by, now=read_clock())
    if folder is None:
        raise CannotDo("There is no folder beside the ERP yet: an administrator sets it up on the page ERP.")
    return folder


def _tell(by: "Actor", *, wants_json: bool) -> None:
    from steadyhand.imports.watching.queries import batches_unwritten, deliveries, open_differences  # noqa: PLC0415

    folder, came = _standing(by), deliveries(by, most=SHOWN)
    if wants_json:
        answer: dict[str, Any] = {
            "folder": asdict(folder),
            "files": [asdict(line) for line in came],
            "differences_to_decide": open_differences(by),
            "billing_files_to_write": batches_unwritten(by),
        }
        as_json(answer)
        return
    click.echo(f"{folder.path}{'' if folder.is_on else ' (switched off)'}")
    for sentence in filter(None, (folder.problem, *folder.strange)):
        click.secho(f"  {sentence}", fg="yellow")
    if folder.silent_since:
        click.secho(f"  Nothing has come since {folder.silent_since:%Y-%m-%d %H:%M} UTC.", fg="yellow")
    for each in folder.waiting:
        click.echo(f"  {each.name} isn't whole yet; unchanged since {each.since:%H:%M:%S} UTC.")
    rows = [
        (
            f"{line.taken_at:%Y-%m-%d %H:%M}",
            line.name,
            line.state,
            *(f"{number:,}" for number in (line.read, line.new, line.changed, line.rejected, line.differing)),
        )
        for line in came
    ]
    as_table(("taken (UTC)", "file", "standing", "rows", "new", "changed", "not taken", "to decide"), rows)
    for line in folder.failed:
        click.secho(f"{line.name} failed: {line.problem}", fg="red")
    click.echo(f"Differences to decide: {open_differences(by):,}")
