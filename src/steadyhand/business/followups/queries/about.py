"""Which follow-ups stand for a record, such as a call that waits for a part?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.followups.models import FollowUp


@dataclass(frozen=True, slots=True)
class AboutOne:
    """A follow-up of one of many records."""

    id: UUID
    about_id: UUID
    is_open: bool
    outcome: str
    owner_id: UUID
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class About:
    """A follow-up of a record, as far as what happens to the record needs it."""

    id: UUID
    kind: str
    is_open: bool
    # Whoever waits has not been spoken to yet.
    is_waiting: bool
    opened_at: datetime
    last_at: datetime


def owner_of(tenant_id: UUID, followup_id: UUID) -> UUID:
    """Return who has a follow-up now. One query."""
    return FollowUp.objects.of(tenant_id).values_list("owner_id", flat=True).get(id=followup_id)


def open_about(tenant_id: UUID, about_kind: str) -> dict[UUID, UUID]:
    """Return the open follow-ups of all records of a kind: the record's id, and the follow-up's. One query."""
    rows = FollowUp.objects.of(tenant_id).filter(about_kind=about_kind, state="open", about_id__isnull=False)
    return {about_id: row_id for row_id, about_id in rows.values_list("id", "about_id") if about_id}


def followups_about(tenant_id: UUID, about_kind: str, about_id: UUID) -> tuple[About, ...]:
    """Return a record's follow-ups, open or ended, oldest first. One query."""
    rows = FollowUp.objects.of(tenant_id).filter(about_id=about_id, about_kind=about_kind).order_by("opened_at", "id")
    return tuple(
        About(row.id, row.kind, row.state == "open", row.waiting_since is not None, row.opened_at, row.last_at)
        for row in rows
    )


def about_any(
    tenant_id: UUID, about_kind: str, about_ids: Collection[UUID] | None, *, kind: str, is_open: bool | None = None
) -> tuple[AboutOne, ...]:
    """Return the follow-ups of one kind of these records (None: of all), open, ended, or both. One query."""
    rows = FollowUp.objects.of(tenant_id).filter(about_kind=about_kind, kind=kind, about_id__isnull=False)
    if about_ids is not None:
        rows = rows.filter(about_id__in=about_ids)
    if is_open is not None:
        rows = rows.filter(state="open") if is_open else rows.exclude(state="open")
    found = rows.order_by("opened_at", "id").values_list("id", "about_id", "state", "outcome", "owner_id", "opened_at")
    return tuple(
        AboutOne(row_id, about_id, state == "open", outcome, owner_id, opened_at)
        for row_id, about_id, state, outcome, owner_id, opened_at in found
        if about_id is not None
    )
