"""How are a million rows that nobody saw taken out again, without holding up whoever takes a call?"""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction

from steadyhand.imports.taking.tables import filling
from steadyhand.shared.landing import arriving_tables, discard_batch
from steadyhand.shared.models import Batch, FindingKey, WaitingChange
from steadyhand.shared.rows import ArrivingRow, RowQuerySet

# Rows deleted in one transaction: each asks every table that may refer to it.
CHUNK = 2_000


def discard(batch: Batch) -> None:
    """Delete what arrived in a batch that never landed, with the keys it would have been found by."""
    with filling():
        for model in reversed(arriving_tables()):
            for ids in _chunks(model.with_arriving.of(batch.tenant_id), batch):
                _delete(model, ids, batch)
        for ids in _chunks(WaitingChange.objects.of(batch.tenant_id), batch):
            WaitingChange.objects.of(batch.tenant_id).filter(id__in=ids).delete()
    # What is left: the batch itself, and a row made in the very same millisecond.
    discard_batch(batch)


def _chunks(rows: "RowQuerySet[ArrivingRow] | RowQuerySet[WaitingChange]", batch: Batch) -> Iterator[list[UUID]]:
    """Yield ids of the batch's rows. Ids grow with time, so all of them lie behind the batch's own."""
    last = batch.id
    while ids := list(rows.filter(batch_id=batch.id, id__gt=last).order_by("id").values_list("id", flat=True)[:CHUNK]):
        yield ids
        last = ids[-1]


@transaction.atomic
def _delete(model: type[ArrivingRow], ids: list[UUID], batch: Batch) -> None:
    keys = FindingKey.objects.filter(tenant_id=batch.tenant_id, target_id__in=ids, batch_id=batch.id)
    keys._raw_delete(keys.db)
    # No row of another table hangs on these that isn't in the same batch and gone already.
    rows = model.with_arriving.of(batch.tenant_id).filter(id__in=ids)
    rows._raw_delete(rows.db)
