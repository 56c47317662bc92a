"""How does a file that goes with a follow-up come to be kept? Cleaned, by its hash, in one update."""

from datetime import datetime

from steadyhand.business.followups.models import FollowUpFile
from steadyhand.business.followups.rules.files import FileKind
from steadyhand.shared.media import MOST_PHOTO_BYTES, MOST_VOICE_BYTES, clean_handed_in, keep_file

MOST_BYTES = {FileKind.PHOTO: MOST_PHOTO_BYTES, FileKind.VOICE: MOST_VOICE_BYTES}


def keep_content(row: FollowUpFile, content: bytes, *, now: datetime) -> None:
    """Keep what may be kept of a file for a row that waits for it.

    Raises:
        NotTaken: too large, nothing that shows or sounds, or not whole.
    """
    kind = FileKind(row.kind)
    is_sound = kind is FileKind.VOICE
    file = clean_handed_in(content, is_sound=is_sound, most_bytes=MOST_BYTES[kind], called=kind.label)
    FollowUpFile.objects.filter(**row.where()).update(
        sha256=keep_file(row.tenant_id, file.content),
        media_type=file.media_type,
        size_bytes=len(file.content),
        arrived_at=now,
    )
