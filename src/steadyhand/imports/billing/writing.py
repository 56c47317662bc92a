"""Batches become files in out/: whole or not at all, under their number, and again if somebody asks."""

import os
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.imports.models import BillingBatch, WatchedFolder
from steadyhand.imports.watching.places import FolderUnusable, Places, open_places
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


class CannotWriteBatch(Exception):
    """The file can't be written; the message is for whoever asked."""


def write_batches(tenant_id: UUID, places: Places, *, now: datetime) -> int:
    """Write every batch that isn't in out/ yet; return how many."""
    written = 0
    for batch in BillingBatch.objects.of(tenant_id).filter(written_at__isnull=True).order_by("number"):
        _write(batch, places)
        BillingBatch.objects.filter(**batch.where()).update(written_at=now)
        written += 1
    return written


@transaction.atomic
def write_again(*, by: Actor, batch_id: UUID, now: datetime) -> str:
    """Write a batch's file once more, the same bytes as before; return its name.

    Raises:
        CannotWriteBatch: not a batch of theirs, or the folder can't be used.
    """
    batch = BillingBatch.objects.visible_to(by).filter(id=batch_id).first()
    folder = WatchedFolder.objects.of(by.tenant_id).first()
    if batch is None or folder is None:
        raise CannotWriteBatch("This batch isn't one of your branches'; look at the list anew.")
    try:
        _write(batch, open_places(by.tenant_id, folder.name))
    except (FolderUnusable, OSError) as problem:
        raise CannotWriteBatch(f"{batch.file_name} can't be written: {problem}") from problem
    BillingBatch.objects.filter(**batch.where()).update(written_at=now)
    record_change(batch, by=by, at=now, verb="wrote a billing file again", became={"file": batch.file_name})
    return batch.file_name


def _write(batch: BillingBatch, places: Places) -> None:
    to = places.out / batch.file_name
    # The ERP takes what is called .csv: until every byte is on the disk it is called otherwise.
    unfinished = places.out / f".{batch.file_name}.{batch.id.hex}.writing"
    unfinished.unlink(missing_ok=True)
    # "x" follows no link that somebody may have put there.
    with unfinished.open("x", encoding="utf-8", newline="") as file:
        file.write(batch.content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(to)
