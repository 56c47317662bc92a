"""Who may know where a technician lives, and where is it?"""

from uuid import UUID

from steadyhand.business.dealership.rules import DESK
from steadyhand.business.people.models import Home, Technician
from steadyhand.shared.actor import Actor


def may_know_home(by: Actor, user_id: UUID | None) -> bool:
    """Tell whether somebody plans technicians' days, or is the technician who signs in as this user."""
    return by.is_one_of(*DESK) or (user_id is not None and by.user_id == user_id)


def home_of(by: Actor, technician_id: UUID) -> tuple[float, float] | None:
    """Return degrees north and east; None where it isn't known, or not for them to know. Two queries."""
    technician = Technician.objects.visible_to(by).filter(id=technician_id).first()
    if technician is None or not may_know_home(by, technician.user_id):
        return None
    row = Home.objects.of(by.tenant_id).filter(technician=technician).first()
    return (row.latitude, row.longitude) if row else None
