"""What a truck can take is written down: money, weight, volume, slots, and how often it is restocked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from steadyhand.business.stock.models import Place, TruckLimits
from steadyhand.business.stock.par.rules import CannotLevel
from steadyhand.business.stock.places import place_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row
from steadyhand.shared.history import facts_of, record_change
from steadyhand.shared.identity import new_id

FIELDS = ("most_cents", "most_weight_g", "most_volume_ml", "most_slots", "restock_days")


@transaction.atomic
def limit_truck(
    *, by: Actor, place_id: UUID, facts: Mapping[str, Any], opened: Mapping[str, Any] | None = None, now: datetime
) -> None:
    """Keep a truck's limits (`FIELDS`; None: nothing limits it).

    Raises:
        CannotMove: not a truck of their branches.
        ChangedMeanwhile: somebody else changed the same since it was opened.
    """
    place = place_of(by, place_id)
    if place.sort != Place.Sort.TRUCK:
        raise CannotLevel(f"{place.name} is a parts room; only trucks have limits.")
    list(Place.objects.of(by.tenant_id).filter(id=place.id).select_for_update(of=("self",)))
    row = TruckLimits.objects.of(by.tenant_id).filter(place_id=place.id).first()
    wanted = {name: facts[name] for name in FIELDS if name in facts}
    if row is None:
        row = TruckLimits(id=new_id(), tenant_id=by.tenant_id, place=place, **wanted)
        row.save(force_insert=True)
        record_change(row, by=by, at=now, verb="limits set", became=facts_of(row))
        return
    change_row(row, wanted, by=by, at=now, verb="limits set", opened=opened)
