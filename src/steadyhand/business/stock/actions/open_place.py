"""A truck or a branch's shelves are kept track of from now on."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.dealership.models import Branch
from steadyhand.business.people.models import Technician
from steadyhand.business.stock.ledger.rules import CannotMove
from steadyhand.business.stock.models import Place
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import facts_of, record_change


@transaction.atomic
def open_truck(*, by: Actor, technician_id: UUID, now: datetime) -> UUID:
    """Keep track of a technician's truck and return its place's id; the one there is, if there is.

    Raises:
        CannotMove: a technician who isn't at one of their branches.
    """
    technician = Technician.objects.visible_to(by).select_for_update(of=("self",)).filter(id=technician_id).first()
    if technician is None:
        raise CannotMove("This technician isn't at one of your branches; look at the list anew.")
    known = Place.objects.of(by.tenant_id).filter(technician_id=technician_id).first()
    if known is not None:
        return known.id
    return _opened(
        Place(
            tenant_id=by.tenant_id,
            ref=f"truck:{technician.ref}",
            sort=Place.Sort.TRUCK,
            name=f"{technician.name}’s truck",
            branch_id=technician.branch_id,
            technician=technician,
        ),
        by,
        now,
    )


@transaction.atomic
def open_shelves(*, by: Actor, branch_id: UUID, now: datetime) -> UUID:
    """Keep track of a branch's shelves and return their place's id; the one there is, if there is.

    Raises:
        CannotMove: not one of their branches.
    """
    branch = Branch.objects.of(by.tenant_id).select_for_update(of=("self",)).filter(id=branch_id).first()
    if branch is None or not by.can_see_branch(branch_id):
        raise CannotMove("This isn't one of your branches; choose another one.")
    known = Place.objects.of(by.tenant_id).filter(branch_id=branch_id, sort=Place.Sort.BRANCH).first()
    if known is not None:
        return known.id
    return _opened(
        Place(
            tenant_id=by.tenant_id,
            ref=f"branch:{branch.code}",
            sort=Place.Sort.BRANCH,
            name=f"{branch.name} parts room",
            branch=branch,
        ),
        by,
        now,
    )


def _opened(place: Place, by: Actor, now: datetime) -> UUID:
    place.save(force_insert=True)
    record_change(place, by=by, at=now, verb="place opened", became=facts_of(place))
    return place.id
