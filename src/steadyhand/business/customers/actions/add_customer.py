"""A new account is written down."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.customers.described import CannotKeep, DescribedCustomer
from steadyhand.business.customers.finding import CUSTOMER, keys_of_customer
from steadyhand.business.customers.models import Customer
from steadyhand.business.customers.refs import free_ref, unless_taken
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import facts_of, record_change
from steadyhand.shared.lookup import remember


@transaction.atomic
def add_customer(*, by: Actor, facts: DescribedCustomer, country: str, now: datetime) -> UUID:
    """Add an account and return its id. `country` is the dealership's, for reading phone numbers.

    Raises:
        CannotKeep: the branch isn't one of theirs, or the customer number is taken.
    """
    if not by.can_see_branch(facts.branch_id):
        raise CannotKeep("You can add customers to your own branches only; choose one of them.")
    ref = facts.ref or free_ref(Customer, by.tenant_id, prefix="C")
    if taken := Customer.objects.of(by.tenant_id).filter(ref=ref).first():
        raise CannotKeep(f"Customer number {ref} is taken by {taken.name}; leave it empty to get the next free one.")
    with unless_taken(f"Customer number {ref}"):
        customer = Customer.objects.create(tenant_id=by.tenant_id, **(asdict(facts) | {"ref": ref}))
    keys = keys_of_customer(name=customer.name, ref=ref, phone=customer.phone, country=country)
    remember(tenant_id=by.tenant_id, target_kind=CUSTOMER, target_id=customer.id, home_id=customer.id, keys=keys)
    record_change(customer, by=by, at=now, verb="customer added", became=facts_of(customer))
    return customer.id
