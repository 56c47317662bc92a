"""Which place is meant, and may they move parts there?"""

from uuid import UUID

from steadyhand.business.stock.ledger.rules import CannotMove
from steadyhand.business.stock.models import Place
from steadyhand.shared.actor import Actor


def place_of(by: Actor, place_id: UUID) -> Place:
    """Return an open place of their branches.

    Raises:
        CannotMove: not theirs, or closed.
    """
    place = Place.objects.visible_to(by).filter(id=place_id).first()
    if place is None:
        raise CannotMove("This place isn't at one of your branches; choose it anew.")
    if place.closed_on is not None:
        raise CannotMove(f"{place} was closed on {place.closed_on}; choose another one.")
    return place


def truck_of(tenant_id: UUID, technician_id: UUID) -> Place | None:
    """Return a technician's truck, None where no stock is kept of it."""
    return Place.objects.of(tenant_id).filter(technician_id=technician_id, closed_on__isnull=True).first()
