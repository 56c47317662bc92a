"""A technician's home is written down, or forgotten again: what its coordinates are stays out of the history."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.people.described import CannotBeSo
from steadyhand.business.people.home import may_know_home
from steadyhand.business.people.models import Home, Technician
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def note_home(
    *, by: Actor, technician_id: UUID, latitude: float | None, longitude: float | None, now: datetime
) -> None:
    """Keep where a technician lives, as degrees north and east; both None forgets it.

    Raises:
        CannotBeSo: not theirs to know, one of the two is missing, or no place on earth.
    """
    technician = Technician.objects.visible_to(by).select_for_update().filter(id=technician_id).first()
    if technician is None or not may_know_home(by, technician.user_id):
        raise CannotBeSo("A home is for the technician, their service manager and their dispatchers; ask one of them.")
    home = Home.objects.of(by.tenant_id).filter(technician=technician).first()
    if latitude is None and longitude is None:
        if home is not None:
            home.delete()
            record_change(technician, by=by, at=now, verb="home forgotten")
        return
    if latitude is None or longitude is None:
        raise CannotBeSo("A place needs both, latitude and longitude; fill in the other, or empty both to forget it.")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004  # degrees of the earth
        raise CannotBeSo(f"{latitude}, {longitude} is no place: latitude is -90 to 90, longitude -180 to 180.")
    if home is not None and (home.latitude, home.longitude) == (latitude, longitude):
        return
    home = home or Home(tenant_id=by.tenant_id, technician=technician, ref=str(technician.id))
    home.latitude, home.longitude = latitude, longitude
    home.save()
    # That it changed is history; where it is stays between the technician and whoever plans their day.
    record_change(technician, by=by, at=now, verb="home changed")
