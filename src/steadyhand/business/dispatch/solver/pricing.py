"""What does an order of stops cost? The same costs as a finished plan's, without making one; remembered by route."""

from dataclasses import dataclass, field

from steadyhand.business.dispatch.solver import costs
from steadyhand.business.dispatch.solver.day import Day
from steadyhand.business.dispatch.solver.engines.piece import Orders
from steadyhand.business.dispatch.solver.timing import Timed, timed


@dataclass(eq=False)
class Pricing:
    """Prices routes of a day; overtime and lateness only where they were allowed for a leg."""

    day: Day
    may_be_late: frozenset[int] = frozenset()
    in_overtime: frozenset[int] = frozenset()
    _known: dict[object, tuple[float, Timed | None]] = field(default_factory=dict)

    def timed(self, technician: int, order: tuple[int, ...]) -> Timed | None:
        """Return the route's times, or None where it can't be."""
        return self._priced(technician, order)[1]

    def route(self, technician: int, order: tuple[int, ...]) -> float:
        """Return what a route costs in minutes; infinity where it can't be."""
        return self._priced(technician, order)[0]

    def total(self, orders: Orders) -> float:
        """Return all routes and what nobody does; what only a whole plan knows (fairness) is left out."""
        done = {leg for order in orders.values() for leg in order}
        left = sum(float(self.day.undone[leg]) for leg in range(len(self.day.legs)) if leg not in done)
        return left + sum(self.route(technician, order) for technician, order in orders.items())

    def allowing(self, *, late: frozenset[int] = frozenset(), overtime: frozenset[int] = frozenset()) -> "Pricing":
        """Return a pricing that lets these legs be late, or their technician work over."""
        return Pricing(self.day, self.may_be_late | late, self.in_overtime | overtime, self._known)

    def _priced(self, technician: int, order: tuple[int, ...]) -> tuple[float, Timed | None]:
        key: object = (technician, order)
        if self.may_be_late or self.in_overtime:
            late, is_over = self.may_be_late.intersection(order), not self.in_overtime.isdisjoint(order)
            key = (technician, order, late, is_over) if late or is_over else key
        if key not in self._known:
            self._known[key] = self._price(technician, order)
        return self._known[key]

    def _price(self, technician: int, order: tuple[int, ...]) -> tuple[float, Timed | None]:
        if not order:
            return 0.0, timed(self.day, technician, ())
        found = timed(
            self.day,
            technician,
            order,
            may_be_late=self.may_be_late,
            with_overtime=not self.in_overtime.isdisjoint(order),
        )
        if found is None:
            return float("inf"), None
        day, weights = self.day, self.day.problem.weights
        minutes = costs.drive(weights, found.drive) + costs.overtime(weights, found.overtime)
        minutes += float(day.extra[technician, list(order)].sum())
        if weights.waiting:
            minutes += costs.waiting(weights, found.waiting)
        for leg, (_, begins, _, _) in zip(order, found.stops, strict=True):
            visit = day.legs[leg].visit
            # What is true of few visits is asked first: this runs more often than anything else.
            is_timed = visit.told is not None or visit.respond_by is not None or visit.waits_from is not None
            if is_timed or leg in self.may_be_late:
                minutes += sum(of_stop(weights, visit, begins) for of_stop in costs.OF_A_STOP)
        return minutes, found
