"""A technician isn't to be sent to a customer, or only they are: with the reason, for the inside alone."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.people.customers import lock_customer
from steadyhand.business.people.described import CannotBeSo
from steadyhand.business.people.models import Technician, Wish
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import facts_of, record_change


@transaction.atomic
def note_wish(*, by: Actor, customer_id: UUID, technician_id: UUID, kind: str, why: str, now: datetime) -> UUID:
    """Keep the wish and return its id.

    Raises:
        CannotBeSo: a customer or technician that isn't theirs, no reason, or there is one about this technician.
    """
    lock_customer(by, customer_id)
    technician = Technician.objects.visible_to(by).filter(id=technician_id).first()
    if technician is None:
        raise CannotBeSo("This technician isn't at one of your branches; look at the list anew.")
    if kind not in Wish.Kind.values:
        raise CannotBeSo(f"“{kind}” can't be wished; choose don't send, or send only.")
    if not (why := why.strip()):
        raise CannotBeSo("Why? Whoever plans the next visit has to know whether it still counts.")
    standing = Wish.objects.of(by.tenant_id).filter(customer_id=customer_id, ended_on__isnull=True)
    if known := standing.filter(technician=technician).first():
        raise CannotBeSo(f"It already says “{known}”; end that first.")
    wish = Wish(tenant_id=by.tenant_id, customer_id=customer_id, technician=technician, kind=kind, why=why)
    wish.ref = str(wish.id)
    wish.save(force_insert=True)
    record_change(wish, by=by, at=now, verb="wish noted", became=facts_of(wish))
    return wish.id


@transaction.atomic
def end_wish(*, by: Actor, wish_id: UUID, on: date, now: datetime) -> None:
    """Let a wish count no more from a day on; ended already, it stays as it was.

    Raises:
        CannotBeSo: not a wish of one of their customers.
    """
    wish = Wish.objects.visible_to(by).select_for_update(of=("self",)).filter(id=wish_id).first()
    if wish is None:
        raise CannotBeSo("This isn't about one of your branches' customers; look the customer up anew.")
    if wish.ended_on is None:
        Wish.objects.filter(**wish.where()).update(ended_on=on)
        record_change(wish, by=by, at=now, verb="wish ended", was={"ended_on": None}, became={"ended_on": on})
