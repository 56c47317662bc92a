"""A machine stands somewhere else now."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from steadyhand.business.customers.described import CannotKeep
from steadyhand.business.customers.queries.record import place_of_customer
from steadyhand.business.machines.finding import MACHINE, keys_of_machine
from steadyhand.business.machines.models import Machine
from steadyhand.shared.actor import Actor
from steadyhand.shared.changing import change_row
from steadyhand.shared.lookup import remember


@transaction.atomic
def move_machine(
    *,
    by: Actor,
    machine_id: UUID,
    customer_id: UUID,
    site_id: UUID | None,
    stands_where: str,
    now: datetime,
    why: str = "",
    opened: Mapping[str, Any] | None = None,
) -> None:
    """Move a machine to another place, or to another customer: it then leaves its contract behind.

    Raises:
        ChangedMeanwhile: it isn't any more what it was when its form was opened.
        CannotKeep: not a machine or a customer of theirs, or a site of another customer.
    """
    machine = Machine.objects.visible_to(by).select_for_update(of=("self",)).filter(id=machine_id).first()
    if machine is None:
        raise CannotKeep("This machine isn't at one of your branches' customers; look it up anew.")
    place = place_of_customer(by, customer_id)
    if place is None:
        raise CannotKeep("The new customer isn't one of your branches' customers; look it up anew.")
    if site_id and site_id not in place.site_ids:
        raise CannotKeep(f"The site isn't one of {place.name}'s sites; choose one of them or none.")
    new: dict[str, UUID | str | None] = {
        "customer_id": customer_id,
        "site_id": site_id,
        "stands_where": stands_where,
    }
    if customer_id != machine.customer_id:
        new["contract_id"] = None
    if change_row(machine, new, by=by, at=now, verb="machine moved", why=why, opened=opened):
        keys = keys_of_machine(serial=machine.serial, asset_tag=machine.asset_tag, ref=machine.ref)
        remember(
            tenant_id=by.tenant_id, target_kind=MACHINE, target_id=machine.id, home_id=machine.customer_id, keys=keys
        )
