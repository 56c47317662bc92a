"""A photo or voice note is taken off a follow-up: its file goes, that it was there stays in the history."""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from steadyhand.business.followups.actions.hand_in_files import CannotHandIn
from steadyhand.business.followups.models import FollowUpFile
from steadyhand.business.followups.owners import LADDER
from steadyhand.business.followups.queries.inbox import one
from steadyhand.business.followups.rules.files import FileKind
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.media import forget_unless_held


def may_remove(by: Actor, *, handed_in_by_id: UUID, owner_id: UUID) -> bool:
    """Tell whether somebody may take a file off: whoever took it, whoever has the follow-up, or a manager."""
    return by.user_id in (handed_in_by_id, owner_id) or by.is_one_of(*LADDER)


@transaction.atomic
def remove_file(*, by: Actor, followup_id: UUID, file_id: UUID, now: datetime) -> None:
    """Take it off. Who is in a photo by mistake has a right that it is really gone.

    Raises:
        CannotHandIn: it isn't there any more, or is neither theirs nor with what they have to answer.
    """
    line = one(by, followup_id)
    rows = FollowUpFile.objects.of(by.tenant_id)
    row = rows.filter(followup_id=followup_id, id=file_id).select_related("followup").first() if line else None
    if line is None or row is None:
        raise CannotHandIn("It isn't there any more; look at the page anew.")
    if not may_remove(by, handed_in_by_id=row.handed_in_by_id, owner_id=line.owner_id):
        raise CannotHandIn(f"Only whoever took it, {line.owner} or a manager may take it off: ask them.")
    record_change(
        row.followup, by=by, at=now, verb=f"took a {FileKind(row.kind).label} off", was={"sha256": row.sha256}
    )
    rows.filter(id=row.id).delete()
    if row.sha256:
        # Only once the row is gone for good: a file too many harms nobody, one too few does.
        transaction.on_commit(partial(forget_unless_held, by.tenant_id, row.sha256))
