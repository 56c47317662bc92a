"""A file shows that a claim or a certificate is so: a photo without its hidden data, or a PDF as it came."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.people.described import CannotBeSo
from steadyhand.business.people.growth.models import Evidence
from steadyhand.business.people.models import Certification, Skill
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import facts_of, record_change
from steadyhand.shared.media import MOST_PHOTO_BYTES, NotTaken, clean_handed_in, keep_file

PDF = "application/pdf"
# More than anybody looks at beside one line.
MOST_FILES = 6
_PDF_BEGINS = b"%PDF-"


@transaction.atomic
def add_evidence(*, by: Actor, about_id: UUID, name: str, content: bytes, now: datetime) -> UUID:
    """Keep a file beside a claim or certificate of a technician and return its id; the same file twice is one.

    Raises:
        CannotBeSo: no such line at their branches, too large, too many, or neither a photo nor a PDF.
    """
    line = (
        Skill.objects.visible_to(by).filter(id=about_id).first()
        or Certification.objects.visible_to(by).filter(id=about_id).first()
    )
    if line is None:
        raise CannotBeSo("This isn't a line about a technician at your branches; look at the list anew.")
    if len(content) > MOST_PHOTO_BYTES:
        raise CannotBeSo(f"This file has more than {MOST_PHOTO_BYTES // 1_000_000} MB; take a smaller one.")
    if content.startswith(_PDF_BEGINS):
        media_type = PDF
    else:
        try:
            clean = clean_handed_in(content, is_sound=False, most_bytes=MOST_PHOTO_BYTES, called="photo")
        except NotTaken as reason:
            raise CannotBeSo(f"Only a photo (JPEG, PNG, WebP) or a PDF can be kept here. {reason}") from reason
        content, media_type = clean.content, clean.media_type
    here = Evidence.objects.of(by.tenant_id).filter(technician_id=line.technician_id, about_id=about_id)
    digest = keep_file(by.tenant_id, content)
    if known := here.filter(sha256=digest).first():
        return known.id
    if here.count() >= MOST_FILES:
        raise CannotBeSo(f"There are {MOST_FILES} files beside this already; that is as many as it takes.")
    row = Evidence(
        tenant_id=by.tenant_id,
        technician_id=line.technician_id,
        about_id=about_id,
        name=name.strip()[:200] or "evidence",
        sha256=digest,
        media_type=media_type,
        size_bytes=len(content),
        added_at=now,
        added_by_name=by.name,
    )
    row.save(force_insert=True)
    record_change(row, by=by, at=now, verb="evidence added", became=facts_of(row))
    return row.id
