"""What would have been promised, call by call, by somebody who knew only what had happened by then?"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from benchmarks.promises.simulated.assumptions import Assumptions
from benchmarks.promises.simulated.cases import About, Case, Year
from benchmarks.promises.simulated.saying import Saying
from steadyhand.business.promises.forecasting import cases as engine
from steadyhand.business.promises.forecasting.fit import fit, up_to
from steadyhand.business.promises.forecasting.forecast import Forecast
from steadyhand.business.promises.forecasting.forecaster import Forecaster
from steadyhand.business.promises.forecasting.settings import Settings
from steadyhand.business.promises.forecasting.watching import NORMS


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
            horizon_hours=assumptions.given.horizon_hours[about.value],
            target=assumptions.given.target,
            least_closed=assumptions.given.from_closed,
            learns_clock=False,
            # Two dealerships at once are quicker than two threads for one.
            threads=1,
        )

    def promises(self) -> Iterator[Promise]:
        """Yield a promise for each case; each morning the desk knows what has closed since the last."""
        forecaster: Forecaster | None = None
        fitted_on, seen = 0, 0
        for day, group in groupby(self._cases, key=lambda case: self._year.clock.day_and_hour(case.opened_at)[0]):
            cases = list(group)
            now = self._year.clock.begins(day)
            if forecaster is None or forecaster.closed_cases < self._rules.from_closed:
                forecaster, fitted_on = fit(self._told(seen, now), now=self._local(now), settings=self._settings), day
            elif self._is_due(day, fitted_on):
                forecaster = fit(
                    self._told(seen, now), now=self._local(now), settings=self._settings, before=forecaster
                )
                fitted_on = day
            elif (day - fitted_on) % self._rules.refresh_open_days == 0:
                forecaster = up_to(forecaster, self._told(seen, now), now=self._local(now))
            seen += len(cases)
            yield from self._promise(forecaster, cases)

    def _is_due(self, day: int, fitted_on: int) -> bool:
        """Return whether it is time for another model."""
        if day - fitted_on >= self._rules.refit_open_days:
            return True
        closed = bisect_right(self._learned, self._year.clock.begins(day))
        known = bisect_right(self._learned, self._year.clock.begins(fitted_on))
        return closed >= known * (1 + self._rules.refit_when_grown)

    def _told(self, before: int, now: float) -> list[engine.Case]:
        """Return the cases taken so far as the record has them at a moment; what has ended stays as it is."""
        told = []
        for case in self._cases[:before]:
            row = self._ended.get(case.key)
            if row is None:
                ended = case.learned_at is not None and case.learned_at <= now
                row = self._row(case, now, ended=ended)
                if ended:
                    self._ended[case.key] = row
            told.append(row)
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
            key=case.key,
        )

    def _promise(self, forecaster: Forecaster, cases: Sequence[Case]) -> Iterator[Promise]:
        asked = [(self._features(case), self._local(case.opened_at), case.segment) for case in cases]
        for case, forecast in zip(cases, forecaster.forecasts(asked), strict=True):
            hours = forecast.hours_kept(self._rules.target)
            if hours is None:
                yield Promise(case, forecast, None, None)
            else:
                reckoned_at = case.opened_at + max(hours, self._plan_allows(case))
                yield Promise(case, forecast, reckoned_at, self._saying.heard(case.opened_at, reckoned_at))

    def _plan_allows(self, case: Case) -> float:
        """Return the hours before which no arrival is promised: the plan's own start, as plans slip."""
        starts = case.known.get("reckoned_in")
        if case.about is not About.ARRIVAL or not isinstance(starts, float) or "reckoned_in" in self._without:
            return 0.0
        return NORMS.slips.start_by(self._rules.no_sooner_than_plan, ahead=starts)

    def _features(self, case: Case) -> Mapping[str, str | float]:
        if not self._without:
            return case.known
        return {name: value for name, value in case.known.items() if name not in self._without}

    def _local(self, hours: float) -> datetime:
        return self._year.clock.moment(hours).astimezone(self._year.zone)
