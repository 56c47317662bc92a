"""The simulator's half of bench-promises: nobody there knows what comes, and everybody is judged by one rule."""

from dataclasses import replace
from datetime import timedelta
from statistics import fmean

import pytest
from benchmarks.promises.simulated.assumptions import Assumptions, read_assumptions
from benchmarks.promises.simulated.cases import UNTIL, About, Case, Year, year_of
from benchmarks.promises.simulated.judging import Verdict, verdict
from benchmarks.promises.simulated.replay import Promise
from benchmarks.promises.simulated.rivals import best_constant, constant
from benchmarks.promises.simulated.saying import Saying
from benchmarks.promises.simulated.testing import below, binomial_tail, interval, t_quantile
from benchmarks.promises.simulated.watching import Watch
from hypothesis import given
from hypothesis import strategies as st

from steadyhand.business.promises.forecasting.forecast import Forecast
from steadyhand.simulator.dealers import read_dealer
from steadyhand.simulator.happenings import Happening
from steadyhand.simulator.run import simulate


@pytest.fixture(scope="module")
def assumptions() -> Assumptions:
    read = read_assumptions()
    return replace(read, run=replace(read.run, technicians=3, years=0.2))


@pytest.fixture(scope="module")
def stream(assumptions: Assumptions) -> list[Happening]:
    run = assumptions.run
    return list(simulate(read_dealer(run.dealer), technicians=run.technicians, years=run.years, seed=1001, until=UNTIL))


@pytest.fixture(scope="module")
def year(stream: list[Happening], assumptions: Assumptions) -> Year:
    return year_of(stream, 1001, assumptions)


def a_case(**ends: float | None) -> Case:
    case = Case(About.ARRIVAL, "call:1", "branch:0", "normal", 20.0, "2026-05", {})
    return replace(case, **ends)  # type: ignore[arg-type]


def test_what_is_known_of_a_case_doesnt_depend_on_what_comes(
    stream: list[Happening], year: Year, assumptions: Assumptions
) -> None:
    middle = stream[len(stream) // 2].at

    so_far = year_of([one for one in stream if one.at <= middle], 1001, assumptions)

    assert 0 < len(so_far.cases) < len(year.cases)
    assert [(case.key, case.known) for case in so_far.cases] == [
        (case.key, case.known) for case in year.cases[: len(so_far.cases)]
    ]


def test_the_record_learns_of_an_arrival_when_it_happens_or_later(year: Year) -> None:
    arrivals = [case for case in year.cases if case.about is About.ARRIVAL and case.took is not None]

    assert len(arrivals) > 300
    assert all(case.really_at is not None and case.learned_at is not None for case in arrivals)
    assert all((case.really_at or 0) <= (case.learned_at or 0) + 1e-6 for case in arrivals)
    # Who forgets to tap is learnt of at the end of the visit only.
    assert 0.1 < fmean((case.learned_at or 0) - (case.really_at or 0) > 0.1 for case in arrivals) < 0.5


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ({"really_at": 23.9, "learned_at": 24.0, "took": 3.9}, Verdict.KEPT),
        ({"really_at": 24.1, "learned_at": 24.1, "took": 4.1}, Verdict.MISSED),
        ({}, Verdict.MISSED),
        ({"learned_at": 23.0}, Verdict.UNTOLD),
        ({"learned_at": 25.0}, Verdict.MISSED),
    ],
)
def test_a_promise_is_judged_by_the_world(year: Year, ends: dict[str, float], expected: Verdict) -> None:
    assert verdict(year, a_case(**ends), 24.0) is expected


def test_what_is_due_after_the_end_says_nothing(year: Year) -> None:
    assert verdict(year, a_case(really_at=21.0), year.ends_at + 1) is Verdict.UNTOLD


@given(data=st.data())
def test_nobody_hears_a_time_sooner_than_reckoned(year: Year, assumptions: Assumptions, data: st.DataObject) -> None:
    opened_at = data.draw(st.floats(0.0, 100.0))
    promised_at = opened_at + data.draw(st.floats(0.0, 60.0))
    saying = Saying(year.clock, year.zone, assumptions.said)

    heard_at = saying.heard(opened_at, promised_at)

    assert promised_at <= heard_at <= promised_at + 2.0 + 1e-6


def test_a_promise_for_today_is_a_half_hour_and_one_for_tomorrow_a_round_hour(
    year: Year, assumptions: Assumptions
) -> None:
    saying = Saying(year.clock, year.zone, assumptions.said)

    # The day begins at eight and has nine hours; the clock's first one is half over.
    today, tomorrow = year.clock.begins(1), year.clock.begins(2)
    assert saying.heard(today + 0.2, today + 1.1) == pytest.approx(today + 1.5)
    assert saying.heard(today + 0.2, tomorrow + 2.1) == pytest.approx(tomorrow + 4)
    assert saying.heard(today + 0.2, tomorrow + 8.5) == pytest.approx(tomorrow + 9)


def test_the_clock_stands_still_at_night(year: Year) -> None:
    closing = year.clock.moment(year.clock.begins(2))

    assert year.clock.hours(closing + timedelta(hours=5)) == pytest.approx(year.clock.begins(2))
    assert year.clock.hours(year.clock.moment(12.5)) == pytest.approx(12.5)


def test_no_shorter_constant_keeps_as_many(year: Year) -> None:
    cases = [case for case in year.cases if case.about is About.ARRIVAL]

    best = best_constant(year, cases, 0.9, None)

    assert best.kept >= 0.9
    assert constant(year, cases, best.mean_hours - 0.01, None).kept < best.kept
    assert constant(year, cases, best.mean_hours * 0.98, None).kept < 0.9


def test_the_watch_speaks_before_the_time_and_not_of_everything(year: Year, assumptions: Assumptions) -> None:
    forecast = Forecast(shares=(0.5, 0.8, 0.95, 0.99), hours=(1.3, 3.0, 5.5, 12.0), closed_cases=500)
    cases = [case for case in year.cases if case.about is About.ARRIVAL]
    promises = [Promise(case, forecast, case.opened_at + 5.5, case.opened_at + 5.5) for case in cases]

    watched = Watch(year, promises, assumptions).run()

    noticed = [each for each in watched if each.noticed_at is not None]
    assert all(each.promise.case.opened_at <= (each.noticed_at or 0) < each.heard_at for each in noticed)
    assert 0 < len(noticed) < len(watched) / 2
    missed = [each for each in watched if verdict(year, each.promise.case, each.heard_at) is Verdict.MISSED]
    assert fmean(each.noticed_at is not None for each in missed) > 0.8


def test_the_tests_of_significance_agree_with_the_tables() -> None:
    assert t_quantile(29) == pytest.approx(2.0452, abs=1e-3)
    assert t_quantile(2) == pytest.approx(4.3027, abs=1e-3)
    assert binomial_tail(90, 100, 0.95) == pytest.approx(0.0282, abs=1e-4)
    assert binomial_tail(100, 100, 0.95) == pytest.approx(1.0)
    assert below([0.93, 0.94, 0.95], 0.95) == pytest.approx(0.1127, abs=1e-3)
    assert interval([1.0, 2.0, 3.0]) == pytest.approx((2.0, 2.4841), abs=1e-3)
