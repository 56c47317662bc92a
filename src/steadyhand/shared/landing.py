"""How do a million rows of a file appear at once? They arrive unseen in small steps, and land by one short change.

A batch is open while its rows are written, in chunks, so that call taking goes on meanwhile. Nobody sees
them (rows.LandedManager). Landing sets one time stamp and applies the waiting changes to rows that were
there before. Discarding deletes, in chunks, what nobody ever saw.
"""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.db import models, transaction

from steadyhand.shared.models import Batch, FindingKey, WaitingChange
from steadyhand.shared.rows import ArrivingRow, RowQuerySet

CHUNK = 5_000


def open_batch(*, tenant_id: UUID, source: str, now: datetime) -> Batch:
    return Batch.objects.create(tenant_id=tenant_id, source=source, opened_at=now)


def arriving_tables() -> list[type[ArrivingRow]]:
    """Return every table whose rows can arrive in a file, lowest part first (as INSTALLED_APPS lists them)."""
    return [model for model in apps.get_models() if issubclass(model, ArrivingRow)]


@transaction.atomic
def land_batch(batch: Batch, *, now: datetime) -> None:
    """Make the batch's rows visible and its waiting changes true, all in this one transaction."""
    tables = {model._meta.label_lower: model for model in arriving_tables()}
    waiting = WaitingChange.objects.of(batch.tenant_id).filter(batch=batch)
    for label in waiting.values_list("table", flat=True).distinct():
        _apply(tables[label], waiting.filter(table=label))
    waiting.delete()
    Batch.objects.filter(**batch.where()).update(landed_at=now)


def discard_batch(batch: Batch) -> None:
    """Delete what arrived in a batch that never landed, in chunks and from the top part down."""
    for model in reversed(arriving_tables()):
        rows = model.with_arriving.of(batch.tenant_id).filter(batch_id=batch.id)
        while ids := list(rows.values_list("id", flat=True)[:CHUNK]):
            with transaction.atomic():
                # _raw_delete: no row of another table hangs on these that isn't in the same batch.
                doomed = model.with_arriving.of(batch.tenant_id).filter(id__in=ids)
                doomed._raw_delete(doomed.db)
    keys = FindingKey.objects.filter(tenant_id=batch.tenant_id, batch_id=batch.id)
    keys.delete()
    batch.delete()


def _apply(model: type[ArrivingRow], changes: RowQuerySet[WaitingChange]) -> None:
    # Rows whose changes touch the same columns go together: a bulk update writes every column it names.
    groups: dict[tuple[str, ...], list[ArrivingRow]] = defaultdict(list)
    for change in changes.iterator(chunk_size=CHUNK):
        row = model(id=change.row_id, tenant_id=change.tenant_id)
        for name, value in change.becomes.items():
            field = model._meta.get_field(name)
            assert isinstance(field, models.Field)  # noqa: S101  # mypy: relations backwards are never written
            setattr(row, field.attname, field.to_python(value))
        groups[tuple(sorted(change.becomes))].append(row)
    for names, rows in groups.items():
        model.with_arriving.bulk_update(rows, names, batch_size=500)
