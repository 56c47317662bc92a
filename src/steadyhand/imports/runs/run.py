"""How does an import go, from claimed to landed? The same for a person at a terminal, the page and the jobs process."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.queries import the_dealership
from steadyhand.imports.differences.keeping import news_of, write
from steadyhand.imports.differences.rules import rules_of
from steadyhand.imports.differences.sifting import Sifting
from steadyhand.imports.models import ImportRun
from steadyhand.imports.reading.files import CannotRead
from steadyhand.imports.runs.folders import folder_of
from steadyhand.imports.runs.landing import land
from steadyhand.imports.runs.lease import LeaseLost, renew, throw_away
from steadyhand.imports.runs.plan import CannotPlan, PlannedFile, plan_files
from steadyhand.imports.runs.reading import Where, read_files
from steadyhand.imports.runs.report import RunReport
from steadyhand.imports.taking.frame import Frame
from steadyhand.imports.taking.pipeline import RecordMoved
from steadyhand.imports.taking.tables import filling, measure_tables
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import read_clock
from steadyhand.shared.landing import open_batch

# Somebody working here while files are read moves the record now and then; three times in a row they'd better talk.
MOST_PASSES = 3
# From here on the database's idea of how large its tables are is wrong enough to matter.
MANY_ROWS = 1_000

Told = Callable[[int, int], None]


@dataclass(slots=True)
class _Progress:
    """Counts rows, keeps the lease, tells whoever watches."""

    run: ImportRun
    rows_guessed: int
    told: Told
    rows: int = 0

    def guard(self) -> None:
        renew(self.run, rows_read=self.rows, now=read_clock())

    def __call__(self, rows: int) -> None:
        self.rows += rows
        self.guard()
        self.told(self.rows, self.rows_guessed)


def nobody_told(_rows: int, _of: int) -> None:
    """Nobody watches."""


def plan_of(run: ImportRun, paths: list[Path] | None = None) -> list[PlannedFile]:
    """Say of a run's files what they are: by its mapping where it has one, else by their looks.

    Raises:
        CannotPlan: a file is no list, or nobody can tell of what.
    """
    folder = folder_of(run.id)
    if paths is None:
        names = {folder / str(file["kept_as"]): str(file["name"]) for file in run.files}
        paths = list(names)
    else:
        names = {}
    country = the_dealership(run.tenant_id).country
    return plan_files(paths, country=country, unpack_to=folder / "unpacked", saved=run.mapping, names=names)


def go(run: ImportRun, files: list[PlannedFile], *, by: Actor, told: Told = nobody_told) -> RunReport:
    """Check or land a claimed run, whichever it wants, and keep its report; it is over or checked afterwards.

    Raises:
        LeaseLost: another process has taken it over.
        CannotRead: a file breaks off; the run has failed and nothing has landed.
    """
    started = time.monotonic()
    try:
        report = _checked(run, files, by, told) if run.wants == ImportRun.Wants.CHECK else _landed(run, files, by, told)
    except (CannotRead, RecordMoved) as problem:
        end(run, ImportRun.State.FAILED, problem=str(problem))
        raise
    except LeaseLost:
        raise
    except BaseException as problem:
        # Ctrl-C as well as a fault of ours: nothing half-done stays.
        throw_away(run)
        state = ImportRun.State.DISCARDED if isinstance(problem, KeyboardInterrupt) else ImportRun.State.FAILED
        end(run, state, problem=f"The import was interrupted ({type(problem).__name__}). Nothing of it has landed.")
        raise
    report.seconds = round(time.monotonic() - started, 3)
    ImportRun.objects.filter(**run.where()).update(report=report.as_dict())
    return report


def _checked(run: ImportRun, files: list[PlannedFile], by: Actor, told: Told) -> RunReport:
    report, _ = _read(run, files, by, told, batch_id=None, sifting=_sifting(run))
    end(run, ImportRun.State.CHECKED, report=report)
    return report


def _landed(run: ImportRun, files: list[PlannedFile], by: Actor, told: Told) -> RunReport:
    for tries in range(1, MOST_PASSES + 1):
        try:
            return _land_once(run, files, by, told)
        except RecordMoved:
            throw_away(run)
            if tries == MOST_PASSES:
                raise
    raise AssertionError("unreachable: the last pass returns or raises")


def _land_once(run: ImportRun, files: list[PlannedFile], by: Actor, told: Told) -> RunReport:
    batch = open_batch(tenant_id=run.tenant_id, source=str(run)[:300], now=read_clock())
    run.batch_id, run.frame = batch.id, []
    ImportRun.objects.filter(**run.where(), worker=run.worker).update(batch_id=batch.id, frame=[])
    sifting = _sifting(run)
    report, frame = _read(run, files, by, told, batch_id=batch.id, sifting=sifting)
    news = news_of(sifting, now=read_clock()) if sifting else None
    report.differing = news.to_decide if news else 0
    if report.rejected and not run.accepts_good_rows:
        throw_away(run)
        report.refused = (
            f"{report.rejected:,} rows were rejected, so nothing has landed. Mend them in the rejects file and import "
            "again, or land the good rows and leave these."
        )
        end(run, ImportRun.State.CHECKED, report=report)
        return report
    if not report.written and not frame.has_news:
        # The same files again: nothing appears, nothing changes, so history has nothing to tell either.
        throw_away(run)
        report.has_landed = True
        with transaction.atomic():
            if news:
                write(news, tenant_id=run.tenant_id, now=read_clock())
            end(run, ImportRun.State.LANDED, report=report)
        return report

    def finish() -> None:
        renew(run, rows_read=run.rows_read, now=read_clock())
        frame.finish(why=batch.source, now=read_clock())
        if news:
            write(news, tenant_id=run.tenant_id, now=read_clock())
        report.has_landed = True
        end(run, ImportRun.State.LANDED, report=report)

    started = time.monotonic()
    country = the_dealership(run.tenant_id).country
    land(batch, by=by, country=country, written=report.written, finish=finish, now=read_clock())
    report.landing_seconds = round(time.monotonic() - started, 3)
    if report.new > MANY_ROWS:
        with filling():
            measure_tables()
    return report


def _sifting(run: ImportRun) -> Sifting | None:
    """Return what keeps a file of the watched folder from overwriting people's changes; a person's own files may."""
    return Sifting(run.tenant_id, rules_of(run.tenant_id)) if run.is_from_folder else None


def _read(  # what one pass takes
    run: ImportRun,
    files: list[PlannedFile],
    by: Actor,
    told: Told,
    *,
    batch_id: UUID | None,
    sifting: Sifting | None,
) -> tuple[RunReport, Frame]:
    guessed = sum(file.facts.rows_guessed for file in files)
    ImportRun.objects.filter(**run.where(), worker=run.worker).update(rows_guessed=guessed)
    progress = _Progress(run, guessed, told)
    firm = the_dealership(run.tenant_id)

    def keep_frame(written: list[tuple[str, str]]) -> None:
        run.frame = written
        ImportRun.objects.filter(**run.where(), worker=run.worker).update(frame=written)

    with filling():
        return read_files(
            files,
            by=by,
            where=Where(zone=firm.zone, country=firm.country),
            batch_id=batch_id,
            folder=folder_of(run.id),
            guard=progress.guard,
            keep_frame=keep_frame,
            progress=progress,
            sifting=sifting,
        )


def end(run: ImportRun, state: ImportRun.State, *, report: RunReport | None = None, problem: str = "") -> None:
    """Give the run back in this state."""
    is_over = state in (ImportRun.State.LANDED, ImportRun.State.DISCARDED, ImportRun.State.FAILED)
    now: datetime | None = read_clock() if is_over else None
    ours = ImportRun.objects.filter(**run.where(), worker=run.worker)
    ours.update(
        state=state,
        problem=problem,
        worker=None,
        leased_until=None,
        ended_at=now,
        **({"report": report.as_dict()} if report is not None else {}),
    )


def plan_or_fail(run: ImportRun) -> list[PlannedFile] | None:
    """Return the plan of a run, or end the run with why there is none."""
    try:
        return plan_of(run)
    except CannotPlan as problem:
        end(run, ImportRun.State.FAILED, problem=str(problem))
        return None
