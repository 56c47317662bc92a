"""What is a set of levels worth: which share of calls finds everything that it needs aboard?

An *item* is one part on one truck. A *kind of call* needs certain units of certain items; its weight is the share of
all calls that are of its kind. A call is finished with what is aboard if every item that it needs is there in the
quantity needed, at whatever *moment* of the restocking cycle it comes: early in the cycle more is there than late.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from steadyhand.business.stock.levels.arrays import Flags, Floats, Whole, added


@dataclass(frozen=True, eq=False)
class Calls:
    """Kinds of calls that need the same number of items.

    `item` and `needs` have a row a kind and a column an item, no item twice in a row; `weight` is the share of calls.
    """

    item: Whole
    needs: Whole
    weight: Floats


@dataclass(frozen=True, eq=False)
class Limits:
    """What is limited: money, weight, volume, slots, of the fleet or of one truck.

    `use` has a table a kind of limit: what an item takes at each level (items × levels). `limit` says which limit an
    item counts towards (kinds × items), `most` how much that limit allows (limits), inf where nothing limits it.
    """

    use: Floats
    limit: Whole
    most: Floats

    @cached_property
    def most_for_one(self) -> int:
        """How many levels at most take as much as the first of them, as units that share a slot do."""
        most = 1
        for use in self.use:
            for item in use[(np.diff(use, axis=1) == 0).any(axis=1) & (use[:, -1] > 0)]:
                _, runs = np.unique(item[1:], return_counts=True)
                most = max(most, int(runs.max()))
        return most

    def used(self, levels: Whole) -> Floats:
        """Return what levels take of every limit."""
        taken = np.zeros(len(self.most))
        every = np.arange(len(levels))
        for use, limit in zip(self.use, self.limit, strict=True):
            taken += added(limit, use[every, levels], len(self.most))
        return taken

    def allow(self, levels: Whole) -> bool:
        """Say whether levels stay within every limit, but for rounding."""
        return bool((self.used(levels) <= self.most * (1 + 1e-12) + 1e-9).all())


@dataclass(frozen=True, eq=False)
class Problem:
    """Which levels may be chosen, what they do and what they take.

    `aboard` (items × levels × moments) is the chance that no more than so many units of an item are out, used earlier
    in the cycle, when a call comes; `moments` are the shares of calls that come at each. `calls` are grouped by how
    many items they need. `highest` is the greatest level of each item, at most the last of `aboard`.
    """

    aboard: Floats
    moments: Floats
    calls: Sequence[Calls]
    limits: Limits
    highest: Whole

    @property
    def items(self) -> int:
        return len(self.highest)

    @cached_property
    def most_needed(self) -> int:
        """The most units that one call needs of one item."""
        return max((int(group.needs.max()) for group in self.calls if group.needs.size), default=1)

    @cached_property
    def _rows(self) -> Floats:
        """`aboard` with zeros in front, a row a level of an item: less than nothing aboard is never enough."""
        return np.pad(self.aboard, ((0, 0), (self.most_needed, 0), (0, 0))).reshape(-1, len(self.moments))

    @cached_property
    def _first_rows(self) -> dict[int, Whole]:
        """Where in `_rows` what a call needs would be if nothing were aboard, by the group's identity."""
        width = self.aboard.shape[1] + self.most_needed
        return {id(group): group.item * width - group.needs + self.most_needed for group in self.calls}

    def chances(self, group: Calls, levels: Whole) -> Floats:
        """Return for each kind of call and its items the chance that enough is there (kinds × items × moments)."""
        there: Floats = np.take(self._rows, self._first_rows[id(group)] + levels[group.item], axis=0)
        return there

    def finished(self, levels: Whole) -> float:
        """Return the share of calls that find everything aboard, of the calls whose weights are given."""
        return float(
            sum(group.weight @ (self.chances(group, levels).prod(axis=1) @ self.moments) for group in self.calls)
        )

    def finished_of(self, group: Calls, levels: Whole) -> Floats:
        """Return the chance of each kind of call."""
        chance: Floats = self.chances(group, levels).prod(axis=1) @ self.moments
        return chance

    def change(self, levels: Whole, step: int) -> Floats:
        """Return for each item by how much the share of finished calls changes if it alone goes up by `step`.

        Levels beyond what an item may have count as the greatest, below nothing as nothing.
        """
        moved = np.clip(levels + step, 0, self.highest)
        change = np.zeros(self.items)
        for group, now, others in self._with_others(levels):
            more = self.chances(group, moved)
            more -= now
            more *= others
            worth = more @ self.moments
            worth *= group.weight[:, None]
            change += added(group.item, worth, self.items)
        return change

    def _with_others(self, levels: Whole) -> Iterator[tuple[Calls, Floats, Floats]]:
        """Yield each group with its items' chances, and with the product of the other items' chances."""
        for group in self.calls:
            now = self.chances(group, levels)
            yield group, now, product_of_others(now)

    @cached_property
    def is_needed(self) -> Flags:
        """Which items any call needs."""
        needed = np.zeros(self.items, dtype=bool)
        for group in self.calls:
            needed[group.item.ravel()] = True
        return needed


def product_of_others(chances: Floats) -> Floats:
    """Return for each item of each kind the product of the other items' chances (axis 1), without dividing."""
    columns = chances.shape[1]
    if columns == 2:  # noqa: PLR2004 - a pair: each has the other
        return chances[:, ::-1]
    others = np.ones_like(chances)
    for column in range(columns):
        for other in range(columns):
            if other != column:
                others[:, column] *= chances[:, other]
    return others


def grouped(kinds: Sequence[tuple[float, Sequence[tuple[int, int]]]]) -> tuple[Calls, ...]:
    """Return kinds of calls, each its weight and what it needs as (item, units), in groups of equally many items."""
    by_size: dict[int, list[tuple[float, Sequence[tuple[int, int]]]]] = {}
    for weight, needs in kinds:
        if needs:
            by_size.setdefault(len(needs), []).append((weight, needs))
    return tuple(
        Calls(
            np.array([[item for item, _ in needs] for _, needs in same], dtype=np.int64),
            np.array([[units for _, units in needs] for _, needs in same], dtype=np.int64),
            np.array([weight for weight, _ in same]),
        )
        for _, same in sorted(by_size.items())
    )
