"""A contract is written down."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.customers.described import CannotKeep, DescribedContract
from steadyhand.business.customers.models import Contract, Customer
from steadyhand.business.customers.refs import free_ref, unless_taken
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import facts_of, record_change


@transaction.atomic
def add_contract(*, by: Actor, customer_id: UUID, number: str, facts: DescribedContract, now: datetime) -> UUID:
    """Add a contract to a customer and return its id. Without a number it gets the next free one.

    Raises:
        CannotKeep: not a customer of theirs, a number that is taken, or it would end before it starts.
    """
    customer = Customer.objects.visible_to(by).filter(id=customer_id).first()
    if customer is None:
        raise CannotKeep("This customer isn't one of your branches' customers; look it up anew.")
    if facts.starts_on and facts.ends_on and facts.ends_on < facts.starts_on:
        raise CannotKeep("The contract would end before it starts; look at both dates.")
    ref = number or free_ref(Contract, by.tenant_id, prefix="K")
    if Contract.objects.of(by.tenant_id).filter(ref=ref).exists():
        raise CannotKeep(f"Contract number {ref} is taken; leave it empty to get the next free one.")
    with unless_taken(f"Contract number {ref}"):
        contract = Contract.objects.create(tenant_id=by.tenant_id, customer=customer, ref=ref, **asdict(facts))
    record_change(contract, by=by, at=now, verb="contract added", became=facts_of(contract))
    return contract.id
