"""What a person does with files on the page: bring them, say which column is which, land them or throw them away."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

from django.db import transaction

from steadyhand.imports.models import ImportRun
from steadyhand.imports.reading.files import CannotRead
from steadyhand.imports.runs.folders import folder_of
from steadyhand.imports.runs.lease import throw_away
from steadyhand.imports.runs.plan import CannotPlan, PlannedFile, read_saved, to_saved
from steadyhand.imports.runs.run import plan_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change

OPEN = (ImportRun.State.QUEUED, ImportRun.State.CHECKED, ImportRun.State.FAILED)


class CannotImport(Exception):
    """The files can't be taken so; the message is for whoever brought them."""


class BroughtFile(Protocol):
    """A file as a form hands it over: a name, and its bytes piece by piece."""

    @property
    def name(self) -> str | None: ...
    def chunks(self) -> Iterable[bytes]: ...


@transaction.atomic
def bring_files(*, by: Actor, files: Sequence[BroughtFile], preset: str = "", now: datetime) -> UUID:
    """Keep the files and queue their dry run; return the run.

    Raises:
        CannotImport: one of them is no list, or nobody can tell of what.
    """
    run = ImportRun(
        tenant_id=by.tenant_id,
        branch_id=next(iter(by.branch_ids)) if by.branch_ids is not None and len(by.branch_ids) == 1 else None,
        made_at=now,
        made_by_id=by.user_id,
        made_by=by.name,
    )
    folder = folder_of(run.id)
    for number, file in enumerate(files):
        # Our own name on disk: what a browser sends as a name may be anything.
        name = Path(file.name or "file").name
        kept_as = f"{number}{''.join(Path(name).suffixes[-2:])}"
        with (folder / kept_as).open("wb") as kept:
            for piece in file.chunks():
                kept.write(piece)
        run.files.append({"name": name, "kept_as": kept_as})
    try:
        run.mapping = read_saved(preset) if preset else []
        planned = plan_of(run)
    except (CannotPlan, CannotRead) as problem:
        raise CannotImport(str(problem)) from problem
    run.mapping = read_saved(to_saved(planned))
    run.save(force_insert=True)
    record_change(run, by=by, at=now, verb="brought files", became={"files": [each["name"] for each in run.files]})
    return run.id


@transaction.atomic
def change_mapping(*, by: Actor, run_id: UUID, mapping: str, now: datetime) -> None:
    """Say anew what the files are and which column is which; they are checked again.

    Raises:
        CannotImport: the mapping doesn't fit, or the run is under way or over.
    """
    run = run_to_change(by, run_id)
    try:
        run.mapping = read_saved(mapping)
        plan_of(run)
    except (CannotPlan, CannotRead) as problem:
        raise CannotImport(str(problem)) from problem
    _queue(run, wants=ImportRun.Wants.CHECK, mapping=run.mapping)
    record_change(run, by=by, at=now, verb="changed the mapping", became={"mapping": json.loads(mapping)})


@transaction.atomic
def ask_to_land(*, by: Actor, run_id: UUID, accepts_good_rows: bool, now: datetime) -> None:
    """Queue the landing of a checked run. It is read once more: the record may have changed since.

    Raises:
        CannotImport: it isn't checked, or has rejected rows that nobody agreed to leave.
    """
    run = run_to_change(by, run_id)
    if run.state != ImportRun.State.CHECKED:
        raise CannotImport("These files are not checked yet. Wait for the report, then land them.")
    if run.report.get("rejected") and not accepts_good_rows:
        raise CannotImport("There are rejected rows. Mend them and bring the files again, or leave them out.")
    _queue(run, wants=ImportRun.Wants.LAND, accepts_good_rows=accepts_good_rows)
    record_change(run, by=by, at=now, verb="asked to land", became={"accepts_good_rows": accepts_good_rows})


@transaction.atomic
def discard_run(*, by: Actor, run_id: UUID, now: datetime) -> None:
    """Give the files up. Nothing of them has landed.

    Raises:
        CannotImport: it has landed, or is under way.
    """
    run = run_to_change(by, run_id)
    throw_away(run)
    ImportRun.objects.filter(**run.where(), state__in=OPEN).update(state=ImportRun.State.DISCARDED, ended_at=now)
    record_change(run, by=by, at=now, verb="discarded the files")


def run_to_change(by: Actor, run_id: UUID) -> ImportRun:
    """Return a run that waits for somebody's word.

    Raises:
        CannotImport: there is none of the actor's, it is over, or somebody is at it.
    """
    run = ImportRun.objects.visible_to(by).filter(id=run_id).first()
    if run is None or run.state not in OPEN:
        raise CannotImport("These files are being read, or have been dealt with. The page shows where they stand.")
    return run


def planned_files(by: Actor, run_id: UUID) -> list[PlannedFile]:
    """Return what the files of a run are taken for."""
    return plan_of(ImportRun.objects.visible_to(by).get(id=run_id))


def _queue(run: ImportRun, **changes: object) -> None:
    moved = ImportRun.objects.filter(**run.where(), state=run.state).update(
        state=ImportRun.State.QUEUED, tries=0, problem="", **changes
    )
    if not moved:
        raise CannotImport("Somebody was faster: the page shows where these files stand now.")
