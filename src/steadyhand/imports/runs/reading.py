"""One pass through the files of a run: every row is read, decided about and, unless it's a dry run, written unseen."""

import gc
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from steadyhand.business.dealership.models import Branch, Calendar, User
from steadyhand.imports.differences.missing import Listed
from steadyhand.imports.differences.sifting import Sifting
from steadyhand.imports.kinds import EVERY_KIND, FRAME, KINDS
from steadyhand.imports.reading.rejects import RejectedLine, RejectedRow
from steadyhand.imports.reading.rows import Batch
from steadyhand.imports.reading.values import Moment
from steadyhand.imports.runs.batches import Ended, Opened, Order, messages_of
from steadyhand.imports.runs.plan import PlannedFile, open_as_it_stands
from steadyhand.imports.runs.report import FileReport, RejectedRows, RunReport, write_rejects
from steadyhand.imports.taking.context import Context
from steadyhand.imports.taking.frame import Frame
from steadyhand.imports.taking.pipeline import Pipeline, Taken
from steadyhand.imports.taking.rows import Known, Rows
from steadyhand.shared.actor import Actor

# Told after every few thousand rows: how many were read so far. It may raise to stop the run.
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Where:
    """What reading needs to know of the dealership."""

    zone: str
    country: str


def read_files(
    files: Sequence[PlannedFile],
    *,
    by: Actor,
    where: Where,
    batch_id: UUID | None,
    folder: Path,
    guard: Callable[[], None],
    keep_frame: Callable[[list[tuple[str, str]]], None],
    progress: Progress,
    sifting: Sifting | None = None,
) -> tuple[RunReport, Frame]:
    """Take every row of the files; without a batch nothing is written but the report's own files in the folder.

    `keep_frame` is told, in the same transaction, which calendars and branches were made. With a `sifting` nothing is
    overwritten that somebody changed here: it gathers the differences instead.

    Raises:
        RecordMoved: a row of the files appeared in the record meanwhile.
        CannotRead: a file breaks off.
    """
    branches = _branches(by)
    context = Context(actor=by, country=where.country, branches=branches, sifting=sifting)
    frame = Frame(context, where.zone)
    pipeline = Pipeline(
        context,
        KINDS,
        batch_id=batch_id,
        remembers=_looked_for_again(files),
        guard=guard,
    )
    _give_the_frame(pipeline, by, branches)
    reports = []
    # Rows hold no rings (`let_go` cuts them), and looking for some among millions of values costs a third of the time.
    gc.disable()
    try:
        for number, file in enumerate(files):
            report = _Reading(pipeline, frame, file, where, folder / f"{number}-rejected.jsonl", progress).run()
            _stand_on(frame, pipeline)
            if batch_id is not None and file.kind in FRAME and not _more_frame(files[number + 1 :]):
                with transaction.atomic():
                    guard()
                    keep_frame(frame.write())
            if report.rejected:
                table = open_as_it_stands(file.path, name=file.name, sheet=file.sheet)
                report.rejects_file = write_rejects(
                    table, folder / f"{number}-rejected.jsonl", folder / f"{Path(file.name).stem}-rejects"
                ).name
            reports.append(report)
        pipeline.count_meters_anew()
    finally:
        gc.enable()
        pipeline.close()
    return RunReport(reports, {kind: count for kind, count in pipeline.written.items() if count}), frame


def _more_frame(files: Sequence[PlannedFile]) -> bool:
    return any(file.kind in FRAME for file in files)


def _stand_on(frame: Frame, pipeline: Pipeline) -> None:
    """Let the rows that follow name new calendars and branches."""
    for kind in ("calendars", "branches"):
        pipeline.references.give(kind, frame.named(kind))
    pipeline.context.branches = {**pipeline.context.branches, **frame.open_branches()}


