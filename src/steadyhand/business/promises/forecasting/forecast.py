"""How long may it take, and at what odds? One answer of the engine."""

from bisect import bisect_left
from dataclasses import dataclass

# What is said of a time that lies beyond everything known.
NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class Forecast:
    """The time from opening to done, as shares of comparable cases done within so many hours.

    `shares` and `hours` ascend together, and `shares` ends below 1: the rest takes longer than the horizon, or is never
    done. `closed_cases` is how much closed history it rests on. `is_norm`: too little is known, and stated conservative
    norms stand in. `why` is one sentence for whoever gives the promise, `model` names what answered.
    """

    shares: tuple[float, ...]
    hours: tuple[float, ...]
    closed_cases: int
    is_norm: bool = False
    why: str = ""
    model: str = ""

    def hours_kept(self, share: float) -> float | None:
        """Return the fewest hours kept with this probability (0–1); None beyond the horizon: then give no time."""
        at = bisect_left(self.shares, share)
        if at == len(self.shares):
            return None
        if at == 0:
            return self.hours[0]
        low, high = self.shares[at - 1], self.shares[at]
        part = (share - low) / (high - low)
        return self.hours[at - 1] + part * (self.hours[at] - self.hours[at - 1])

    def odds_by(self, hours: float) -> float:
        """Return the probability (0–1) that it is done within these hours of its opening."""
        if hours < self.hours[0]:
            return self.shares[0] * max(hours, 0.0) / self.hours[0] if self.hours[0] else self.shares[0]
        if hours >= self.hours[-1]:
            return self.shares[-1]
        at = bisect_left(self.hours, hours)
        if self.hours[at] == hours:
            return self.shares[at]
        low, high = self.hours[at - 1], self.hours[at]
        part = (hours - low) / (high - low)
        return self.shares[at - 1] + part * (self.shares[at] - self.shares[at - 1])

    def odds_still(self, hours: float, *, open_for: float) -> float:
        """Return the probability (0–1) that what is open after `open_for` hours is done within `hours` of opening."""
        if hours <= open_for:
            return 0.0
        still_open = 1 - self.odds_by(open_for)
        return (self.odds_by(hours) - self.odds_by(open_for)) / still_open if still_open > 0 else 0.0
