"""Somebody says by hand how many of a part a place is to hold."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.machines.queries import parts_named
from steadyhand.business.stock.models import Place
from steadyhand.business.stock.par.rules import CannotLevel
from steadyhand.business.stock.par.setting import write_levels
from steadyhand.business.stock.places import place_of
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import record_change


@transaction.atomic
def set_level(*, by: Actor, place_id: UUID, part_id: UUID, level: int | None, why: str, now: datetime) -> bool:
    """Keep a part's level at a place, None for none any more; return whether that changed it.

    Raises:
        CannotMove: no such place or part, no reason, or a level that can't be.
    """
    place = place_of(by, place_id)
    part = parts_named(by, [part_id]).get(part_id)
    if part is None:
        raise CannotLevel("This part is no longer in the catalogue; look for it again.")
    if not why.strip():
        raise CannotLevel("Why this level? Whoever reckons levels next has to know.")
    list(Place.objects.of(by.tenant_id).filter(id=place.id).select_for_update(of=("self",)))
    changed = write_levels(place.id, {part_id: level}, by=by, now=now, why={part_id: why.strip()})
    if changed:
        said = f"{part.number} {part.name}: {why.strip()}"
        record_change(place, by=by, at=now, verb="level set", became={"level": level}, why=said)
    return bool(changed)
