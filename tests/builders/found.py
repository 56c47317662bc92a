"""Rows under the words by which people find them, as the actions that write them would leave them."""

from typing import Any

from steadyhand.business.customers.finding import (
    CONTACT,
    CUSTOMER,
    SITE,
    keys_of_contact,
    keys_of_customer,
    keys_of_site,
)
from steadyhand.business.customers.models import Contact, Customer, Site
from steadyhand.business.machines.finding import MACHINE, keys_of_machine
from steadyhand.business.machines.models import Machine
from steadyhand.shared.lookup import remember


def findable(*rows: Any) -> None:
    """Write the finding keys of these rows."""
    for row in rows:
        kind, keys = _keys_of(row)
        home_id = row.id if kind == CUSTOMER else row.customer_id
        remember(tenant_id=row.tenant_id, target_kind=kind, target_id=row.id, home_id=home_id, keys=keys)


def _keys_of(row: Any) -> tuple[str, list[str]]:
    if isinstance(row, Customer):
        return CUSTOMER, keys_of_customer(name=row.name, ref=row.ref, phone=row.phone, country="US")
    if isinstance(row, Site):
        return SITE, keys_of_site(street=row.street, city=row.city, name=row.name, postcode=row.postcode)
    if isinstance(row, Contact):
        return CONTACT, keys_of_contact(name=row.name, phone=row.phone, mobile=row.mobile)
    assert isinstance(row, Machine)
    return MACHINE, keys_of_machine(serial=row.serial, asset_tag=row.asset_tag, ref=row.ref)
