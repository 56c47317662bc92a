"""How are a million rows that nobody saw taken out again, without holding up whoever takes a call?"""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction

from steadyhand.imports.kinds import KINDS
from steadyhand.imports.taking.finding import FOUND
from steadyhand.imports.taking.tables import filling
from steadyhand.shared.landing import arriving_tables, discard_batch
from steadyhand.shared.models import Batch, FindingKey, WaitingChange
from steadyhand.shared.rows import ArrivingRow, RowQuerySet

# Rows deleted in one transaction: each asks every table that may refer to it.
CHUNK = 2_000


def discard(batch: Batch) -> None:
    """Delete what arrived in a batch that never landed, with the keys it would have been found by."""
    found_by_keys = {KINDS[kind].model for kind in FOUND}
    with filling():
        for model in reversed(arriving_tables()):
            for ids in _chunks(model.with_arriving.of(batch.tenant_id).filter(batch_id=batch.id)):
                _delete(model, ids, batch, has_keys=model in found_by_keys)
        for ids in _chunks(WaitingChange.objects.of(batch.tenant_id).filter(batch=batch)):
            WaitingChange.objects.of(batch.tenant_id).filter(id__in=ids).delete()
    # What is left: the batch itself.
    discard_batch(batch)


def _chunks(rows: "RowQuerySet[ArrivingRow] | RowQuerySet[WaitingChange]") -> Iterator[list[UUID]]:
    """Yield the ids of all rows, a few at a time.

    They are read at once, sixteen bytes each: asking for the next few again and again would look through the whole
    table every time, because no index leads to a batch.
    """
    ids = [row_id.bytes for row_id in rows.order_by().values_list("id", flat=True).iterator(chunk_size=CHUNK)]
    for start in range(0, len(ids), CHUNK):
        yield [UUID(bytes=row_id) for row_id in ids[start : start + CHUNK]]


@transaction.atomic
def _delete(model: type[ArrivingRow], ids: list[UUID], batch: Batch, *, has_keys: bool) -> None:
    if has_keys:
        keys = FindingKey.objects.filter(tenant_id=batch.tenant_id, target_id__in=ids, batch_id=batch.id)
        keys._raw_delete(keys.db)
    # By their ids alone, which are ours: beside a tenant SQLite reads all of the tenant's rows to find a few.
    # No row of another table hangs on these that isn't in the same batch and gone already.
    rows = model.with_arriving.filter(id__in=ids)
    rows._raw_delete(rows.db)
