"""What a truck looked like is kept with the look of its month; of the file only what shows."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.stock.actions.note_audit import look_of, own_place
from steadyhand.business.stock.ledger.rules import CannotMove
from steadyhand.business.stock.models import AuditPhoto
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.media import MOST_PHOTO_BYTES, NotTaken, clean_handed_in, keep_file

# Each side, the drawers and the floor.
MOST_PHOTOS = 8


@transaction.atomic
def photograph_audit(*, by: Actor, place_id: UUID, content: bytes, words: str = "", on: date, now: datetime) -> UUID:
    """Keep a photo and return its id; the same photo again is the one that there is.

    Raises:
        CannotMove: not their truck, no picture that can be kept, or enough of them already.
    """
    place = own_place(by, place_id)
    row = look_of(place, on, by=by, now=now)
    try:
        file = clean_handed_in(content, is_sound=False, most_bytes=MOST_PHOTO_BYTES, called="photo")
    except NotTaken as reason:
        raise CannotMove(str(reason)) from reason
    photos = AuditPhoto.objects.of(by.tenant_id).filter(audit=row)
    digest = keep_file(by.tenant_id, file.content)
    if known := photos.filter(sha256=digest).first():
        return known.id
    if photos.count() >= MOST_PHOTOS:
        raise CannotMove(f"A look keeps {MOST_PHOTOS} photos; this month has them all.")
    photo = AuditPhoto.objects.create(
        tenant_id=by.tenant_id,
        audit=row,
        words=words.strip()[:300],
        media_type=file.media_type,
        sha256=digest,
        size_bytes=len(file.content),
        taken_at=now,
        taken_by=by.name,
    )
    record_change(row, by=by, at=now, verb="photographed a truck", became={"sha256": digest, "words": photo.words})
    return photo.id
