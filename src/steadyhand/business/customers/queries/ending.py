"""Whose lease or contract ends soon, and what have they said they want?"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

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
    """Return contracts and leases that end from a day until another, the next one first. Three queries."""
    contracts = Contract.objects.visible_to(by)
    # Each in the order of its index, so that a large dealership's contracts of the whole year aren't read for the first
    # hundred; whatever is among the first of both is among the first of one.
    rows: dict[UUID, list[Any]] = {}
    for name in ("ends_on", "lease_ends_on"):
        ending = contracts.filter(**{f"{name}__gte": since, f"{name}__lt": until}).order_by(name, "id")
        rows |= {row_id: shown for row_id, *shown in ending.values_list("id", *_SHOWN)[:most]}

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
        for customer_id, customer, contract, kind, ends_on, lease_ends_on, lessor in rows.values()
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
