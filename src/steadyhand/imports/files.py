"""The importer's front door: bring files, have them checked or landed, hear what came of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from steadyhand.imports.models import ImportRun
from steadyhand.imports.runs.lease import claim, release_dead
from steadyhand.imports.runs.plan import PlannedFile
from steadyhand.imports.runs.report import RunReport
from steadyhand.imports.runs.run import Told, go, nobody_told, plan_of
from steadyhand.shared.actor import Actor


class AnotherImportRuns(Exception):
    """Two imports of one dealership would compare with each other's half; the message is for whoever came second."""


def plan_import(
    paths: Sequence[Path], *, by: Actor, mapping: Sequence[Mapping[str, Any]] = (), now: datetime
) -> tuple[ImportRun, list[PlannedFile]]:
    """Begin a run with files of this machine: say what they are, read nothing yet.

    Raises:
        CannotPlan: a file is no list, or nobody can tell of what.
    """
    run = ImportRun(
        tenant_id=by.tenant_id,
        files=[{"name": path.name, "kept_as": ""} for path in paths],
        mapping=list(mapping),
        is_attended=True,
        made_at=now,
        made_by_id=by.user_id,
        made_by=by.name,
    )
    files = plan_of(run, list(paths))
    run.save(force_insert=True)
    return run, files


def import_files(
    paths: Sequence[Path],
    *,
    by: Actor,
    lands: bool = False,
    accepts_good_rows: bool = False,
    mapping: Sequence[Mapping[str, Any]] = (),
    told: Told = nobody_told,
    now: datetime,
) -> RunReport:
    """Check files, or land them, and wait for it. With rejected rows nothing lands unless `accepts_good_rows`.

    Raises:
        CannotPlan: a file is no list, or nobody can tell of what.
        CannotRead: a file breaks off.
        AnotherImportRuns: this dealership has one under way.
    """
    run, files = plan_import(paths, by=by, mapping=mapping, now=now)
    return carry_out(run, files, by=by, lands=lands, accepts_good_rows=accepts_good_rows, told=told, now=now)


def carry_out(
    run: ImportRun,
    files: list[PlannedFile],
    *,
    by: Actor,
    lands: bool,
    accepts_good_rows: bool = False,
    told: Told = nobody_told,
    now: datetime,
) -> RunReport:
    """Check or land a run that was planned here.

    Raises:
        CannotRead: a file breaks off.
        AnotherImportRuns: this dealership has one under way.
    """
    release_dead(tenant_id=by.tenant_id, now=now)
    wants = ImportRun.Wants.LAND if lands else ImportRun.Wants.CHECK
    ImportRun.objects.filter(**run.where()).update(wants=wants, accepts_good_rows=accepts_good_rows)
    run.refresh_from_db()
    busy = ImportRun.objects.of(by.tenant_id).filter(state__in=(ImportRun.State.CHECKING, ImportRun.State.LANDING))
    if busy.exists() or not claim(run, now=now):
        other = busy.first()
        raise AnotherImportRuns(
            f"The import of {other} by {other.made_by if other else 'somebody'} is under way. Try again when it is "
            "over; if its process was stopped by force, in a minute."
        )
    return go(run, files, by=by, told=told)
