"""A customer said what they want for their own business."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.customers.models import Customer, Goal
from steadyhand.business.customers.refs import free_ref
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import facts_of, record_change


@transaction.atomic
def note_goal(*, by: Actor, customer_id: UUID, words: str, said_by: str, said_on: date, now: datetime) -> UUID:
    """Keep a goal in the customer's own words and return its id.

    Raises:
        CannotKeep: not a customer of theirs.
    """
    customer = Customer.objects.visible_to(by).filter(id=customer_id).first()
    if customer is None:
        raise CannotKeep("This customer isn't one of your branches' customers; look it up anew.")
    goal = Goal.objects.create(
        tenant_id=by.tenant_id,
        customer=customer,
        ref=free_ref(Goal, by.tenant_id, prefix="G"),
        words=words,
        said_by=said_by,
        said_on=said_on,
    )
    record_change(goal, by=by, at=now, verb="goal noted", became=facts_of(goal))
    return goal.id
