"""An import of the folder is over: its file is put away with a report beside it, and the delivery says what came."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from steadyhand.business.dealership.queries import the_dealership
from steadyhand.imports.models import Delivery, ImportRun
from steadyhand.imports.runs.folders import folder_of
from steadyhand.imports.runs.report import RunReport, rejected_rows
from steadyhand.imports.watching.fitting import STAMP
from steadyhand.imports.watching.places import Places

OVER = (ImportRun.State.LANDED, ImportRun.State.FAILED, ImportRun.State.DISCARDED, ImportRun.State.CHECKED)
SHOWN_REASONS = 20
# Names of files may be as long on the disks that people use.
LONGEST_NAME = 200


def put_away(tenant_id: UUID, places: Places, *, now: datetime) -> int:
    """Finish every delivery whose import is over; return how many. Doing it twice changes nothing."""
    finished = 0
    for delivery in Delivery.objects.of(tenant_id).filter(state=Delivery.State.TAKEN).order_by("taken_at")[:200]:
        run = ImportRun.objects.of(tenant_id).filter(id=delivery.run_id).first() if delivery.run_id else None
        if run is None and delivery.run_id is not None:
            delivery.problem = "Its import was removed before it was read."
        if run is None or run.state in OVER:
            _finish(delivery, run, places, now=now)
            finished += 1
    return finished


def _finish(delivery: Delivery, run: ImportRun | None, places: Places, *, now: datetime) -> None:
    report = RunReport.from_dict(run.report) if run and run.state == ImportRun.State.LANDED and run.report else None
    zone = ZoneInfo(the_dealership(delivery.tenant_id).zone)
    stem = f"{delivery.taken_at.astimezone(zone):%Y-%m-%d-%H%M%S}-{_short(delivery.name)}"
    if report is None or run is None:
        problem = delivery.problem or (run.problem if run else "") or "It was given up on the page Import."
        name = _named(delivery, places.failed, stem)
        _write(places.failed / f"{name}.txt", _why_failed(delivery, problem))
        _move(places.work / delivery.id.hex, places.failed / name)
        _end(delivery, Delivery.State.FAILED, now, problem=problem, kept_as=name)
        return
    is_known = Delivery.objects.of(delivery.tenant_id).filter(
        name=delivery.name, sha256=delivery.sha256, state=Delivery.State.LANDED
    ).exclude(id=delivery.id)  # fmt: skip
    is_quiet = not (report.new or report.changed or report.rejected or report.differing)
    if is_quiet and is_known.exists():
        # The same file said nothing new: one of them lies in done/ already.
        shutil.rmtree(places.work / delivery.id.hex, ignore_errors=True)
        name = ""
    else:
        name = _named(delivery, places.done, stem)
        _keep_rejects(run, report, places.done, name)
        _write(places.done / f"{name}.report.txt", _told(delivery, report))
        _move(places.work / delivery.id.hex, places.done / name)
    _end(
        delivery,
        Delivery.State.LANDED,
        now,
        kept_as=name,
        read=sum(file.read for file in report.files),
        new=report.new,
        changed=report.changed,
        rejected=report.rejected,
        differing=report.differing,
        run_id=None if is_quiet else run.id,
    )
    _tidy_run(run, is_quiet=is_quiet)
    if is_quiet:
        _forget_quiet_ones_before(delivery, places)


def _forget_quiet_ones_before(delivery: Delivery, places: Places) -> None:
    """Keep one line and one file of each name that said nothing new: it shows that the ERP is alive."""
    old = Delivery.objects.of(delivery.tenant_id).filter(name=delivery.name, taken_at__lt=delivery.taken_at)
    for each in old.filter(state=Delivery.State.LANDED, new=0, changed=0, rejected=0, differing=0):
        # Where the newest is the same file as an old one, that one stays: its name is all there is of it.
        if each.sha256 != delivery.sha256:
            for name in filter(None, (each.kept_as, each.kept_as and f"{each.kept_as}.report.txt")):
                (places.done / name).unlink(missing_ok=True)
            each.delete()
        elif not each.kept_as:
            each.delete()


def _end(delivery: Delivery, state: Delivery.State, now: datetime, **facts: object) -> None:
    Delivery.objects.filter(**delivery.where(), state=Delivery.State.TAKEN).update(state=state, ended_at=now, **facts)


def _tidy_run(run: ImportRun, *, is_quiet: bool) -> None:
    """Leave of a landed import what somebody may still want to see; its file lies in done/."""
    if is_quiet:
        ImportRun.objects.filter(**run.where()).delete()
        shutil.rmtree(folder_of(run.id), ignore_errors=True)
        return
    for file in run.files:
        (folder_of(run.id) / str(file["kept_as"])).unlink(missing_ok=True)


def _move(room: Path, to: Path) -> None:
    """Move the room's file to its place; if that happened before, only the empty room is left."""
    if room.is_dir():
        for path in room.iterdir():
            path.rename(to)
        room.rmdir()


