"""Which imports are there, and how does one stand? The answers are rows, never model objects."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from steadyhand.imports.models import ImportRun
from steadyhand.imports.reading.rejects import RejectedRow
from steadyhand.imports.runs.folders import folder_of
from steadyhand.imports.runs.report import RunReport, rejected_rows
from steadyhand.shared.actor import Actor

# As many rejected rows as somebody reads on a screen; the file to mend has them all.
SHOWN_REJECTS = 100


@dataclass(frozen=True, slots=True)
class RunLine:
    """One import in the list."""

    id: UUID
    names: str
    state: str
    state_label: str
    made_at: datetime
    made_by: str
    new: int
    changed: int
    rejected: int


@dataclass(frozen=True, slots=True)
class RunStanding:
    """One import: its files, how far it is, and its report once there is one."""

    id: UUID
    names: str
    state: str
    state_label: str
    wants: str
    made_at: datetime
    made_by: str
    rows_read: int
    rows_guessed: int
    problem: str
    report: RunReport | None
    mapping: list[dict[str, Any]]
    is_from_folder: bool

    @property
    def is_busy(self) -> bool:
        return self.state in (ImportRun.State.QUEUED, ImportRun.State.CHECKING, ImportRun.State.LANDING)

    @property
    def is_checked(self) -> bool:
        return self.state == ImportRun.State.CHECKED

    @property
    def can_be_changed(self) -> bool:
        return self.state in (ImportRun.State.CHECKED, ImportRun.State.FAILED)


def import_runs(by: Actor, *, most: int = 50) -> list[RunLine]:
    """Return the newest imports first."""
    # What came by the watched folder stands on a page of its own, a line every few minutes.
    brought = ImportRun.objects.visible_to(by).filter(is_from_folder=False)
    runs = brought.defer("mapping").order_by("-made_at")[:most]
    return [
        RunLine(
            id=run.id,
            names=str(run),
            state=run.state,
            state_label=run.get_state_display(),
            made_at=run.made_at,
            made_by=run.made_by,
            new=int(run.report.get("new", 0)),
            changed=int(run.report.get("changed", 0)),
            rejected=int(run.report.get("rejected", 0)),
        )
        for run in runs
    ]


def import_run(by: Actor, run_id: UUID) -> RunStanding | None:
    """Return how an import stands, None where it isn't the actor's to see."""
    run = ImportRun.objects.visible_to(by).filter(id=run_id).first()
    if run is None:
        return None
    return RunStanding(
        id=run.id,
        names=str(run),
        state=run.state,
        state_label=run.get_state_display(),
        wants=run.wants,
        made_at=run.made_at,
        made_by=run.made_by,
        rows_read=run.rows_read,
        rows_guessed=run.rows_guessed,
        problem=run.problem,
        report=RunReport.from_dict(run.report) if run.report else None,
        mapping=run.mapping,
        is_from_folder=run.is_from_folder,
    )


def rejected_of(run_id: UUID, report: RunReport) -> list[RejectedRow]:
    """Return the first rejected rows of a run, file by file."""
    folder, rows = folder_of(run_id), list[RejectedRow]()
    for number, file in enumerate(report.files):
        if file.rejected and len(rows) < SHOWN_REJECTS:
            rows += rejected_rows(folder / f"{number}-rejected.jsonl", most=SHOWN_REJECTS - len(rows))
    return rows


def rejects_file(run_id: UUID, report: RunReport, number: int) -> Path | None:
    """Return the file of a file's rejected rows, to mend; None if it has none."""
    if not 0 <= number < len(report.files) or not report.files[number].rejects_file:
        return None
    return folder_of(run_id) / report.files[number].rejects_file
