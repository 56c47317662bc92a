"""How many times as often is a part used at a share of its life? Kinds lean on all wearing parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from steadyhand.business.stock.kits.machine import Surely
from steadyhand.business.stock.kits.record import Floats, Ints
from steadyhand.business.stock.kits.settings import SETTINGS
from steadyhand.business.stock.kits.shipped import shipped

# Shares of life at which the next step begins.
STEPS = np.array([0.0, 0.03, 0.08, 0.15, 0.25, 0.4, 0.55, 0.7, 0.85, 1.0, 1.15, 1.35, 1.6, 2.0, 3.0])
# A table of steps each: how far a part has run is known, is at least so much, is at most so much.
TABLES = len(Surely)
# It may have been put in since: ours.
AT_MOST_SAYS = 0.7
MIDDLES = np.concatenate([(STEPS[:-1] + STEPS[1:]) / 2, [3.5]])


@dataclass(frozen=True, slots=True)
class Wear:
    """Logarithms of lifts by table and step; of kinds in `kinds` their own."""

    overall: Floats
    kinds: Mapping[str, Floats]
    _rows: dict[tuple[str, ...], Floats] = field(default_factory=dict)

    def of_kinds(self, kinds: tuple[str, ...]) -> Floats:
        """Return for each kind, table and step the logarithm of its lift."""
        found = self._rows.get(kinds)
        if found is None:
            found = self._rows[kinds] = np.array([self.kinds.get(kind, self.overall) for kind in kinds])
        return found


def shipped_wear() -> Wear:
    """Return what is believed without a record: a wearing part's hazard; nothing of what isn't known."""
    lifts = np.log([shipped().wear(share) for share in MIDDLES])
    return Wear(np.array([lifts, np.maximum(lifts, 0.0) / 2, lifts * AT_MOST_SAYS]), {})


def steps_of(shares: Floats) -> Ints:
    """Return the step of each share of life; -1 where it isn't known."""
    steps = np.searchsorted(STEPS, np.nan_to_num(shares, nan=0.0), side="right") - 1
    return np.where(np.isnan(shares), -1, steps).astype(np.int64)


def learn_wear(tables: Ints, steps: Ints, kinds: Ints, names: tuple[str, ...], used: Floats, expected: Floats) -> Wear:
    """Return the lifts of uses over what was expected without looking at wear, one entry a call and part."""
    known = steps >= 0
    tables, steps, kinds = tables[known], steps[known], kinds[known]
    used, expected = used[known], expected[known]
    many = len(STEPS)
    prior = np.exp(shipped_wear().overall)
    at = tables * many + steps
    weight = SETTINGS.wear_uses
    seen = np.bincount(at, used, minlength=TABLES * many).reshape(TABLES, many)
    due = np.bincount(at, expected, minlength=TABLES * many).reshape(TABLES, many)
    overall = (seen + weight * prior) / (due + weight)
    by_kind = {}
    of_kind = kinds * TABLES * many + at
    seen_by = np.bincount(of_kind, used, minlength=len(names) * TABLES * many).reshape(-1, TABLES, many)
    due_by = np.bincount(of_kind, expected, minlength=len(names) * TABLES * many).reshape(-1, TABLES, many)
    for number in np.unique(kinds):
        by_kind[names[number]] = np.log((seen_by[number] + weight * overall) / (due_by[number] + weight))
    return Wear(np.log(overall), by_kind)
