"""Which customers should be whose? A linear programme says what could be at best; whole customers come close to it."""

from dataclasses import dataclass
from time import process_time

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array, hstack, vstack

from steadyhand.business.dispatch.territories.reckoning import NOBODY, Reckoning
from steadyhand.business.dispatch.territories.region import BadRegion, Region

# Above so many pairs each customer is looked at with the nearest technicians only, and whoever they have now.
_MOST_PAIRS, _NEAREST = 200_000, 15
_ALMOST = 1e-6


@dataclass(frozen=True, eq=False)
class Design:
    """Whose each customer would be (a column, or NOBODY), and the least that any assignment could cost."""

    reckoning: Reckoning
    assigned: NDArray[np.int64]
    least_minutes: float
    # Only the nearest were looked at; a far technician might do better, if hardly.
    is_of_nearest: bool

    @property
    def cost_minutes(self) -> float:
        return self.reckoning.cost(self.assigned)

    @property
    def gap(self) -> float:
        """Return by which share it might be better at most."""
        return max(0.0, 1 - self.least_minutes / self.cost_minutes) if self.cost_minutes > 0 else 0.0


@dataclass(frozen=True, eq=False)
class _Programme:
    """Minimise c·x with one technician a customer; the last columns are the even load and how far each is beyond it."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    cost: NDArray[np.float64]
    equal: csr_array
    equal_to: NDArray[np.float64]
    at_most: csr_array


def design(region: Region, *, seconds: float = 10.0) -> Design:
    """Return the best assignment found in about so many seconds of processor time; whom nobody may serve has nobody.

    Raises:
        BadRegion: the solver has no answer, which only numbers beyond all measure can cause.
    """
    until = process_time() + seconds
    reckoning = Reckoning(region)
    able = np.flatnonzero(reckoning.allowed.any(axis=1))
    assigned = np.full(len(region.customers), NOBODY, dtype=np.int64)
    if not len(able):
        return Design(reckoning, assigned, 0.0, is_of_nearest=False)
    pairs, is_of_nearest = _pairs(reckoning)
    programme = _programme(reckoning, pairs)
    shares, least = _solved(programme)
    best = np.zeros(reckoning.allowed.shape)
    best[programme.rows, programme.columns] = shares[: len(programme.rows)]
    assigned[able] = best[able].argmax(axis=1)
    assigned = _bettered(reckoning, assigned, pairs, until)
    # Nothing moved at all is a design, too, and a rounded one should not be worse.
    stay = _as_now(reckoning, assigned)
    if reckoning.cost(stay) <= reckoning.cost(assigned):
        assigned = _bettered(reckoning, stay, pairs, until)
    return Design(reckoning, assigned, least, is_of_nearest)


def _pairs(reckoning: Reckoning) -> tuple[NDArray[np.bool_], bool]:
    allowed = reckoning.allowed
    if allowed.sum() <= _MOST_PAIRS:
        return allowed, False
    drive = np.where(allowed, reckoning.drive, np.inf)
    near = np.argsort(drive, axis=1, kind="stable")[:, :_NEAREST]
    found = np.zeros_like(allowed)
    np.put_along_axis(found, near, values=True, axis=1)
    has = np.flatnonzero(reckoning.now != NOBODY)
    found[has, reckoning.now[has]] = True
    return found & allowed, True


def _programme(reckoning: Reckoning, pairs: NDArray[np.bool_]) -> _Programme:
    knobs, people = reckoning.region.knobs, len(reckoning.minutes)
    rows, columns = (each.astype(np.int64) for each in np.nonzero(pairs))
    count = len(rows)
    numbers = np.arange(count)
    load = reckoning.load[rows, columns]
    # One technician a customer.
    of_row = {int(row): number for number, row in enumerate(np.unique(rows))}
    once = csr_array((np.ones(count), ([of_row[int(row)] for row in rows], numbers)), shape=(len(of_row), count))
    none = csr_array((len(of_row), 1 + 2 * people))
    # The even share is the whole load over all minutes.
    share = csr_array(np.concatenate([load, [-reckoning.minutes.sum()], np.zeros(2 * people)])[None, :])
    by_technician = csr_array((load, (columns, numbers)), shape=(people, count))
    fair, each = reckoning.minutes[:, None], csr_array(np.eye(people))
    nothing = csr_array((people, people))
    over = hstack([by_technician, csr_array(-(1 + knobs.even_within) * fair), -each, nothing])
    under = hstack([-by_technician, csr_array((1 - knobs.even_within) * fair), nothing, -each])
    cost = np.concatenate(
        [reckoning.drive[rows, columns] + reckoning.moved[rows, columns], [0.0], np.full(2 * people, knobs.uneven)]
    )
    return _Programme(
        rows, columns, cost, csr_array(vstack([hstack([once, none]), share])),
        np.concatenate([np.ones(len(of_row)), [0.0]]), csr_array(vstack([over, under])),
    )  # fmt: skip


def _solved(programme: _Programme) -> tuple[NDArray[np.float64], float]:
    found = linprog(
        programme.cost,
        A_ub=programme.at_most,
        b_ub=np.zeros(programme.at_most.shape[0]),
        A_eq=programme.equal,
        b_eq=programme.equal_to,
        bounds=(0, None),
        method="highs",
    )
    if found.x is None:
        raise BadRegion(f"No assignment could be reckoned ({found.message}): look whether all minutes are sensible.")
    return np.asarray(found.x), float(found.fun)


def _as_now(reckoning: Reckoning, other: NDArray[np.int64]) -> NDArray[np.int64]:
    now = reckoning.now
    may = np.zeros(len(now), dtype=bool)
    has = np.flatnonzero(now != NOBODY)
    may[has] = reckoning.allowed[has, now[has]]
    return np.where(may, now, other)


def _bettered(
    reckoning: Reckoning, assigned: NDArray[np.int64], pairs: NDArray[np.bool_], until: float
) -> NDArray[np.int64]:
    """Return it with single customers moved, and two exchanged, for as long as that is cheaper."""
    search = _Search(reckoning, pairs, assigned.copy())
    rows = np.flatnonzero(assigned != NOBODY).tolist()
    is_better = True
    while is_better and process_time() < until:
        is_better = False
        for step in (search.moved, search.exchanged):
            for row in rows:
                is_better |= step(row)
                if process_time() >= until:
                    return search.assigned
    return search.assigned


class _Search:
    """An assignment that gets cheaper by single moves and exchanges; loads are kept beside it."""

    def __init__(self, reckoning: Reckoning, pairs: NDArray[np.bool_], assigned: NDArray[np.int64]) -> None:
        self.reckoning, self.assigned = reckoning, assigned
        self._loads = reckoning.loads(assigned)
        self._price = reckoning.drive + reckoning.moved
        self._columns = [np.flatnonzero(row) for row in pairs]
        self._pairs = pairs

    def moved(self, row: int) -> bool:
        """Give one customer to whoever is cheapest."""
        here, columns, load = int(self.assigned[row]), self._columns[row], self.reckoning.load[row]
        tried = np.repeat(self._loads[None, :], len(columns), axis=0)
        tried[:, here] -= load[here]
        tried[np.arange(len(columns)), columns] += load[columns]
        costs = self._price[row, columns] + self._uneven(tried)
        best = int(costs.argmin())
        if costs[best] >= self._price[row, here] + float(self._uneven(self._loads)) - _ALMOST:
            return False
        self.assigned[row], self._loads = columns[best], tried[best]
        return True

    def exchanged(self, row: int) -> bool:
        """Exchange a customer for whichever other one is cheapest."""
        mine, load, price = int(self.assigned[row]), self.reckoning.load, self._price
        best: tuple[float, int, NDArray[np.float64]] | None = None
        now = float(self._uneven(self._loads))
        for theirs in self._columns[row].tolist():
            others = np.flatnonzero((self.assigned == theirs) & self._pairs[:, mine])
            if theirs == mine or not len(others):
                continue
            tried = np.repeat(self._loads[None, :], len(others), axis=0)
            tried[:, mine] += load[others, mine] - load[row, mine]
            tried[:, theirs] += load[row, theirs] - load[others, theirs]
            more = price[row, theirs] - price[row, mine] + price[others, mine] - price[others, theirs]
            more += self._uneven(tried) - now
            least = int(more.argmin())
            if more[least] < (best[0] if best else -_ALMOST):
                best = (float(more[least]), int(others[least]), tried[least])
        if best is None:
            return False
        self.assigned[row], self.assigned[best[1]], self._loads = self.assigned[best[1]], mine, best[2]
        return True

    def _uneven(self, loads: NDArray[np.float64]) -> NDArray[np.float64]:
        return self.reckoning.region.knobs.uneven * self.reckoning.uneven(loads)
