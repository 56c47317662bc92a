"""What was recorded on visits beside their closings? For those who may see the visit, and what its customer may see."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from steadyhand.business.calls.models import Attachment
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How
from steadyhand.shared.media import FileShown, kept_file
from steadyhand.shared.rows import RowQuerySet


@dataclass(frozen=True, slots=True)
class Attached:
    """A photo, voice note or sign-off. A time that nobody knows is left out; `has_file`: there is one to show."""

    id: UUID
    visit_id: UUID
    kind: str
    words: str
    taken_at: datetime | None
    taken_by: str
    has_file: bool
    for_customer: bool


def attached_to(by: Actor, visit_ids: Collection[UUID]) -> dict[UUID, list[Attached]]:
    """Return what was recorded on each of these visits, oldest first; one query."""
    found: dict[UUID, list[Attached]] = {}
    rows = Attachment.objects.visible_to(by).filter(visit_id__in=visit_ids)
    for row in rows.order_by("taken_at", "id"):
        found.setdefault(row.visit_id, []).append(_attached(row))
    return found


def file_of(by: Actor, visit_id: UUID, attachment_id: UUID) -> FileShown | None:
    """Return an attachment's file; None where the actor can't see the visit, or the file is gone."""
    return _file(Attachment.objects.visible_to(by).filter(visit_id=visit_id, id=attachment_id))


def photos_for_customer(tenant_id: UUID, call_id: UUID) -> tuple[tuple[UUID, str], ...]:
    """Return the photos of a call that its customer may see, with what they show, oldest first."""
    rows = _for_customer(tenant_id, call_id).order_by("taken_at", "id")
    return tuple(rows.values_list("id", "words"))


def photo_for_customer(tenant_id: UUID, call_id: UUID, attachment_id: UUID) -> FileShown | None:
    """Return a photo that the customer of this call may see, or None."""
    return _file(_for_customer(tenant_id, call_id).filter(id=attachment_id))


def holds_file(tenant_id: UUID, digest: str) -> bool:
    """Tell whether a visit still has a file. One query."""
    return Attachment.objects.of(tenant_id).filter(sha256=digest).exists()


def _for_customer(tenant_id: UUID, call_id: UUID) -> RowQuerySet[Attachment]:
    photos = Attachment.objects.of(tenant_id).filter(visit__call_id=call_id, kind=Attachment.Kind.PHOTO)
    return photos.filter(for_customer=True)


def _file(rows: RowQuerySet[Attachment]) -> FileShown | None:
    row = rows.exclude(sha256="").first()
    content = kept_file(row.tenant_id, row.sha256) if row else None
    return FileShown(content, row.media_type) if row and content is not None else None


def _attached(row: Attachment) -> Attached:
    return Attached(
        id=row.id,
        visit_id=row.visit_id,
        kind=row.kind,
        words=row.words,
        taken_at=row.taken_at if row.taken_at_how != How.DEFAULTED else None,
        taken_by=row.taken_by,
        has_file=bool(row.sha256),
        for_customer=row.for_customer,
    )
