"""Who is on the phone, and about what? Finds customers, sites, people, machines and calls by whatever was typed."""

from steadyhand.business.calls.queries.finding import calls_numbered
from steadyhand.business.customers.finding import CONTACT, CUSTOMER, SITE, CallerFound
from steadyhand.business.customers.queries import finding as customers
from steadyhand.business.dealership.queries import the_dealership
from steadyhand.business.machines import record as machines
from steadyhand.business.machines.finding import MACHINE
from steadyhand.shared.actor import Actor
from steadyhand.shared.lookup import find

__all__ = ["CallerFound", "find_caller"]

# Of equally direct hits: who calls comes before where they are and what stands there.
ORDER = ("call", "customer", "machine", "site", "contact")


def find_caller(*, by: Actor, typed: str, most: int = 12) -> list[CallerFound]:
    """Return what the typed text may mean among what the actor may see, whole words before beginnings.

    At most eight queries however much is found; measured in docs/benchmarks.md, "Finding".
    """
    if by.branch_ids is not None and not by.branch_ids:
        return []  # somebody without any branch sees none of its rows
    country = the_dealership(by.tenant_id).country
    seen_by = None if by.branch_ids is None else customers.keys_seen_by(by)
    hits = find(tenant_id=by.tenant_id, typed=typed, country=country, most=most, seen_by=seen_by)
    ids = {kind: [hit.id for hit in hits if hit.kind == kind] for kind in (CUSTOMER, SITE, CONTACT, MACHINE)}
    found = [
        *customers.customers_found(by, ids[CUSTOMER], country=country),
        *customers.sites_found(by, ids[SITE]),
        *customers.contacts_found(by, ids[CONTACT], country=country),
        *machines.machines_found(by, ids[MACHINE]),
        *calls_numbered(by, typed, most=most),
    ]
    distances = {hit.id: hit.distance for hit in hits}
    number = typed.strip().removeprefix("#").casefold()

    def how_direct(row: CallerFound) -> tuple[int, int, str]:
        is_whole_number = row.kind == "call" and row.title.casefold() == f"call {number}"
        distance = distances.get(row.id, 0 if is_whole_number else 1)
        return distance, ORDER.index(row.kind), row.title.casefold()

    return sorted(found, key=how_direct)[:most]
