"""A file that was still on somebody's phone arrives."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction

from steadyhand.business.followups.actions.hand_in_files import CannotHandIn
from steadyhand.business.followups.keeping.files import keep_content
from steadyhand.business.followups.models import FollowUpFile
from steadyhand.shared.actor import Actor
from steadyhand.shared.media import MOST_READ_BYTES, NotTaken
from steadyhand.shared.rows import RowQuerySet


class DamagedOnTheWay(Exception):
    """What arrived isn't what was sent: it has to be sent again."""


def take_in_file(*, by: Actor, digest: str, content: bytes, now: datetime) -> bool:
    """Keep a file wherever something of the actor's waits for it, and tell whether we have it now.

    False: nothing of theirs waits for it (yet), so it had better stay where it is.

    Raises:
        CannotHandIn: it can never be kept; nothing waits for it any more.
        DamagedOnTheWay: it isn't the file that this is the hash of.
    """
    if by.user_id is None:
        return False
    rows = FollowUpFile.objects.of(by.tenant_id).filter(handed_in_by_id=by.user_id, handed_sha256=digest)
    # One that is too large was not read to its end, and is refused below.
    if len(content) < MOST_READ_BYTES and sha256(content).hexdigest() != digest:
        raise DamagedOnTheWay
    try:
        return _kept(rows, content, now=now)
    except NotTaken as reason:
        # In a transaction of its own, after the one above was given up: nobody waits for what can never come.
        rows.filter(sha256="").delete()
        raise CannotHandIn(str(reason)) from reason


@transaction.atomic
def _kept(rows: RowQuerySet[FollowUpFile], content: bytes, *, now: datetime) -> bool:
    found = list(rows.select_for_update())
    for row in found:
        if not row.sha256:
            keep_content(row, content, now=now)
    return bool(found)
