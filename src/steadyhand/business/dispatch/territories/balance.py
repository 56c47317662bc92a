"""How do an assignment and another compare? Minutes, drive and customers each, who moves, and how even it is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from steadyhand.business.dispatch.territories.designing import Design
from steadyhand.business.dispatch.territories.reckoning import NOBODY, Reckoning


@dataclass(frozen=True, slots=True)
class Share:
    """What one technician has, in minutes a month; `of_minutes` is work and drive over what they have time for."""

    customers: int
    work_minutes: float
    drive_minutes: float
    of_minutes: float

    @property
    def load_minutes(self) -> float:
        return self.work_minutes + self.drive_minutes


@dataclass(frozen=True, slots=True)
class Move:
    """A customer that somebody else would be answerable for; `drive_minutes` is how much more is driven for it."""

    customer: str
    before: str
    after: str
    drive_minutes: float
    work_minutes: float


@dataclass(frozen=True, slots=True)
class Balance:
    """An assignment by technician, in the region's order; `spread` is the fullest's share less the emptiest's."""

    shares: tuple[Share, ...]
    cost_minutes: float

    @property
    def drive_minutes(self) -> float:
        return sum(share.drive_minutes for share in self.shares)

    @property
    def spread(self) -> float:
        loads = [share.of_minutes for share in self.shares]
        return max(loads) - min(loads)


def balance_of(reckoning: Reckoning, assigned: NDArray[np.int64]) -> Balance:
    """Return what each technician has."""
    shares = []
    for column, minutes in enumerate(reckoning.minutes):
        mine = np.flatnonzero(assigned == column)
        work, drive = float(reckoning.work[mine].sum()), float(reckoning.drive[mine, column].sum())
        shares.append(Share(len(mine), work, drive, (work + drive) / float(minutes)))
    return Balance(tuple(shares), reckoning.cost(assigned))


def moves_of(design: Design) -> tuple[Move, ...]:
    """Return who would have somebody else, those who save most drive first; who had nobody comes last."""
    reckoning, region = design.reckoning, design.reckoning.region
    found = []
    for row, customer in enumerate(region.customers):
        old, new = int(reckoning.now[row]), int(design.assigned[row])
        if new in (NOBODY, old):
            continue
        before = region.technicians[old].key if old != NOBODY else ""
        more = float(reckoning.drive[row, new] - (reckoning.drive[row, old] if old != NOBODY else 0.0))
        found.append(Move(customer.key, before, region.technicians[new].key, more, customer.work_minutes))
    return tuple(sorted(found, key=lambda move: (not move.before, move.drive_minutes, move.customer)))


def unassigned_of(design: Design) -> tuple[tuple[str, str], ...]:
    """Return the customers whom nobody may serve, each with why in words."""
    region = design.reckoning.region
    found = []
    for row, customer in enumerate(region.customers):
        if design.assigned[row] != NOBODY:
            continue
        able = [who for who in region.technicians if customer.needs <= who.can]
        if not able:
            lacking = sorted(customer.needs - frozenset().union(*(who.can for who in region.technicians)))
            said = (
                f"nobody can {', '.join(lacking)}"
                if lacking
                else f"nobody can all of {', '.join(sorted(customer.needs))}"
            )
        else:
            said = "those who could are not among those whom this customer may be given to"
        found.append((customer.key, said))
    return tuple(found)
