"""What speaks for and against each item of a call's family? A row of columns an item, for learning as for asking."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from steadyhand.business.stock.kits import weighing as column
from steadyhand.business.stock.kits.pooling import Pooled
from steadyhand.business.stock.kits.record import Floats, Ints
from steadyhand.business.stock.kits.signs import AFTER, CODE, ERROR, WORD, WORN
from steadyhand.business.stock.kits.wear import Wear
from steadyhand.business.stock.kits.weighing import logit

# A code that lifts nothing as far as this (the logarithm) says so little that the words stand alone.
SAYS_LITTLE = 0.7


@dataclass(frozen=True, slots=True)
class Asked:
    """A call as the columns need it. `shares` of life and `tables` stand in the order of the family's items."""

    model: str
    sort: int
    signs: Sequence[str]
    shares: Floats | None = None
    tables: Ints | None = None


def columns_of(pooled: Pooled, family: str, asked: Asked, wear: Wear | None, steps: Ints | None) -> Floats:
    """Return the columns of a call, one row an item of its family."""
    size = len(pooled.counts.families[family].items)
    found = np.zeros((size, column.COLUMNS))
    found[:, column.BASE] = logit(pooled.rates(family, asked.model, asked.sort))
    best_for = np.zeros(size)
    best_against = np.zeros(size)
    is_coded = False
    for sign in asked.signs:
        sort = sign.partition(":")[0]
        lift = pooled.lift(family, sign)
        if sort == CODE:
            found[:, column.CODE] = lift
            is_coded = size > 0 and float(lift.max()) > SAYS_LITTLE
        elif sort == ERROR:
            strongest = np.abs(lift) > np.abs(found[:, column.ERROR])
            found[strongest, column.ERROR] = lift[strongest]
        elif sort == WORD:
            np.maximum(best_for, lift, out=best_for)
            np.minimum(best_against, lift, out=best_against)
        elif sort == AFTER:
            found[:, column.AFTER] = lift
        elif sort == WORN:
            strongest = np.abs(lift) > np.abs(found[:, column.WORN])
            found[strongest, column.WORN] = lift[strongest]
    found[:, column.WORD_FOR if is_coded else column.LONE_FOR] = best_for
    found[:, column.WORD_AGAINST if is_coded else column.LONE_AGAINST] = best_against
    if wear is not None and steps is not None and asked.tables is not None:
        kinds = tuple(pooled.counts.overall.kinds[kind] for kind in pooled.counts.families[family].kinds)
        lifts = wear.of_kinds(kinds)[np.arange(size), asked.tables, steps] * (steps >= 0)
        found[:, column.WEAR] = np.where(asked.tables == 0, lifts, 0.0)
        found[:, column.WEAR_BOUND] = np.where(asked.tables == 0, 0.0, lifts)
    return found
