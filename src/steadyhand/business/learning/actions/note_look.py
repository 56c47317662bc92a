"""Somebody reads what was said about a technician: that is kept, and the technician sees it."""

from datetime import datetime, timedelta
from uuid import UUID

from steadyhand.business.learning.models import CoachingLook
from steadyhand.shared.actor import Actor

# One look is one line, also where somebody goes back and forth between pages.
ONE_LOOK = timedelta(minutes=30)


def note_look(*, by: Actor, technician_id: UUID, now: datetime) -> bool:
    """Keep that the actor has looked; false where it is the same look as minutes ago, or nobody who signs in."""
    if by.user_id is None:
        return False
    rows = CoachingLook.objects.of(by.tenant_id).filter(technician_id=technician_id, by_id=by.user_id)
    if rows.filter(at__gt=now - ONE_LOOK).exists():
        return False
    CoachingLook.objects.create(tenant_id=by.tenant_id, technician_id=technician_id, by_id=by.user_id, at=now)
    return True
