"""How does an address say which customer, site, machine and contact were chosen?"""

from uuid import UUID

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from steadyhand.business.machines.record import MachineLine, machine_card, machines_of
from steadyhand.flows.visit.find_caller import CallerFound
from steadyhand.shared.actor import Actor

# A customer with more is asked for the serial, which finds the one.
MOST_MACHINES = 12

_NAMES = ("customer", "site", "machine", "contact")


def chosen_ids(said: MultiValueDict[str, str]) -> dict[str, UUID | None]:
    """Return `customer_id`, `site_id`, `machine_id` and `contact_id`; what can't be read counts as not chosen."""
    return {f"{name}_id": uuid_or_none(said.get(name) or "") for name in _NAMES}


def machines_to_choose(by: Actor, customer_id: UUID) -> list[MachineLine]:
    """Return what stands at a customer, to choose which one it is about."""
    return [line for line in machines_of(by, customer_id) if not line.is_removed][:MOST_MACHINES]


def only_machine(by: Actor, *, customer_id: UUID | None, site_id: UUID | None) -> UUID | None:
    """Return the machine of a customer who has just one, unless it stands at another site than the one chosen."""
    if customer_id is None:
        return None
    standing = machines_to_choose(by, customer_id)
    if len(standing) != 1:
        return None
    card = machine_card(by, standing[0].id) if site_id else None
    return standing[0].id if card is None or card.site_id == site_id else None


def chosen_of_found(by: Actor, one: CallerFound) -> dict[str, UUID | None]:
    """Return what choosing this line would choose: `customer_id`, `site_id` and `machine_id`."""
    machine_id = one.machine_id or only_machine(by, customer_id=one.customer_id, site_id=one.site_id)
    return {"customer_id": one.customer_id, "site_id": one.site_id, "machine_id": machine_id}


def said_of(one: CallerFound) -> str:
    """Return the part of an address that chooses this."""
    chosen = QueryDict(mutable=True)
    ids = {"customer": one.customer_id, "site": one.site_id, "machine": one.machine_id, "contact": one.contact_id}
    chosen.update({name: str(row_id) for name, row_id in ids.items() if row_id})
    return chosen.urlencode()


def uuid_or_none(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
