"""How much is there of customers and their contracts? Up to a bound: nobody reads a large table to be told "many"."""

from dataclasses import dataclass

from steadyhand.business.customers.models import Contract, Customer
from steadyhand.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class CustomersCounted:
    """So many rows the actor sees, or one more than the bound where there are more."""

    customers: int
    contracts: int


def customers_counted(by: Actor, *, most: int) -> CustomersCounted:
    """Return how many there are, counting no further than one past `most`. Two queries."""
    customers, contracts = (rows.objects.visible_to(by)[: most + 1].count() for rows in (Customer, Contract))
    return CustomersCounted(customers, contracts)
