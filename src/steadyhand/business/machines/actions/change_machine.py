"""What is known about a machine changes."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.customers.queries.record import place_of_customer
from steadyhand.business.machines.described import DescribedMachine
from steadyhand.business.machines.finding import MACHINE, keys_of_machine
from steadyhand.business.machines.models import Machine
from steadyhand.business.machines.standing import check_facts
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row
from steadyhand.shared.lookup import remember


@transaction.atomic
def change_machine(
    *,
    by: Actor,
    machine_id: UUID,
    facts: DescribedMachine,
    now: datetime,
    why: str = "",
    opened: Mapping[str, Any] | None = None,
) -> None:
    """Write what is different.

    Raises:
        ChangedMeanwhile: it isn't any more what it was when its form was opened.
        CannotKeep: not a machine of theirs, or facts that can't be true of it.
    """
    machine = Machine.objects.visible_to(by).select_for_update(of=("self",)).filter(id=machine_id).first()
    place = place_of_customer(by, machine.customer_id) if machine else None
    if machine is None or place is None:
        raise CannotKeep("This machine isn't at one of your branches' customers; look it up anew.")
    check_facts(by, facts, contract_ids=place.contract_ids, apart_from=machine.id)
    if change_row(machine, asdict(facts), by=by, at=now, verb="machine changed", why=why, opened=opened):
        keys = keys_of_machine(serial=machine.serial, asset_tag=machine.asset_tag, ref=machine.ref)
        remember(
            tenant_id=by.tenant_id, target_kind=MACHINE, target_id=machine.id, home_id=machine.customer_id, keys=keys
        )
