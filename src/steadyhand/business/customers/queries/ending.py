"""Whose lease or contract ends soon, and what have they said they want?"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Q

from steadyhand.business.customers.models import Contract, Goal
from steadyhand.shared.actor import Actor

MOST = 100
_SHOWN = ("customer_id", "customer__name", "ref", "kind", "ends_on", "lease_ends_on", "lessor")


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
    rows = Contract.objects.visible_to(by).filter(ends | lease_ends)

    def within(on: date | None) -> date | None:
        return on if on and since <= on < until else None

    endings = [
        Ending(
            customer_id=customer_id,
            customer=customer,
            contract=contract,
            kind=kind,
            ends_on=within(ends_on),
            lease_ends_on=within(lease_ends_on),
            lessor=lessor,
            goals=(),
        )
        for customer_id, customer, contract, kind, ends_on, lease_ends_on, lessor in rows.values_list(*_SHOWN)
    ]
    first = sorted(endings, key=lambda ending: (ending.first_on, ending.customer))[:most]
    goals = _open_goals(by, {ending.customer_id for ending in first})
    return tuple(replace(ending, goals=tuple(goals[ending.customer_id])) for ending in first)


def _open_goals(by: Actor, customers: Collection[UUID]) -> dict[UUID, list[tuple[str, str, date]]]:
    """Return what customers want, the latest first."""
    goals: dict[UUID, list[tuple[str, str, date]]] = defaultdict(list)
    wanted = Goal.objects.visible_to(by).filter(customer_id__in=customers, is_reached=False)
    shown = wanted.order_by("-said_on", "id").values_list("customer_id", "words", "said_by", "said_on")
    for customer_id, words, said_by, said_on in shown:
        goals[customer_id].append((words, said_by, said_on))
    return goals
