"""Which two go to a visit that takes two? Chosen before the solver, which only finds their moment."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from steadyhand.business.dispatch.solver import hard_rules
from steadyhand.business.dispatch.solver.problem import Technician, Visit, Window

# Stands for nobody in particular, so that nobody goes alone.
TWO_OF_US = "two of us"


def with_pairs(
    visits: Sequence[Visit],
    technicians: Sequence[Technician],
    numbers: Collection[str],
    travel: NDArray[np.int64],
    *,
    on: date,
    already: Mapping[str, tuple[str, ...]],
) -> tuple[list[Visit], dict[str, str]]:
    """Return the visits with two technicians for those that take two, and why the others have none.

    Whoever goes already, is pinned or usual comes first, then whoever starts nearest; the second needs only access.
    """
    found, refused = [], {}
    for visit in visits:
        if visit.key not in numbers:
            found.append(visit)
            continue
        paired = _paired(visit, technicians, travel, on, already.get(visit.key, ()))
        if isinstance(paired, str):
            refused[visit.key] = paired
            found.append(replace(visit, only=frozenset([TWO_OF_US]), fixed=None))
        else:
            found.append(paired)
    return found, refused


def _paired(
    visit: Visit, technicians: Sequence[Technician], travel: NDArray[np.int64], on: date, already: tuple[str, ...]
) -> Visit | str:
    alone = replace(visit, fixed=None)
    pinned = visit.fixed.technician if visit.fixed else ""

    def first(who: Technician) -> tuple[bool, bool, bool, int, str]:
        wanted = (who.key != pinned, who.key not in already[:1], who.key != visit.usual)
        return (*wanted, int(travel[who.start, visit.place]), who.key)

    able = [who for who in technicians if not hard_rules.refusals(who, alone, on)]
    if pinned:
        able = [who for who in able if who.key == pinned]
    if not able:
        return "nobody here that day could do it even alone"
    leads = min(able, key=first)

    def second(who: Technician) -> tuple[bool, int, str]:
        return (who.key not in already, int(travel[who.start, visit.place]), who.key)

    beside = [
        who
        for who in technicians
        if who.key != leads.key and not hard_rules.refusals(who, replace(alone, together=(leads.key, who.key)), on)
    ]
    if not beside:
        return f"only {hard_rules.called(leads)} could go that day"
    pair = (leads.key, min(beside, key=second).key)
    begins = visit.fixed.begins if visit.fixed else None
    if begins is None:
        return replace(alone, together=pair)
    # A pair has no technician to be fixed to; the moment it is pinned to is when the site lets them in.
    lasts = max(visit.work_seconds_by.get(key, visit.work_seconds) for key in pair)
    return replace(alone, together=pair, access=(Window(begins, begins + lasts),), promised=None)
