"""Where on the shelf, or in the truck, a part lies."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.machines.queries import parts_named
from steadyhand.business.stock.ledger.book import shelf
from steadyhand.business.stock.ledger.rules import CannotMove
from steadyhand.business.stock.models import Balance
from steadyhand.business.stock.places import place_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def name_bin(*, by: Actor, place_id: UUID, part_id: UUID, bin_name: str, now: datetime) -> None:
    """Say in which bin a part lies; empty where it has none.

    Raises:
        CannotMove: no such place or part.
    """
    place = place_of(by, place_id)
    part = parts_named(by, [part_id]).get(part_id)
    if part is None:
        raise CannotMove("This part is no longer in the catalogue; look for it again.")
    shelf(by.tenant_id, place.id, part_id)
    balances = Balance.objects.of(by.tenant_id).filter(place_id=place.id, part_id=part_id)
    was, named = balances.get().bin, bin_name.strip()
    if was == named:
        return
    balances.update(bin=named)
    said = f"{part.number} {part.name}"
    record_change(place, by=by, at=now, verb="bin named", was={"bin": was}, became={"bin": named}, why=said)
