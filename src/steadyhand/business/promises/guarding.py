"""Would a new model have kept fewer promises than the one that answers? Then it never goes live. No database, no clock.

Both are asked for the same cases: those opened since the present one was fitted, long enough ago that either promise
would be over by now. Whoever gives no time for a case has kept nothing by it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from steadyhand.business.promises.forecasting.cases import Case, Value
from steadyhand.business.promises.forecasting.forecast import Forecast

# Hours of work against hours of the wall: 168 to 45 in a usual week. A promise is over for certain after so many times.
WALL_TO_WORK = 4.0
# Fewer say nothing. Source: docs/how-it-works/promises.md, where the engine asks for as many before it answers.
LEAST_TO_COMPARE = 60
# More than these change no verdict, and a night is short.
MOST_TO_COMPARE = 20_000


class Forecasts(Protocol):
    """What can be asked for a forecast."""

    def forecast(self, features: Mapping[str, Value], *, opened_at: datetime, segment: str = "") -> Forecast: ...


@dataclass(frozen=True, slots=True)
class Compared:
    """What each would have kept of the same cases, and in how many hours on average it promised them."""

    cases: int
    champion_kept: int
    challenger_kept: int
    champion_hours: float
    challenger_hours: float

    @property
    def is_enough(self) -> bool:
        return self.cases >= LEAST_TO_COMPARE

    @property
    def may_go_live(self) -> bool:
        """Tell whether the challenger would have kept no fewer. Of too few cases nobody can tell, so it waits."""
        return self.is_enough and self.challenger_kept >= self.champion_kept

    @property
    def why(self) -> str:
        """Return the verdict in a sentence."""
        if not self.is_enough:
            return (
                f"Only {self.cases} cases have run their time since the present model was fitted; "
                f"{LEAST_TO_COMPARE} are needed to tell the two apart, so it stays."
            )
        both = (
            f"of the latest {self.cases} cases it would have kept {self.challenger_kept}, "
            f"the present one {self.champion_kept}"
        )
        if self.may_go_live:
            return f"Goes live: {both}."
        return f"Held back: {both}."


def compare(
    champion: Forecasts, challenger: Forecasts, cases: Sequence[Case], *, since: datetime, target: float, now: datetime
) -> Compared:
    """Return what both would have kept of the cases opened since a moment, the latest first where there are many."""
    counted, kept, hours = 0, [0, 0], [0.0, 0.0]
    dated = [0, 0]
    for case in sorted(cases, key=lambda each: each.opened_at, reverse=True):
        if case.opened_at < since or counted == MOST_TO_COMPARE:
            break
        if case.withdrawn_at is not None:
            continue
        promised = [
            model.forecast(case.features, opened_at=case.opened_at, segment=case.segment).hours_kept(target)
            for model in (champion, challenger)
        ]
        if not _is_over(case, promised, now):
            continue
        counted += 1
        for at, each in enumerate(promised):
            if each is None:
                continue
            dated[at] += 1
            hours[at] += each
            kept[at] += case.closed_at is not None and _lasted(case, now) <= each
    return Compared(
        cases=counted,
        champion_kept=kept[0],
        challenger_kept=kept[1],
        champion_hours=hours[0] / dated[0] if dated[0] else 0.0,
        challenger_hours=hours[1] / dated[1] if dated[1] else 0.0,
    )


def _is_over(case: Case, promised: Sequence[float | None], now: datetime) -> bool:
    """Tell whether each promise would be over by now. What ended soon must not count before what may still be late."""
    age = (now - case.opened_at) / timedelta(hours=1)
    return all(age >= (each or 0.0) * WALL_TO_WORK for each in promised)


def _lasted(case: Case, now: datetime) -> float:
    if case.hours is not None:
        return case.hours
    return ((case.closed_at or now) - case.opened_at) / timedelta(hours=1)
