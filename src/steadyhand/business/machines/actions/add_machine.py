"""A machine in the field is written down."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.customers.queries.record import place_of_customer
from steadyhand.business.customers.refs import free_ref, unless_taken
from steadyhand.business.machines.described import DescribedMachine
from steadyhand.business.machines.finding import MACHINE, keys_of_machine
from steadyhand.business.machines.models import Machine
from steadyhand.business.machines.standing import check_facts
from steadyhand.shared.actor import Actor
from steadyhand.shared.history import facts_of, record_change
from steadyhand.shared.lookup import remember


@transaction.atomic
def add_machine(
    *, by: Actor, customer_id: UUID, site_id: UUID | None, stands_where: str, facts: DescribedMachine, now: datetime
) -> UUID:
    """Add a machine to a customer and return its id. Without equipment number it is known by its serial.

    Raises:
        CannotKeep: not a customer of theirs, a site or contract of another one, or a serial that is already there.
    """
    place = place_of_customer(by, customer_id)
    if place is None:
        raise CannotKeep("This customer isn't one of your branches' customers; look it up anew.")
    if site_id and site_id not in place.site_ids:
        raise CannotKeep(f"The site isn't one of {place.name}'s sites; choose one of them or none.")
    check_facts(by, facts, contract_ids=place.contract_ids)
    ref = facts.serial if facts.serial and not _has_ref(by, facts.serial) else ""
    ref = ref or free_ref(Machine, by.tenant_id, prefix="E")
    with unless_taken(f"Equipment number {ref}"):
        machine = Machine.objects.create(
            tenant_id=by.tenant_id,
            ref=ref,
            customer_id=customer_id,
            site_id=site_id,
            stands_where=stands_where,
            **asdict(facts),
        )
    keys = keys_of_machine(serial=machine.serial, asset_tag=machine.asset_tag, ref=machine.ref)
    remember(tenant_id=by.tenant_id, target_kind=MACHINE, target_id=machine.id, home_id=machine.customer_id, keys=keys)
    record_change(machine, by=by, at=now, verb="machine added", became=facts_of(machine))
    return machine.id


def _has_ref(by: Actor, ref: str) -> bool:
    return Machine.objects.of(by.tenant_id).filter(ref=ref).exists()
