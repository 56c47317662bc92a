"""Who becomes answerable is taken back, while that is the latest word and hasn't begun before today."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.people.customers import lock_customer
from steadyhand.business.people.described import CannotBeSo
from steadyhand.business.people.models import Answerable
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import facts_of, record_change


@transaction.atomic
def take_back_answerable(*, by: Actor, answerable_id: UUID, today: date, now: datetime, why: str = "") -> None:
    """Take back that somebody becomes answerable; whoever was before is again. The history keeps both.

    Raises:
        CannotBeSo: it is no more, something later was decided, or it has begun before today.
    """
    row = Answerable.objects.visible_to(by).filter(id=answerable_id).select_related("customer", "technician").first()
    if row is None:
        raise CannotBeSo("This was taken back already; look at the customer anew.")
    lock_customer(by, row.customer_id)
    if row.since_on < today:
        who = row.technician or "Nobody"
        raise CannotBeSo(f"{who} answers for {row.customer} since {row.since_on}: choose on their page who does.")
    if Answerable.objects.of(by.tenant_id).filter(customer_id=row.customer_id, since_on__gt=row.since_on).exists():
        raise CannotBeSo(f"Something later was decided about {row.customer}; change it on their page.")
    facts = facts_of(row)
    if Answerable.objects.filter(**row.where()).delete()[0]:
        record_change(row, by=by, at=now, verb="answerable taken back", why=why, was=facts)
