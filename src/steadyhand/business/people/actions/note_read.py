"""Somebody opened another person's record: the person can see who did, what of it, and when."""

from datetime import datetime
from uuid import UUID

from steadyhand.business.people.growth.models import RecordRead
from steadyhand.business.people.models import Technician
from steadyhand.shared.actor import Actor


def note_read(*, by: Actor, technician_id: UUID, what: str, now: datetime) -> None:
    """Keep that the record was opened; one's own reading is nobody's business. Two queries.

    Every time is kept: who looks three times a day looked three times.
    """
    owner = Technician.objects.of(by.tenant_id).filter(id=technician_id).values_list("user_id", flat=True).first()
    if by.user_id is None or owner == by.user_id:
        return
    RecordRead.objects.create(
        tenant_id=by.tenant_id,
        technician_id=technician_id,
        reader_id=by.user_id,
        reader_name=by.name,
        read_at=now,
        what=what,
    )
