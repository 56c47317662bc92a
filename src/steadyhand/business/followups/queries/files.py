"""What photos and voice notes go with follow-ups? For those who were found to see them; never for a customer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from steadyhand.business.followups.models import FollowUpFile
from steadyhand.business.followups.queries.inbox import one
from steadyhand.business.followups.rules.files import FileKind
from steadyhand.shared.actor import Actor
from steadyhand.shared.media import FileShown, kept_file


@dataclass(frozen=True, slots=True)
class FileOf:
    """A photo or voice note. `is_here`: it has arrived and can be shown; else it is on the phone of who took it."""

    id: UUID
    followup_id: UUID
    kind: FileKind
    is_here: bool
    handed_in_by: str
    handed_in_by_id: UUID
    handed_in_at: datetime


def files_of(by: Actor, followup_ids: Collection[UUID]) -> dict[UUID, list[FileOf]]:
    """Return what goes with these, and with what was merged into them, oldest first. One query."""
    ids = list(followup_ids)
    rows = FollowUpFile.objects.of(by.tenant_id).filter(Q(followup_id__in=ids) | Q(followup__merged_into_id__in=ids))
    found: dict[UUID, list[FileOf]] = {}
    for row in rows.select_related("handed_in_by", "followup").order_by("handed_in_at", "id"):
        file = FileOf(
            id=row.id,
            followup_id=row.followup_id,
            kind=FileKind(row.kind),
            is_here=bool(row.sha256),
            handed_in_by=row.handed_in_by.name,
            handed_in_by_id=row.handed_in_by_id,
            handed_in_at=row.handed_in_at,
        )
        for followup_id in ids:
            if followup_id in (row.followup_id, row.followup.merged_into_id):
                found.setdefault(followup_id, []).append(file)
    return found


def file_of(by: Actor, followup_id: UUID, file_id: UUID) -> FileShown | None:
    """Return the content of a file of a follow-up, or of one merged into it; None where there is none for the actor."""
    if one(by, followup_id) is None:
        return None
    its_own = Q(followup_id=followup_id) | Q(followup__merged_into_id=followup_id)
    row = FollowUpFile.objects.of(by.tenant_id).filter(its_own, id=file_id).exclude(sha256="").first()
    content = kept_file(by.tenant_id, row.sha256) if row else None
    return FileShown(content, row.media_type) if row and content is not None else None


def holds_file(tenant_id: UUID, digest: str) -> bool:
    """Tell whether a follow-up still has a file. One query."""
    return FollowUpFile.objects.of(tenant_id).filter(sha256=digest).exists()
