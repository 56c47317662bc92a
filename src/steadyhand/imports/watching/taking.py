"""A whole file is taken: moved out of reach, recognised, and queued as an import of its own."""

import hashlib
import os
import shutil
import stat
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.db import IntegrityError, transaction

from steadyhand.imports.kinds import EVERY_KIND
from steadyhand.imports.models import Delivery, ImportRun, SavedMapping
from steadyhand.imports.runs.folders import folder_of
from steadyhand.imports.runs.plan import CannotPlan
from steadyhand.imports.runs.run import plan_of
from steadyhand.imports.watching.fitting import FitsNothing, Saved, entry_for
from steadyhand.imports.watching.places import Places
from steadyhand.imports.watching.settling import Seen, said
from steadyhand.shared.identity import new_id

# How history and the list of imports call it.
WHO = "the watched folder"
_BLOCK = 1 << 20


def move_away(places: Places, seen: Seen) -> Path | None:
    """Move a whole file out of in/, into a room of its own; None if another process was faster, or it has changed.

    One rename decides between two processes. From here on the file can't be written or exchanged by its name.
    """
    room = places.work / new_id().hex
    room.mkdir()
    path = room / seen.name
    try:
        (places.inbox / seen.name).rename(path)
    except FileNotFoundError:
        room.rmdir()
        return None
    now = path.lstat()
    if not stat.S_ISREG(now.st_mode) or (now.st_size, now.st_ino) != (seen.size, seen.inode):
        # Exchanged between our look and our move: back, to be looked at anew.
        path.rename(places.inbox / seen.name)
        room.rmdir()
        return None
    return path


def rooms_to_take(places: Places, tenant_id: UUID) -> list[Path]:
    """Return the files that were moved away and belong to no delivery yet; empty rooms are cleared."""
    waiting = []
    known = {each.hex for each in Delivery.objects.of(tenant_id).filter(state="taken").values_list("id", flat=True)}
    for room in sorted(places.work.iterdir()):
        if room.name in known or not room.is_dir():
            continue
        files = [path for path in room.iterdir() if stat.S_ISREG(path.lstat().st_mode)]
        if files:
            waiting.append(files[0])
        else:
            room.rmdir()
    return waiting


def in_order(paths: list[Path], saved: list[Saved]) -> list[tuple[Path, str, list[dict[str, object]], str]]:
    """Return files with kind, mapping, and why there is none; a file comes after those whose rows it may name."""
    recognised = []
    for path in paths:
        try:
            kind, mapping = entry_for(path, said(path.name), saved)
        except FitsNothing as problem:
            recognised.append((path, "", list[dict[str, object]](), str(problem)))
        else:
            recognised.append((path, kind, mapping, ""))
    kinds = list(EVERY_KIND)
    return sorted(
        recognised, key=lambda each: (kinds.index(each[1]) if each[1] else -1, each[0].lstat().st_mtime_ns, each[0])
    )


def saved_mappings(tenant_id: UUID) -> list[Saved]:
    rows = SavedMapping.objects.of(tenant_id).order_by("pattern", "id")
    return [Saved(row.pattern, row.kind, row.entry | {"lists_all": row.lists_all}) for row in rows]


def queue(tenant_id: UUID, path: Path, kind: str, mapping: list[dict[str, object]], *, now: datetime) -> bool:
    """Make the file's delivery and queue its import, in one transaction; say whether it was us."""
    # The room's name is the id of both: whoever was killed on the way here is followed, not doubled.
    run = ImportRun(
        id=UUID(path.parent.name),
        tenant_id=tenant_id,
        files=[{"name": said(path.name), "kept_as": f"0{''.join(path.suffixes[-1:])}"}],
        mapping=mapping,
        wants=ImportRun.Wants.LAND,
        accepts_good_rows=True,
        is_from_folder=True,
        made_at=now,
        made_by=WHO,
    )
    folder = folder_of(run.id)
    try:
        _hand_over(path, folder / str(run.files[0]["kept_as"]))
        # What it can't be planned by, it can't be read by: better said now.
        plan_of(run)
    except CannotPlan as problem:
        shutil.rmtree(folder)
        return refuse(tenant_id, path, str(problem), now=now)
    try:
        with transaction.atomic():
            _delivery(tenant_id, path, now, kind=kind, run_id=run.id)
            run.save(force_insert=True)
    except IntegrityError:
        return False  # another process has just made it
    return True


def refuse(tenant_id: UUID, path: Path, problem: str, *, now: datetime) -> bool:
    """Make the delivery of a file that can't be read; putting it away tells why. Say whether it was us."""
    try:
        with transaction.atomic():
            _delivery(tenant_id, path, now, problem=problem)
    except IntegrityError:
        return False
    return True


def later(now: datetime, place: int) -> datetime:
    """Return moments that keep the order in which imports are read."""
    return now + timedelta(microseconds=place)


def _delivery(tenant_id: UUID, path: Path, now: datetime, **facts: object) -> None:
    row = Delivery(
        id=UUID(path.parent.name),
        tenant_id=tenant_id,
        name=said(path.name),
        size_bytes=path.lstat().st_size,
        sha256=_print_of(path),
        taken_at=now,
    )
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(force_insert=True)


def _print_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _hand_over(path: Path, to: Path) -> None:
    """Let the import have the file: the same bytes under a second name, or a copy where that can't be."""
    to.unlink(missing_ok=True)
    try:
        os.link(path, to, follow_symlinks=False)
    except OSError:
        shutil.copyfile(path, to, follow_symlinks=False)
