"""What is known about an account changes."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from steadyhand.business.customers.described import CannotKeep, DescribedCustomer
from steadyhand.business.customers.finding import CUSTOMER, keys_of_customer
from steadyhand.business.customers.models import Customer
from steadyhand.business.customers.refs import unless_taken
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row
from steadyhand.shared.lookup import remember


@transaction.atomic
def change_customer(
    *,
    by: Actor,
    customer_id: UUID,
    facts: DescribedCustomer,
    country: str,
    now: datetime,
    why: str = "",
    opened: Mapping[str, Any] | None = None,
) -> None:
    """Write what is different; an empty number leaves the number as it is. `country` is the dealership's.

    Raises:
        ChangedMeanwhile: it isn't any more what it was when its form was opened.
        CannotKeep: not a customer of theirs, a branch that isn't theirs, or a number that is taken.
    """
    customer = Customer.objects.visible_to(by).select_for_update().filter(id=customer_id).first()
    if customer is None:
        raise CannotKeep("This customer isn't one of your branches' customers; look it up anew.")
    if not by.can_see_branch(facts.branch_id):
        raise CannotKeep("You can move a customer to your own branches only; choose one of them.")
    new = asdict(facts) | {"ref": facts.ref or customer.ref}
    if taken := Customer.objects.of(by.tenant_id).filter(ref=new["ref"]).exclude(id=customer.id).first():
        raise CannotKeep(f"Customer number {facts.ref} is taken by {taken.name}; choose another.")
    with unless_taken(f"Customer number {new['ref']}"):
        is_changed = change_row(customer, new, by=by, at=now, verb="customer changed", why=why, opened=opened)
    if is_changed:
        keys = keys_of_customer(name=customer.name, ref=customer.ref, phone=customer.phone, country=country)
        remember(tenant_id=by.tenant_id, target_kind=CUSTOMER, target_id=customer.id, home_id=customer.id, keys=keys)
