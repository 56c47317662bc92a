"""May the customer see a photo after all, or not any more?"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.calls.actions.attach import CannotAttach
from steadyhand.business.calls.models import Attachment
from steadyhand.business.calls.visit_in_hand import visit_to_note
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def show_to_customer(
    *, by: Actor, visit_id: UUID, attachment_id: UUID, for_customer: bool, now: datetime, why: str = ""
) -> None:
    """Put a photo on the customer's page, or take it off.

    Raises:
        CannotAttach: no such photo on this visit.
        CannotMoveVisit: not theirs.
    """
    visit = visit_to_note(visit_id, by=by, why=why)
    photos = Attachment.objects.of(visit.tenant_id).filter(visit_id=visit.id, kind=Attachment.Kind.PHOTO)
    row = photos.filter(id=attachment_id).first()
    if row is None:
        raise CannotAttach("This photo isn't there any more; look at the visit again.")
    if row.for_customer == for_customer:
        return
    Attachment.objects.filter(**row.where()).update(for_customer=for_customer)
    verb = "showed a photo to the customer" if for_customer else "took a photo off the customer's page"
    record_change(visit, by=by, at=now, verb=verb, why=why, became={"words": row.words, "sha256": row.sha256})
