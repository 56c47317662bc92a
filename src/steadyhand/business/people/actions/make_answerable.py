"""Somebody becomes answerable for a customer; who was before stays written down."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.people.customers import lock_customer
from steadyhand.business.people.described import CannotBeSo
from steadyhand.business.people.models import Answerable, Technician
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import facts_of, record_change


@transaction.atomic
def make_answerable(
    *, by: Actor, customer_id: UUID, technician_id: UUID | None, since_on: date, now: datetime, why: str = ""
) -> UUID | None:
    """Make a technician, or nobody, answerable from a day on and return the new row's id; None if it is so already.

    Raises:
        CannotBeSo: a customer or technician that isn't theirs, somebody who has left, or a day before the last change.
    """
    lock_customer(by, customer_id)
    technician = None
    if technician_id is not None:
        technician = Technician.objects.visible_to(by).filter(id=technician_id).first()
        if technician is None:
            raise CannotBeSo("This technician isn't at one of your branches; look at the list anew.")
        if technician.left_on and technician.left_on <= since_on:
            raise CannotBeSo(f"{technician.name} works here no more from {technician.left_on}; choose somebody else.")
    last = Answerable.objects.of(by.tenant_id).filter(customer_id=customer_id).order_by("-since_on").first()
    if (last.technician_id if last else None) == technician_id:
        return None
    if last is not None and last.since_on >= since_on:
        raise CannotBeSo(f"Since {last.since_on} it is {last.technician or 'nobody'}; choose a later day.")
    row = Answerable(tenant_id=by.tenant_id, customer_id=customer_id, technician_id=technician_id, since_on=since_on)
    row.ref = str(row.id)
    row.save(force_insert=True)
    record_change(row, by=by, at=now, verb="answerable", why=why, became=facts_of(row))
    return row.id
