"""A truck or a branch's shelves are kept track of from now on."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.branches import branch_of
from steadyhand.business.people.queries import technician_of
from steadyhand.business.stock.ledger.rules import CannotMove
from steadyhand.business.stock.models import Place
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import facts_of, record_change


@transaction.atomic
def open_truck(*, by: Actor, technician_id: UUID, on: date, now: datetime) -> UUID:
    """Keep track of a technician's truck and return its place's id; the one there is, if there is.

    Raises:
        CannotMove: nobody who works at one of their branches on this day.
    """
    technician = technician_of(by, technician_id, on=on)
    if technician is None:
        raise CannotMove("This technician isn't at one of your branches; look at the list anew.")
    known = {"sort": Place.Sort.TRUCK, "name": f"{technician.name}’s truck", "branch_id": technician.branch_id}
    return _opened(f"truck:{technician_id}", known | {"technician_id": technician_id}, by, now)


@transaction.atomic
def open_shelves(*, by: Actor, branch_id: UUID, now: datetime) -> UUID:
    """Keep track of a branch's parts room and return its place's id; the one there is, if there is.

    Raises:
        CannotMove: not one of their branches.
    """
    branch = branch_of(by, branch_id)
    if branch is None:
        raise CannotMove("This isn't one of your branches; choose another one.")
    known = {"sort": Place.Sort.BRANCH, "name": f"{branch.name} parts room", "branch_id": branch_id}
    return _opened(f"branch:{branch_id}", known, by, now)


def _opened(ref: str, known: dict[str, Any], by: Actor, now: datetime) -> UUID:
    # One that came in a file has a number of its own.
    whose = {name: known[name] for name in ("sort", "branch_id", "technician_id") if name in known}
    brought = Place.objects.of(by.tenant_id).filter(**whose, closed_on__isnull=True).order_by("id").first()
    if brought is not None:
        return brought.id
    # Two who open it at once get the same one: its number says whose it is.
    place, is_new = Place.objects.get_or_create(tenant_id=by.tenant_id, ref=ref, defaults=known)
    if is_new:
        record_change(place, by=by, at=now, verb="place opened", became=facts_of(place))
    return place.id
