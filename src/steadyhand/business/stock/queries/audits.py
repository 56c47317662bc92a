"""When was each truck looked at, what was found, and what did it look like? No truck is compared with another."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from steadyhand.business.stock.models import AuditPhoto, TruckAudit
from steadyhand.business.stock.trucks.rules import CHECKLIST, Answer
from steadyhand.shared.actor import Actor
from steadyhand.shared.media import FileShown, kept_file


@dataclass(frozen=True, slots=True)
class PhotoRow:
    id: UUID
    audit_id: UUID
    words: str
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class AuditRow:
    """A look at a truck. `answers` is empty while only photos were taken."""

    id: UUID
    place_id: UUID
    place_name: str
    month: date
    looked_at: datetime
    looked_by: str
    answers: dict[str, str]
    words: str
    photos: tuple[PhotoRow, ...] = ()

    @property
    def is_answered(self) -> bool:
        return bool(self.answers)

    @property
    def to_mend(self) -> tuple[str, ...]:
        """Return the questions that were answered with a no, in the order of the look."""
        return tuple(line.asks for line in CHECKLIST if self.answers.get(line.key) == Answer.NOT_FINE)


def audit_of_month(by: Actor, place_id: UUID, month: date) -> AuditRow | None:
    """Return the look at a truck in a month; None where there was none. Two queries."""
    rows = TruckAudit.objects.visible_to(by).filter(place_id=place_id, month=month)
    return next(iter(_rows(by, list(rows.select_related("place")))), None)


def audits_since(by: Actor, month: date, *, place_ids: Collection[UUID] | None = None) -> tuple[AuditRow, ...]:
    """Return the looks from a month on at the actor's branches, the newest month first, by truck. Two queries."""
    rows = TruckAudit.objects.visible_to(by).filter(month__gte=month)
    if place_ids is not None:
        rows = rows.filter(place_id__in=place_ids)
    return _rows(by, list(rows.select_related("place").order_by("-month", "place__name", "id")))


def audit_photo(by: Actor, audit_id: UUID, photo_id: UUID) -> tuple[UUID, FileShown] | None:
    """Return whose truck a photo shows (its place) and the file; None where they can't see it, or it is gone."""
    row = AuditPhoto.objects.visible_to(by).filter(audit_id=audit_id, id=photo_id).select_related("audit").first()
    content = kept_file(row.tenant_id, row.sha256) if row else None
    return (row.audit.place_id, FileShown(content, row.media_type)) if row and content is not None else None


def holds_file(tenant_id: UUID, digest: str) -> bool:
    """Tell whether a look at a truck still has a file. One query."""
    return AuditPhoto.objects.of(tenant_id).filter(sha256=digest).exists()


def _rows(by: Actor, rows: list[TruckAudit]) -> tuple[AuditRow, ...]:
    photos: dict[UUID, list[PhotoRow]] = {}
    found = AuditPhoto.objects.of(by.tenant_id).filter(audit_id__in=[row.id for row in rows]) if rows else []
    for photo in sorted(found, key=lambda each: (each.taken_at, each.id)):
        said = PhotoRow(photo.id, photo.audit_id, photo.words, photo.taken_at)
        photos.setdefault(photo.audit_id, []).append(said)
    return tuple(
        AuditRow(
            id=row.id,
            place_id=row.place_id,
            place_name=row.place.name,
            month=row.month,
            looked_at=row.looked_at,
            looked_by=row.looked_by,
            answers=dict(row.answers),
            words=row.words,
            photos=tuple(photos.get(row.id, ())),
        )
        for row in rows
    )
