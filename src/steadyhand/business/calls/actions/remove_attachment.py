"""A photo, voice note or sign-off is taken off a visit: its file goes, that it was there stays in the history."""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.actions.attach import CannotAttach
from steadyhand.business.calls.models import Attachment
from steadyhand.business.calls.visit_in_hand import visit_to_note
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change
from steadyhand.shared.media import forget_unless_held


@transaction.atomic
def remove_attachment(*, by: Actor, visit_id: UUID, attachment_id: UUID, now: datetime, why: str = "") -> None:
    """Take it off the visit. Who is in a photo by mistake has a right that it is really gone.

    Raises:
        CannotAttach: it isn't there any more.
        CannotMoveVisit: not theirs.
    """
    visit = visit_to_note(visit_id, by=by, why=why)
    rows = Attachment.objects.of(visit.tenant_id)
    row = rows.filter(visit_id=visit.id, id=attachment_id).first()
    if row is None:
        raise CannotAttach("It isn't there any more; look at the visit again.")
    kind, digest = Attachment.Kind(row.kind).label, row.sha256
    record_change(visit, by=by, at=now, verb=f"took a {kind} off", why=why, was={"words": row.words, "sha256": digest})
    rows.filter(id=row.id).delete()
    if digest:
        # Only once the row is gone for good: a file too many harms nobody, one too few does.
        transaction.on_commit(partial(forget_unless_held, visit.tenant_id, digest))
