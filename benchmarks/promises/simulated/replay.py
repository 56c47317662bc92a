"""What would have been promised, call by call, by somebody who knew only what had happened by then?"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from benchmarks.promises.simulated.assumptions import Assumptions
from benchmarks.promises.simulated.cases import About, Case, Year
from benchmarks.promises.simulated.saying import Saying
from steadyhand.business.promises.forecasting import cases as engine
from steadyhand.business.promises.forecasting.fit import Forecaster, fit
from steadyhand.business.promises.forecasting.forecast import Forecast
from steadyhand.business.promises.forecasting.settings import Settings

# A promise about a part is about a day: ours come before opening, and the horizon is a month of working days.
HORIZONS = {About.ARRIVAL: 1.0, About.PART: 2.0, About.FIX: 2.0}


@dataclass(slots=True)
class Promise:
    """A promise as it was given; `heard_at` (hours of the clock) is what the customer was told, None if nothing."""

    case: Case
    forecast: Forecast
    reckoned_at: float | None
    heard_at: float | None


def given(
    year: Year, about: About, assumptions: Assumptions, *, without: frozenset[str] = frozenset()
) -> list[Promise]:
    """Return the promises of a kind of case, in the order of time; `without` leaves out what has those names."""
    return list(_Desk(year, about, assumptions, without).promises())


class _Desk:
    def __init__(self, year: Year, about: About, assumptions: Assumptions, without: frozenset[str]) -> None:
        self._year, self._rules = year, assumptions.given
        self._cases = [case for case in year.cases if case.about is about]
        self._saying = Saying(year.clock, year.zone, assumptions.said)
        self._without = without
        self._ended: dict[str, engine.Case] = {}
        self._learned = sorted(case.learned_at for case in self._cases if case.learned_at is not None and case.took)
        self._settings = replace(
            Settings(),
            horizon_hours=assumptions.given.horizon_hours * HORIZONS[about],
            target=assumptions.given.target,
            least_closed=assumptions.given.from_closed,
            learns_clock=False,
            # Two dealerships at once are quicker than two threads for one.
            threads=1,
        )

    def promises(self) -> Iterator[Promise]:
        forecaster: Forecaster | None = None
        fitted_on = 0
        for number, case in enumerate(self._cases):
            day, _ = self._year.clock.day_and_hour(case.opened_at)
            if forecaster is None or (day > fitted_on and self._is_due(forecaster, day, fitted_on)):
                forecaster, fitted_on = self._fit(number, self._year.clock.begins(day)), day
            yield self._promise(forecaster, case)

    def _is_due(self, forecaster: Forecaster, day: int, fitted_on: int) -> bool:
        """Return whether it is time for another model; until there is enough for a first, each morning is."""
        if day - fitted_on >= self._rules.refit_open_days or forecaster.closed_cases < self._rules.from_closed:
            return True
        closed = bisect_right(self._learned, self._year.clock.begins(day))
        return closed >= forecaster.closed_cases * (1 + self._rules.refit_when_grown)

    def _fit(self, before: int, now: float) -> Forecaster:
        told = [self._told(case, now) for case in self._cases[:before] if case.opened_at < now]
        return fit(told, now=self._local(now), settings=self._settings)

    def _told(self, case: Case, now: float) -> engine.Case:
        """Return a case as the record had it at a moment; what has ended stays as it is."""
        if (known := self._ended.get(case.key)) is not None:
            return known
        ended = case.learned_at is not None and case.learned_at <= now
        told = self._row(case, now, ended=ended)
        if ended:
            self._ended[case.key] = told
        return told

    def _row(self, case: Case, now: float, *, ended: bool) -> engine.Case:
        hours = now - case.opened_at
        closed_at = withdrawn_at = None
        if ended and case.learned_at is not None:
            if case.took is None:
                hours, withdrawn_at = case.learned_at - case.opened_at, self._local(case.learned_at)
            else:
                hours, closed_at = case.took, self._local(case.opened_at + case.took)
        return engine.Case(
            opened_at=self._local(case.opened_at),
            closed_at=closed_at,
            withdrawn_at=withdrawn_at,
            hours=hours,
            segment=case.segment,
            features=self._features(case),
        )

    def _promise(self, forecaster: Forecaster, case: Case) -> Promise:
        forecast = forecaster.forecast(
            self._features(case), opened_at=self._local(case.opened_at), segment=case.segment
        )
        hours = forecast.hours_kept(self._rules.target)
        if hours is None:
            return Promise(case, forecast, None, None)
        reckoned_at = case.opened_at + hours
        return Promise(case, forecast, reckoned_at, self._saying.heard(case.opened_at, reckoned_at))

    def _features(self, case: Case) -> Mapping[str, str | float]:
        if not self._without:
            return case.known
        return {name: value for name, value in case.known.items() if name not in self._without}

    def _local(self, hours: float) -> datetime:
        return self._year.clock.moment(hours).astimezone(self._year.zone)