class _Reading:
    """One file on its way."""

    def __init__(  # one for each thing a row meets
        self, pipeline: Pipeline, frame: Frame, file: PlannedFile, where: Where, rejected: Path, progress: Progress
    ) -> None:
        self._pipeline = pipeline
        self._frame = frame
        self._file = file
        self._where = where
        self._rejected_path = rejected
        self._progress = progress
        self._fields = EVERY_KIND[file.kind].file
        self._columns = {
            self._fields.field(name).label: source.column or f'always "{source.always}"'
            for name, source in file.mapping.sources.items()
        }
        self._report = FileReport(
            file.name,
            file.kind,
            remarks=list(file.remarks),
            columns=self._columns,
            ignored=list(file.unused),
        )

    def run(self) -> FileReport:
        order = Order(
            path=self._file.path,
            name=self._file.name,
            sheet=self._file.sheet,
            kind=self._fields,
            kinds=tuple(kind.file for kind in EVERY_KIND.values()),
            mapping=self._file.mapping,
            zone=self._where.zone,
            country=self._where.country,
        )
        remarks = self._pipeline.context.remarks
        remarks.clear()
        names: tuple[str, ...] = ()
        sifting = self._pipeline.context.sifting
        listed = None
        if sifting is not None and self._file.lists_all and self._file.kind in KINDS:
            listed = self._pipeline.list_anew(self._file.kind)
        with RejectedRows(self._rejected_path) as rejected:
            for message in messages_of(order, rows_guessed=self._file.facts.rows_guessed):
                if isinstance(message, Opened):
                    names = message.names
                    self._report.remarks.extend(message.remarks)
                elif isinstance(message, Ended):
                    self._report.remarks.extend(message.remarks)
                else:
                    self._take(names, message, rejected)
                    self._progress(len(message.rows) + len(message.rejected))
            self._report.rejected = rejected.lines
        if listed is not None and sifting is not None:
            self._miss(listed, sifting)
        self._report.remarks.extend(f"{sentence}: {count:,}." for sentence, count in remarks.items())
        return self._report

    def _miss(self, listed: Listed, sifting: Sifting) -> None:
        """Note which rows this list doesn't have any more."""
        self._pipeline.listed = None
        if self._report.rejected:
            self._report.remarks.append("Rows were not taken, so which ones are missing can't be told.")
            return
        prefix = self._file.prefixes.get(self._file.kind, "")
        missing, doubt = listed.missing(sifting.tenant_id, file=self._file.name, prefix=prefix)
        sifting.found += missing
        if doubt:
            self._report.remarks.append(f"{doubt}.")

    def _take(self, names: tuple[str, ...], batch: Batch, rejected: RejectedRows) -> None:
        self._report.read += len(batch.rows) + len(batch.rejected)
        lines = batch.rejected
        if batch.rows:
            cells = dict(zip(names, map(list, zip(*batch.rows, strict=True)), strict=True))
            rows = Rows(batch.lines, cells, prints=[hash(row) for row in batch.rows])
            taken = self._taken(rows)
            self._report.new += taken.new
            self._report.changed += taken.changed
            self._report.unchanged += taken.unchanged
            lines = sorted([*lines, *self._objected(batch, taken)], key=lambda line: line.line)
        for line in lines:
            rejected.add(line)

    def _taken(self, rows: Rows) -> Taken:
        if self._file.kind not in FRAME:
            return self._pipeline.take(
                self._file.kind,
                rows,
                file=self._file.name,
                makes_missing=self._file.makes_missing,
                prefixes=self._file.prefixes,
            )
        kind = FRAME[self._file.kind]
        self._pipeline.resolve(kind, rows)
        new, changed, unchanged = self._frame.take(kind, rows)
        return Taken(new, changed, unchanged, rows.objections)

    def _objected(self, batch: Batch, taken: Taken) -> Iterable[RejectedLine]:
        for index, objections in taken.objections.items():
            line = batch.lines[index]
            reasons = dict.fromkeys(
                RejectedRow(
                    self._file.name,
                    line,
                    self._column(each.field),
                    self._shown(each.value),
                    each.reason,
                    each.what_to_do,
                )
                for each in objections
            )
            yield RejectedLine(line, [], tuple(reasons))

    def _shown(self, value: Any) -> str:
        """Return a value much as it stood in the file: a time by the dealership's clock."""
        if isinstance(value, Moment):
            local = value.at.astimezone(ZoneInfo(self._where.zone))
            return f"{local.day} {local:%B %Y}, {local.hour}:{local:%M}"
        return "" if value is None else str(value)

    def _column(self, field: str) -> str:
        source = self._file.mapping.sources.get(field)
        return source.column if source is not None else ""


def _branches(by: Actor) -> dict[str, Known]:
    rows = Branch.objects.visible_to(by).filter(is_closed=False).values_list("code", "id")
    return {code: Known(branch_id.hex, code, branch_id=branch_id.hex) for code, branch_id in rows}


def _give_the_frame(pipeline: Pipeline, by: Actor, branches: dict[str, Known]) -> None:
    """Let rows name branches by code or name, calendars by name, people who sign in by e-mail."""
    named = {
        name: Known(branch_id.hex, name, branch_id=branch_id.hex)
        for name, branch_id in Branch.objects.of(by.tenant_id).values_list("name", "id")
    }
    every = {
        code: Known(branch_id.hex, code, branch_id=branch_id.hex)
        for code, branch_id in Branch.objects.of(by.tenant_id).values_list("code", "id")
    }
    pipeline.references.give("branches", named | every | branches)
    calendars = Calendar.objects.of(by.tenant_id).values_list("name", "id")
    pipeline.references.give("calendars", {name: Known(row_id.hex, name) for name, row_id in calendars})
    users = User.objects.of(by.tenant_id).values_list("email", "id")
    pipeline.references.give("users", {email: Known(row_id.hex, email) for email, row_id in users})


def _looked_for_again(files: Sequence[PlannedFile]) -> frozenset[str]:
    """Return the kinds of which rows of this run may be met again: in files, or named by them."""
    kinds = {file.kind for file in files}
    named = {column.link for kind in kinds for column in EVERY_KIND[kind].links()}
    made = {kind for file in files for kind in file.makes_missing}
    return frozenset(kinds | named | made)
