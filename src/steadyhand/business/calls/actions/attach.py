"""A photo, a voice note or a sign-off is kept with a visit; of files only what shows or sounds."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.models import Attachment
from steadyhand.business.calls.tapped import time_of_tap
from steadyhand.business.calls.visit_in_hand import CannotMoveVisit, visit_to_note
from steadyhand.shared.actor import Actor
from steadyhand.shared.clock import How
from steadyhand.shared.history import record_change
from steadyhand.shared.media import (
    MOST_PHOTO_BYTES,
    MOST_VOICE_BYTES,
    CleanFile,
    NotTaken,
    clean_handed_in,
    keep_file,
)

MOST_BYTES = {
    Attachment.Kind.PHOTO: MOST_PHOTO_BYTES,
    Attachment.Kind.VOICE: MOST_VOICE_BYTES,
    Attachment.Kind.SIGN_OFF: 1_000_000,
}
# As many as a page shows at a glance, and a slip of the thumb doesn't fill the disk.
MOST_OF_ONE_VISIT = 20
# A file that says it is older, or from tomorrow, was taken by a phone with a wrong clock or for something else.
STATED_WITHIN = timedelta(days=7)


class CannotAttach(CannotMoveVisit):
    """It isn't kept; the message is for whoever handed it in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """What somebody hands in. `taken_at`: as their phone says, if it does; `words`: what it shows, or who signed."""

    kind: str
    content: bytes = b""
    words: str = ""
    for_customer: bool = False
    taken_at: datetime | None = None
    # When it was handed in, if a phone kept it until there was a signal.
    tapped_at: datetime | None = None


@transaction.atomic
def attach(*, by: Actor, visit_id: UUID, handed_in: HandedIn, now: datetime, why: str = "") -> UUID:
    """Keep it with the visit and return its id.

    Raises:
        CannotAttach: no file that can be kept, nobody named under a sign-off, or too many already.
        CannotMoveVisit: not theirs.
    """
    visit = visit_to_note(visit_id, by=by, why=why)
    kind = Attachment.Kind(handed_in.kind)
    if Attachment.objects.of(visit.tenant_id).filter(visit_id=visit.id).count() >= MOST_OF_ONE_VISIT:
        raise CannotAttach(f"A visit keeps {MOST_OF_ONE_VISIT} photos, notes and sign-offs; take one off first.")
    if kind is Attachment.Kind.SIGN_OFF and not handed_in.words.strip():
        raise CannotAttach("Write the name of whoever signs it off.")
    file = _cleaned(kind, handed_in.content)
    taken_at, how = _taken(kind, handed_in, now)
    row = Attachment.objects.create(
        tenant_id=visit.tenant_id,
        visit_id=visit.id,
        kind=kind,
        taken_at=taken_at,
        taken_at_how=how,
        taken_by=by.name,
        words=handed_in.words.strip(),
        media_type=file.media_type if file else "",
        sha256=keep_file(visit.tenant_id, file.content) if file else "",
        size_bytes=len(file.content) if file else 0,
        for_customer=handed_in.for_customer and kind is Attachment.Kind.PHOTO,
    )
    became = {"words": row.words, "sha256": row.sha256, "for_customer": row.for_customer}
    record_change(visit, by=by, at=now, verb=f"added a {kind.label}", why=why, became=became)
    return row.id


def _cleaned(kind: Attachment.Kind, content: bytes) -> CleanFile | None:
    if not content:
        if kind is Attachment.Kind.SIGN_OFF:
            return None  # a name is enough
        raise CannotAttach("There is no file yet: take or choose one first.")
    is_sound = kind is Attachment.Kind.VOICE
    try:
        return clean_handed_in(content, is_sound=is_sound, most_bytes=MOST_BYTES[kind], called=kind.label)
    except NotTaken as reason:
        raise CannotAttach(str(reason)) from reason


def _taken(kind: Attachment.Kind, handed_in: HandedIn, now: datetime) -> tuple[datetime, How]:
    """Return when it was taken: a sign-off as it is sent, a file as its phone says; else a stand-in."""
    if kind is Attachment.Kind.SIGN_OFF:
        return time_of_tap(handed_in.tapped_at, now=now)
    stated = handed_in.taken_at
    if stated is not None and now - STATED_WITHIN <= stated <= now:
        return stated, How.ENTERED
    at, how = time_of_tap(handed_in.tapped_at, now=now)
    # Kept on the phone: as old as it says, or older.
    return (at, how) if how is How.ENTERED else (now, How.DEFAULTED)