def _keep_rejects(run: ImportRun, report: RunReport, done: Path, name: str) -> None:
    for file in report.files:
        if file.rejects_file:
            kept = folder_of(run.id) / file.rejects_file
            to = done / f"{name.removesuffix(Path(name).suffix)}-rejects{kept.suffix}"
            beside = to.with_name(f".{to.name}.writing")
            shutil.copyfile(kept, beside)
            beside.replace(to)


def _write(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.writing")
    beside.unlink(missing_ok=True)
    # "x" follows no link that somebody may have put there.
    with beside.open("x", encoding="utf-8") as file:
        file.write(text)
    beside.replace(path)


def _short(name: str) -> str:
    path = Path(name)
    ending = "".join(path.suffixes[-1:])
    return f"{STAMP.sub('', path.stem)[:LONGEST_NAME]}{ending[:20]}"


def _named(delivery: Delivery, folder: Path, stem: str) -> str:
    """Return the name under which the file is kept, settled before it is moved: a second try finds the same."""
    if not delivery.kept_as:
        delivery.kept_as = _free(folder, stem)
        Delivery.objects.filter(**delivery.where(), state=Delivery.State.TAKEN).update(kept_as=delivery.kept_as)
    return delivery.kept_as


def _free(folder: Path, name: str) -> str:
    """Return the name, counted on where another file of the same second has it."""
    path, number = Path(name), 1
    while (folder / name).exists():
        number += 1
        name = f"{path.stem}~{number}{path.suffix}"
    return name


def _why_failed(delivery: Delivery, problem: str) -> str:
    return (
        f"{delivery.name} was not imported; nothing of it has landed.\n\n{problem}\n\n"
        "What to do: put the reason right, then put the file into in/ again.\n"
    )


def _told(delivery: Delivery, report: RunReport) -> str:
    lines = [f"{delivery.name}: {sum(file.read for file in report.files):,} rows."]
    for file in report.files:
        lines += [
            f"Read as {file.kind_label}: {file.new:,} new, {file.changed:,} changed, {file.unchanged:,} unchanged.",
            f"Not taken: {file.rejected:,}.",
            *file.remarks,
        ]
    if report.differing:
        lines.append(f"{report.differing:,} differences wait for a decision: see the page ERP, Differences.")
    if report.rejected:
        lines += ["", "Not taken (mend them in the -rejects file beside this one and put that into in/):"]
        lines += _reasons(delivery, report)
    return "\n".join(lines) + "\n"


def _reasons(delivery: Delivery, report: RunReport) -> list[str]:
    path = folder_of(delivery.run_id) / "0-rejected.jsonl" if delivery.run_id else None
    if path is None or not path.is_file():
        return []
    reasons = [
        f"line {row.line}" + (f", {row.column}" if row.column else "") + (f" “{row.value}”" if row.value else "")
        + f": {row.reason} {row.what_to_do}"
        for row in rejected_rows(path, most=SHOWN_REASONS)
    ]  # fmt: skip
    left = report.rejected - len(reasons)
    return [*reasons, f"… and {left:,} more, in the -rejects file."] if left > 0 else reasons


def tidy(tenant_id: UUID, places: Places, *, keep_days: int, now: datetime) -> int:
    """Delete what has lain in done/ and failed/ for long enough, and the deliveries it belongs to; return how many."""
    before = now - timedelta(days=keep_days)
    tidied = 0
    for folder in (places.done, places.failed):
        for path in folder.iterdir():
            # Only what we put there ourselves: its name says when.
            if STAMP.match(path.name) and path.name[:17] < f"{before:%Y-%m-%d-%H%M%S}":
                path.unlink()
                tidied += 1
    old = Delivery.objects.of(tenant_id).filter(ended_at__lt=before).exclude(state=Delivery.State.TAKEN)
    for delivery in old[:500]:
        if delivery.run_id is not None:
            ImportRun.objects.of(tenant_id).filter(id=delivery.run_id).delete()
            shutil.rmtree(folder_of(delivery.run_id), ignore_errors=True)
        delivery.delete()
    # A process killed between a delivery's end and its import's.
    left = ImportRun.objects.of(tenant_id).filter(is_from_folder=True, ended_at__lt=before)
    for run in left[:500]:
        shutil.rmtree(folder_of(run.id), ignore_errors=True)
        run.delete()
    return tidied
