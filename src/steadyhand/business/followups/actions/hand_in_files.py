"""Photos and a voice note go along with a follow-up: here at once, or by their hashes while they are on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.keeping.files import keep_content
from steadyhand.business.followups.models import FollowUpFile
from steadyhand.business.followups.queries.inbox import one
from steadyhand.business.followups.rules.files import FileKind, too_many
from steadyhand.shared.actor import Actor
from steadyhand.shared.media import NotTaken


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A file that is here, or, without content, the hash of one that is still on somebody's phone."""

    kind: FileKind
    content: bytes = b""
    on_phone: str = ""

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest() if self.content else self.on_phone


class CannotHandIn(Exception):
    """It can't go along; the message is for whoever took it."""


@transaction.atomic
def hand_in_files(*, by: Actor, followup_id: UUID, files: Sequence[Handed], now: datetime) -> None:
    """Keep what goes along with a follow-up; the same file twice is one.

    Raises:
        CannotHandIn: too many, too large, nothing that shows or sounds, or no such follow-up of theirs.
    """
    wanted = {file.digest: file for file in sorted(files, key=lambda file: bool(file.content))}
    if not wanted:
        return
    if by.user_id is None or one(by, followup_id) is None:
        raise CannotHandIn("What it belongs to isn't there any more; look at the list anew.")
    rows = {row.handed_sha256: row for row in FollowUpFile.objects.of(by.tenant_id).filter(followup_id=followup_id)}
    new = [file for digest, file in wanted.items() if digest not in rows]
    refused = too_many([FileKind(row.kind) for row in rows.values()] + [file.kind for file in new])
    if refused:
        raise CannotHandIn(refused)
    for digest, file in wanted.items():
        row = rows.get(digest) or FollowUpFile.objects.create(
            tenant_id=by.tenant_id,
            followup_id=followup_id,
            kind=file.kind,
            handed_in_by_id=by.user_id,
            handed_in_at=now,
            handed_sha256=digest,
        )
        if file.content and not row.sha256:
            try:
                keep_content(row, file.content, now=now)
            except NotTaken as reason:
                raise CannotHandIn(str(reason)) from reason
