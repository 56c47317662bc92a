"""How often does a model use a thing, and how much oftener where a sign is there? Small counts lean on larger."""

from dataclasses import dataclass, field

import numpy as np

from steadyhand.business.stock.kits.cases import CARE, FAULT, SORTS
from steadyhand.business.stock.kits.counting import Counts, Family, Tally
from steadyhand.business.stock.kits.record import Floats
from steadyhand.business.stock.kits.settings import SETTINGS
from steadyhand.business.stock.kits.shipped import shipped

# A lift beyond this is luck.
MOST_LOG_LIFT = 4.5
LEAST_RATE = 1e-5
# What the shipped table says of calls about faults, for the other sorts.
SHIPPED_SHARE = {FAULT: 1.0, CARE: 0.5}
OTHER_SHARE = 0.1


@dataclass(slots=True)
class Pooled:
    """Rates and lifts from counts. `is_parts`: the shipped table knows something of them.

    Rates are Beta-binomial means, lifts Gamma-Poisson means of uses over what was expected without the sign; each level
    is the next one's prior, worth as much as the settings say.
    """

    counts: Counts
    is_parts: bool
    _long: dict[str, Floats] = field(default_factory=dict)
    _rates: dict[tuple[str, str, int], Floats] = field(default_factory=dict)
    _lifts: dict[tuple[str, str], Floats] = field(default_factory=dict)
    _kind_lifts: dict[str, Floats] = field(default_factory=dict)

    def family(self, name: str) -> Family | None:
        return self.counts.families.get(name)

    def rates(self, family_name: str, model: str, sort: int) -> Floats:
        """Return the chance that a call of a sort uses each of a family's items, before anything is known of it."""
        found = self._rates.get((family_name, model, sort))
        if found is None:
            family = self.counts.families[family_name]
            long = self._of_family(family_name)[sort]
            own = family.models.get(model)
            found = long if own is None else _leaned(own, sort, long, SETTINGS.model_calls)
            # What the family used lately against what it uses in the long run: numbers are superseded.
            weight = SETTINGS.lately_uses
            trend = (family.lately.uses[sort] + weight) / (family.lately.calls[sort] * long + weight)
            found = self._rates[family_name, model, sort] = np.clip(found * trend, LEAST_RATE, 0.95)
        return found

    def lift(self, family_name: str, sign: str) -> Floats:
        """Return the logarithm of how many times as often each of a family's items is used where a sign is there."""
        key = (family_name, sign)
        found = self._lifts.get(key)
        if found is not None:
            return found
        family = self.counts.families[family_name]
        of_kinds = self._kind_lift(sign)[family.kinds]
        tally = family.signs.get(sign)
        weight = SETTINGS.lift_uses
        if tally is None:
            lift = of_kinds
        else:
            seen = np.zeros(len(family.items))
            seen[tally.places] = tally.uses
            expected = tally.calls @ self._of_family(family_name)
            lift = (seen + weight * of_kinds) / (expected + weight)
        found = np.clip(np.log(np.maximum(lift, 1e-9)), -MOST_LOG_LIFT, MOST_LOG_LIFT)
        self._lifts[key] = found
        return found

    def _of_family(self, name: str) -> Floats:
        """Return a family's long-run rates by sort, leaning on what all families use."""
        found = self._long.get(name)
        if found is None:
            family = self.counts.families[name]
            overall = self.counts.overall
            many = np.bincount(family.kinds, minlength=len(overall.kinds))[family.kinds] if len(family.items) else 1.0
            rates = []
            for sort in range(SORTS):
                prior = self._shipped_rates(sort)
                weight = SETTINGS.shipped_calls
                of_kinds = (overall.uses[sort] + weight * prior) / (overall.calls[sort] + weight)
                rates.append(_leaned(family.whole, sort, of_kinds[family.kinds] / many, SETTINGS.family_calls))
            found = self._long[name] = np.clip(np.array(rates), LEAST_RATE, 0.95)
        return found

    def _shipped_rates(self, sort: int) -> Floats:
        kinds = self.counts.overall.kinds
        if not self.is_parts:
            return np.full(len(kinds), 1.0 / max(1, len(kinds)))
        share = SHIPPED_SHARE.get(sort, OTHER_SHARE)
        return np.array([shipped().class_of(kind).calls * share for kind in kinds])

    def _kind_lift(self, sign: str) -> Floats:
        found = self._kind_lifts.get(sign)
        if found is None:
            overall = self.counts.overall
            size = len(overall.kinds)
            prior = shipped().lifts(sign, overall.kinds) if self.is_parts else np.ones(size)
            seen, expected = overall.signs.get(sign, (np.zeros(size), np.zeros(size)))
            weight = SETTINGS.shipped_uses
            found = self._kind_lifts[sign] = np.asarray((seen + weight * prior) / (expected + weight), dtype=np.float64)
        return found


def _leaned(tally: Tally, sort: int, prior: Floats, weight: float) -> Floats:
    return np.asarray((tally.uses[sort] + weight * prior) / (tally.calls[sort] + weight), dtype=np.float64)
