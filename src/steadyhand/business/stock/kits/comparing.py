"""May a new predictor answer? Only if it packs no fewer full kits than the present one, and more than a list would."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from steadyhand.business.stock.kits.cases import Done
from steadyhand.business.stock.kits.predictor import Predictor
from steadyhand.business.stock.kits.settings import SETTINGS

# By what the calls of so many days needed; at most so many of them, and with fewer nothing can be told.
JUDGED_DAYS, LATEST, FEWEST = 28.0, 1_000, 20
# So many standard errors of the difference (McNemar) are chance.
DOUBT = 2.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Of the latest calls that needed parts: how many kits would have had all of them."""

    calls: int
    present: int
    new: int
    # Which only one of the two had.
    only_present: int
    only_new: int
    # The new one's method as of before these calls, and the list of the model's parts used most, on the same.
    unseen: int
    listed: int

    @property
    def may_answer(self) -> bool:
        """Return whether the new one isn't worse than the present one, nor than a list on what it hadn't seen."""
        if self.calls < FEWEST:
            return True
        fewer = self.only_present - self.only_new
        return fewer <= DOUBT * sqrt(self.only_present + self.only_new) and self.unseen >= self.listed

    @property
    def why(self) -> str:
        """Return the verdict in a sentence."""
        if self.calls < FEWEST:
            return f"Only {self.calls} of the latest calls needed parts; {FEWEST} are needed to tell them apart."
        return (
            f"Of {self.calls:,} calls that needed parts its kits have all for {self.new:,}, the present one's for "
            f"{self.present:,}; without having seen them {self.unseen:,}, a list of the model's usual parts "
            f"{self.listed:,}."
        )


def compare(present: Predictor, new: Predictor, as_of_then: Predictor, calls: Sequence[Done]) -> Comparison:
    """Return how all three pack for the latest calls, which are taken after `as_of_then` was fitted.

    `calls` are all calls in the order of time: those before give the machines' histories and the list. The present one
    has seen nearly all that the new one has, so both are asked what they have seen: a new one that packs fewer even so
    is broken, or was fitted from something broken. What it is worth on new calls, its method as of then shows.
    """
    since = as_of_then.fitted_day
    before = [done for done in calls if done.closed_day <= since]
    latest = [done for done in calls if done.call.taken_day > since and done.parts][-LATEST:]
    machines = {done.call.machine for done in latest}
    history: dict[str, list[Done]] = defaultdict(list)
    for done in calls:
        if done.call.machine in machines:
            history[done.call.machine].append(done)
    used: dict[str, Counter[str]] = defaultdict(Counter)
    for done in before:
        used[done.call.model].update(done.parts)
    full: Counter[str] = Counter()
    for done in latest:
        needed = set(done.parts)
        known = [each for each in history[done.call.machine] if each.closed_day <= done.call.taken_day]
        kits = {
            name: needed <= {each.name for each in asked.predict(done.call, history=known, with_why=False).kit}
            for name, asked in (("present", present), ("new", new), ("unseen", as_of_then))
        }
        full.update(name for name, is_full in kits.items() if is_full)
        full["only present"] += kits["present"] and not kits["new"]
        full["only new"] += kits["new"] and not kits["present"]
        full["listed"] += needed <= {part for part, _ in used[done.call.model].most_common(SETTINGS.most_parts)}
    return Comparison(
        calls=len(latest),
        present=full["present"],
        new=full["new"],
        only_present=full["only present"],
        only_new=full["only new"],
        unseen=full["unseen"],
        listed=full["listed"],
    )
