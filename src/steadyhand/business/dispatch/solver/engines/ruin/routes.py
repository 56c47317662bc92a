"""One technician's day as stretches that can be joined at once, and every gap in which a stop may be put.

A stretch is (length, earliest start, latest start, drive): begun between the two it takes its length, begun sooner
somebody waits. Joining two is Vidal and others' (C&OR 40(1), 2013), without their penalties: what can't be is None.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from steadyhand.business.dispatch.solver.engines.ruin.facts import Facts

Stretch = tuple[float, float, float, float]
# In an order of stops, the store.
STORE = -1
# So many prices of legs in routes are remembered, some 16 bytes each.
_MOST_KNOWN = 3_000_000


@dataclass(slots=True, eq=False)
class Route:
    """A technician's stops and the store; what it costs, and how it is up to each stop."""

    technician: int
    stops: tuple[int, ...]
    cost: float
    length: float
    drive: float
    # Up to each gap: the stretch, and the place at its end.
    heads: list[tuple[Stretch, int]]
    # By leg what it costs more in the cheapest gap, and which that is; once somebody asked.
    prices: tuple[NDArray[np.float64], NDArray[np.int64]] | None = None
    # For each gap: where the store goes (None: nowhere new) and where the stop goes, in `stops` as they are.
    ways: list[tuple[int | None, int]] = field(default_factory=list)


def joined(one: Stretch, other: Stretch, drive: float) -> Stretch | None:
    """Return two stretches as one, or None where the other would begin too late."""
    length = one[0] + drive
    if one[1] + length > other[2]:
        return None
    opens = other[1] - length
    wait = opens - one[2]
    if wait > 0:
        return (length + wait + other[0], one[2], one[2], one[3] + drive + other[3])
    return (
        length + other[0],
        max(opens, one[1]),
        min(other[2] - length, one[2]),
        one[3] + drive + other[3],
    )


class Routes:
    """Makes routes, and remembers them."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._known: dict[tuple[int, tuple[int, ...]], Route | None] = {}
        self._places: list[int] = facts.places.tolist()
        self._work: list[list[float]] = facts.work.tolist()
        self._extra: list[list[float]] = facts.extra.tolist()
        self._opens: list[float] = facts.opens.tolist()
        self._closes: list[float] = facts.closes.tolist()

    def with_best_store(self, technician: int, stops: tuple[int, ...]) -> Route | None:
        """Return the cheapest route with these stops in this order, by the store only if that is needed."""
        legs = tuple(stop for stop in stops if stop != STORE)
        facts = self._facts
        left = facts.has[technician].copy()
        for number, leg in enumerate(legs):
            left = left - facts.takes[leg]
            if (left < 0).any():
                if facts.stores[technician] is None:
                    return None
                ways = (self.of(technician, (*legs[:at], STORE, *legs[at:])) for at in range(number + 1))
                return min((way for way in ways if way is not None), key=lambda way: way.cost, default=None)
        return self.of(technician, legs)

    def of(self, technician: int, stops: tuple[int, ...]) -> Route | None:
        """Return the route with these stops, or None where its times can't be."""
        key = (technician, stops)
        if key not in self._known:
            if len(self._known) * len(self._places) > _MOST_KNOWN:
                self._known.clear()
            self._known[key] = self._made(technician, stops)
        return self._known[key]

    def _node(self, technician: int, stop: int) -> tuple[int, Stretch]:
        if stop == STORE:
            return self._facts.stores[technician] or 0, (0.0, -1e12, 1e12, 0.0)
        work = self._work[technician][stop]
        return self._places[stop], (work, self._opens[stop], self._closes[stop], 0.0)

    def _made(self, technician: int, stops: tuple[int, ...]) -> Route | None:
        facts, travel = self._facts, self._facts.travel_rows
        opens, closes = facts.shifts[technician]
        outer: Stretch = (0.0, opens, closes, 0.0)
        head, here = outer, facts.starts[technician]
        heads: list[tuple[Stretch, int]] = [(head, here)]
        for stop in stops:
            place, stretch = self._node(technician, stop)
            more = joined(head, stretch, travel[here][place])
            if more is None:
                return None
            head, here = more, place
            heads.append((head, here))
        whole = joined(head, outer, travel[here][facts.ends[technician]])
        if whole is None or whole[0] > facts.longest[technician]:
            return None
        length, drive = (whole[0], whole[3]) if stops else (0.0, 0.0)
        work, extra = self._work[technician], self._extra[technician]
        legs = [stop for stop in stops if stop != STORE]
        cost = facts.drive * drive + facts.waiting * (length - drive - sum(work[leg] for leg in legs))
        return Route(technician, stops, cost + sum(extra[leg] for leg in legs), length, drive, heads)

    def left(self, route: Route) -> NDArray[np.int64]:
        """Return what is left on the truck up to the store, or the day's end."""
        stops, has = route.stops, self._facts.has[route.technician]
        before = list(stops[: stops.index(STORE)] if STORE in stops else stops)
        return np.asarray(has - self._facts.takes[before].sum(axis=0), dtype=np.int64) if before else has

    def gaps(self, route: Route) -> NDArray[np.float64]:
        """Return a row for each gap, and for each with the store before it where there is none; `ways` tells which.

        A row is the stretch up to the gap and its place, the stretch from it on and its place, and 1 behind the store.
        """
        nodes = [self._node(route.technician, stop) for stop in route.stops]
        tails = self._tails(route.technician, nodes)
        store_at = route.stops.index(STORE) if STORE in route.stops else None
        route.ways = [(None, number) for number in range(len(tails))]
        rows: list[tuple[float, ...]] = [
            (*head[0], head[1], *tail[0], tail[1], float(store_at is not None and number > store_at))
            for number, (head, tail) in enumerate(zip(route.heads, tails, strict=True))
        ]
        if store_at is None and self._facts.stores[route.technician] is not None:
            self._add_gaps_by_store(route, nodes, tails, rows)
        return np.array(rows)

    def _tails(self, technician: int, nodes: list[tuple[int, Stretch]]) -> list[tuple[Stretch, int]]:
        opens, closes = self._facts.shifts[technician]
        tails: list[tuple[Stretch, int]] = [((0.0, opens, closes, 0.0), self._facts.ends[technician])]
        for place, stretch in reversed(nodes):
            after, there = tails[-1]
            # The whole day can be, and so can its end.
            tails.append((joined(stretch, after, self._facts.travel_rows[place][there]) or stretch, place))
        return tails[::-1]

    def _add_gaps_by_store(
        self, route: Route, nodes: list[tuple[int, Stretch]], tails: list[tuple[Stretch, int]],
        rows: list[tuple[float, ...]],
    ) -> None:  # fmt: skip
        travel = self._facts.travel_rows
        store, stretch = self._node(route.technician, STORE)
        for number, (head, place) in enumerate(route.heads):
            by_store, here = joined(head, stretch, travel[place][store]), store
            for after in range(number, len(tails)):
                if by_store is None:
                    break
                tail, there = tails[after]
                # Where not even the rest is in time any more, nothing fits in between.
                if by_store[0] + by_store[1] + travel[here][there] <= tail[2]:
                    rows.append((*by_store, here, *tail, there, 1.0))
                    route.ways.append((number, after))
                if after < len(nodes):
                    there, more = nodes[after]
                    by_store, here = joined(by_store, more, travel[here][there]), there
