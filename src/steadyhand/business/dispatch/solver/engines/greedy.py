"""The nearest technician who may, the most urgent first: what is done by hand, and here to compare with."""

import numpy as np

from steadyhand.business.dispatch.solver.engines.piece import Orders, Piece
from steadyhand.business.dispatch.solver.pricing import Pricing


def plan(piece: Piece) -> Orders:
    """Return each job at the end of the day of whoever is nearest by then, may do it, and can be there in time."""
    day = piece.day
    pricing = Pricing(day)
    orders: Orders = dict.fromkeys(piece.technicians, ())
    by_urgency = sorted(
        piece.jobs, key=lambda job: (-sum(day.undone[leg] for leg in job.legs), job.windows[:1], job.legs)
    )
    for job in by_urgency:
        able = [each for each in piece.technicians if day.allowed[each, list(job.legs)].all()]
        for technician in sorted(able, key=lambda each: (_away(piece, orders, each, job.legs[0]), each)):
            mine = _in_time_order(piece, (*orders[technician], *job.legs))
            if pricing.timed(technician, mine) is not None:
                orders[technician] = mine
                break
    return orders


def _away(piece: Piece, orders: Orders, technician: int, leg: int) -> int:
    day = piece.day
    here = [day.problem.technicians[technician].start, *(int(day.places[each]) for each in orders[technician])]
    return int(np.min(day.problem.travel_seconds[here, day.places[leg]]))


def _in_time_order(piece: Piece, legs: tuple[int, ...]) -> tuple[int, ...]:
    windows = {leg: job.windows[0] for job in piece.jobs for leg in job.legs if job.windows}
    return tuple(sorted(legs, key=lambda leg: (sum(windows.get(leg, (0, 0))), leg)))
