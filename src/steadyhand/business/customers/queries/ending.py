"""Whose lease or contract ends soon, and what have they said they want?"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from steadyhand.business.customers.models import Contract, Goal
from steadyhand.shared.actor import Actor

MOST = 100


@dataclass(frozen=True, slots=True)
class Ending:
    """A contract that ends, or whose lease does, and the customer's open goals."""

    customer_id: UUID
    customer: str
    contract: str
    kind: str
    # Each None where it doesn't end within the time asked for.
    ends_on: date | None
    lease_ends_on: date | None
    lessor: str
    # Each as (words, who said so, on which day).
    goals: tuple[tuple[str, str, date], ...]

    @property
    def first_on(self) -> date:
        return min(on for on in (self.ends_on, self.lease_ends_on) if on)


def contracts_ending(by: Actor, *, since: date, until: date, most: int = MOST) -> tuple[Ending, ...]:
    """Return contracts and leases that end from a day until another, the next one first. Two queries."""
    ends = Q(ends_on__gte=since, ends_on__lt=until)
    lease_ends = Q(lease_ends_on__gte=since, lease_ends_on__lt=until)
    found = list(Contract.objects.visible_to(by).filter(ends | lease_ends).select_related("customer"))
    goals: dict[UUID, list[tuple[str, str, date]]] = defaultdict(list)
    wanted = Goal.objects.visible_to(by).filter(
        customer_id__in={contract.customer_id for contract in found}, is_reached=False
    )
    for goal in wanted.order_by("-said_on", "id"):
        goals[goal.customer_id].append((goal.words, goal.said_by, goal.said_on))

    def within(on: date | None) -> date | None:
        return on if on and since <= on < until else None

    endings = [
        Ending(
            customer_id=contract.customer_id,
            customer=contract.customer.name,
            contract=contract.ref,
            kind=contract.kind,
            ends_on=within(contract.ends_on),
            lease_ends_on=within(contract.lease_ends_on),
            lessor=contract.lessor,
            goals=tuple(goals[contract.customer_id]),
        )
        for contract in found
    ]
    return tuple(sorted(endings, key=lambda ending: (ending.first_on, ending.customer))[:most])
