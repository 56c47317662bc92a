"""Who changed what, on which day? The whole history, a page at a time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from steadyhand.shared.actor import Actor
from steadyhand.shared.models import Change

PAGE = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: what was and what became, under the names of the fields."""

    id: UUID
    at: datetime
    who: str
    verb: str
    why: str
    about_kind: str
    about_id: UUID
    was: dict[str, Any]
    became: dict[str, Any]


@dataclass(frozen=True, slots=True)
class EntriesPage:
    """Entries newest first; `next_before` is where the next page begins, None on the last."""

    entries: tuple[Entry, ...]
    next_before: UUID | None


def entries_page(
    by: Actor,
    *,
    user_id: UUID | None = None,
    kind: str = "",
    starts_at: datetime | None = None,
    until: datetime | None = None,
    before: UUID | None = None,
    most: int = PAGE,
) -> EntriesPage:
    """Return the dealership's entries of one person, about one kind of row, within a time: each only if given."""
    rows = Change.objects.of(by.tenant_id)
    if user_id is not None:
        rows = rows.filter(by_id=user_id)
    if kind:
        rows = rows.filter(about_kind=kind)
    if starts_at is not None:
        rows = rows.filter(at__gte=starts_at)
    if until is not None:
        rows = rows.filter(at__lt=until)
    last = Change.objects.of(by.tenant_id).filter(id=before).first() if before else None
    if last is not None:
        # The first condition alone says it to the index; the second leaves out those already shown of the same moment.
        rows = rows.filter(at__lte=last.at).filter(Q(at__lt=last.at) | Q(id__lt=last.id))
    found = list(rows.order_by("-at", "-id")[: most + 1])
    entries = tuple(
        Entry(row.id, row.at, row.by_name, row.verb, row.why, row.about_kind, row.about_id, row.was, row.became)
        for row in found[:most]
    )
    return EntriesPage(entries, entries[-1].id if len(found) > most else None)


def entries_about(by: Actor, ids: Collection[UUID], *, most: int = PAGE * 2) -> tuple[Entry, ...]:
    """Return the newest entries about these rows, which the caller may see, newest first."""
    rows = Change.objects.of(by.tenant_id).filter(about_id__in=list(ids)).order_by("-at", "-id")[:most]
    return tuple(
        Entry(row.id, row.at, row.by_name, row.verb, row.why, row.about_kind, row.about_id, row.was, row.became)
        for row in rows
    )
