"""How does a run become true? By one short transaction: rows appear, changes are applied, history tells of both."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import F

from steadyhand.business.customers.finding import CUSTOMER
from steadyhand.imports.kinds import KINDS, RowKind
from steadyhand.imports.taking.changes import VERB
from steadyhand.imports.taking.finding import FOUND
from steadyhand.imports.taking.pipeline import RecordMoved
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.landing import CHUNK, land_batch
from steadyhand.shared.lookup import remember
from steadyhand.shared.models import Batch, Change, WaitingChange
from steadyhand.shared.rows import ArrivingRow


@transaction.atomic
def land(
    batch: Batch, *, by: Actor, country: str, written: Mapping[str, int], finish: Callable[[], None], now: datetime
) -> None:
    """Make everything that arrived in the batch visible. `finish` belongs to the same transaction.

    Raises:
        RecordMoved: somebody changed a row here that the files change too, since it was compared.
    """
    # First of all, because it takes the write lock: nobody changes a row between our look and our change.
    record_change(batch, by=by, at=now, verb="landed an import", why=batch.source, became=dict(written))
    changed: list[tuple[RowKind, list[UUID]]] = []
    for kind in KINDS.values():
        for changes in _waiting(batch, kind):
            _tell(kind.model, changes, by=by, why=batch.source, now=now)
            changed.append((kind, [change.row_id for change in changes]))
    land_batch(batch, now=now)
    for kind, ids in changed:
        count_versions(kind.model, batch.tenant_id, ids)
        find_again(kind, batch.tenant_id, ids, country)
    finish()


def _waiting(batch: Batch, kind: RowKind) -> Iterator[list[WaitingChange]]:
    label = kind.model._meta.label_lower
    waiting = WaitingChange.objects.of(batch.tenant_id).filter(batch=batch, table=label).iterator(chunk_size=CHUNK)
    while some := list(islice(waiting, CHUNK)):
        yield some


def _tell(model: type[ArrivingRow], changes: list[WaitingChange], *, by: Actor, why: str, now: datetime) -> None:
    """Write a history entry for each change, after making sure that the row still is as it was."""
    stored = model.objects.of(by.tenant_id).in_bulk([change.row_id for change in changes])
    for change in changes:
        row = stored.get(change.row_id)
        if row is None or any(_now(row, name) != _then(model, name, value) for name, value in change.was.items()):
            raise RecordMoved(f"{row or 'A row'} was changed here while the files were being read.")
    Change.objects.bulk_create(
        [
            Change(
                tenant_id=by.tenant_id,
                at=now,
                by_id=by.user_id,
                by_name=by.name,
                about_kind=model._meta.label_lower,
                about_id=change.row_id,
                verb=VERB,
                why=why,
                was=change.was,
                became=change.becomes,
            )
            for change in changes
        ],
        batch_size=500,
    )


def _now(row: ArrivingRow, attname: str) -> Any:
    return getattr(row, attname)


def _then(model: type[ArrivingRow], attname: str, value: Any) -> Any:
    field = model._meta.get_field(attname)
    return field.to_python(value) if isinstance(field, models.Field) else value


def count_versions(model: type[ArrivingRow], tenant_id: UUID, ids: list[UUID]) -> None:
    if any(field.name == "version" for field in model._meta.concrete_fields):
        more: dict[str, Any] = {"version": F("version") + 1}
        model.objects.of(tenant_id).filter(id__in=ids).update(**more)


def find_again(kind: RowKind, tenant_id: UUID, ids: list[UUID], country: str) -> None:
    """Make changed rows findable under what they are called now."""
    if kind.name not in FOUND:
        return
    letter, names, keys_of = FOUND[kind.name]
    home = "id" if letter == CUSTOMER else "customer_id"
    for row in kind.model.objects.of(tenant_id).filter(id__in=ids).values("id", home, *names):
        keys = keys_of({name: row[name] for name in names}, country)
        remember(tenant_id=tenant_id, target_kind=letter, target_id=row["id"], home_id=row[home], keys=keys)
