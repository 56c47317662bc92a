"""What differs between a file and rows that are there already? It waits for the landing, then history tells of it."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from steadyhand.imports.kinds.shape import RowKind
from steadyhand.imports.taking.rows import Rows
from steadyhand.imports.taking.tables import ArrivingTable, insert_tuples
from steadyhand.shared.identity import new_id
from steadyhand.shared.models import Change, WaitingChange

# What history calls a change that came in a file: rows with other changes were worked on here.
VERB = "changed by an import"


def difference(
    table: ArrivingTable, names: Sequence[str], said: Sequence[Any], stored: Sequence[Any]
) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Return what was and what becomes, where the file says something else; None where it doesn't."""
    was, becomes = {}, {}
    for name, new, old in zip(names, said, stored, strict=True):
        if new is None:
            continue
        plain = table.said(old)
        if plain != new:
            was[name], becomes[name] = table.plain(name, plain), table.plain(name, new)
    return (was, becomes) if becomes else None


def worked_on_here(tenant_id: UUID, ids: list[str]) -> set[str]:
    """Return those rows that somebody changed here, by hand or by work, since they came."""
    about = (
        Change.objects.of(tenant_id)
        .filter(about_id__in=[UUID(each) for each in ids])
        .exclude(verb=VERB)
        .values_list("about_id", flat=True)
    )
    return {each.hex for each in about}


def write_waiting(kind: RowKind, rows: Rows, places: list[int], *, tenant_id: UUID, batch_id: UUID) -> None:
    tenant, batch, label = tenant_id.hex, batch_id.hex, kind.model._meta.label_lower
    insert_tuples(
        WaitingChange._meta.db_table,
        ("id", "tenant_id", "batch_id", "table", "row_id", "was", "becomes"),
        (
            (new_id().hex, tenant, batch, label, rows.ids[place], json.dumps(was), json.dumps(becomes))
            for place in places
            for was, becomes in (rows.differences[place],)
        ),
    )
