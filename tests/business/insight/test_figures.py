"""Numbers worked out by hand from counts."""

import pytest

from steadyhand.business.insight.figures import Figure, Tallied, figure_of, together
from steadyhand.business.insight.metrics import METRICS
from steadyhand.business.insight.saying import change_said, said, said_between
from steadyhand.business.insight.uncertain import of_median
from steadyhand.business.insight.waits import added, quantile, step_of
from steadyhand.shared.uncertain import of_share


def figure(key: str, **counts: float) -> Figure:
    return figure_of(METRICS[key], Tallied(counts, {}, {}))


def test_only_what_is_above_chance_is_judged() -> None:
    # 60 of 200 came back: 30 %, surely between 24.1 and 36.7 %. Chance would have brought 40 of 200: 20 %. So 10 % of
    # all calls came back beyond chance.
    found = figure("callbacks", callbacks=60, counted=200, chance=40.0, chance_memoryless=78.7)

    assert (found.value, found.floor, found.memoryless) == (0.3, 0.2, 0.3935)
    assert (found.is_above_chance, round(found.excess or 0, 3)) == (True, 0.1)


def test_a_handful_is_never_above_chance() -> None:
    # 3 of 6 are 50 %, but anything between 19 and 81 %.
    found = figure("callbacks", callbacks=3, counted=6, chance=1.5, chance_memoryless=2.0)

    assert (found.is_above_chance, found.is_few) == (False, True)


def test_the_trades_figures_reconcile() -> None:
    # Of 100 calls counted 20 came back after repairs, 3 after installs, 2 after maintenance: CB = 25, EM = 75.
    # With 25 scheduled calls CB % = 25 ÷ (75 + 25) = 25 %. 10 were held: HP % = 10 ÷ (75 + 25) = 10 %.
    # FCE = 100 − 25 − 10 = 65 %.
    counts = {"trade_callbacks": 25, "trade_originals": 75, "trade_scheduled": 25, "held": 10}

    values = [figure(key, **counts).value for key in ("trade-callbacks", "trade-held", "trade-effectiveness")]

    assert values == [0.25, 0.1, pytest.approx(0.65)]


def test_nothing_to_count_is_no_number() -> None:
    assert (figure("callbacks").value, said(figure("callbacks"))) == (None, "—")


def test_pages_between_calls_are_pages_by_runs() -> None:
    # 90,000 pages in three runs.
    assert said(figure("pages-between-calls", run_pages=90_000, runs=3)) == "30,000 pages"


def test_the_middle_and_nine_in_ten() -> None:
    # Ten waits of 10, 20 … 100 minutes: the fifth is 50, the ninth 90.
    steps = dict.fromkeys(range(10, 101, 10), 1)
    found = figure_of(METRICS["response"], Tallied({"response_known": 10}, steps, {}))

    assert (found.value, found.ninety) == (50, 90)
    assert said(found) == "50 min, nine in ten within 1 h 30 min"


def test_months_add_up_and_are_not_averaged() -> None:
    # One call in one month, 99 in the other: 1 of 1 and 33 of 99 are 34 of 100, not the average of 100 % and 33 %.
    both = together([
        ({"callbacks": 1, "counted": 1}, {"60": 1}, {}),
        ({"callbacks": 33, "counted": 99}, {"60": 2, "9": 1}, {}),
    ])  # fmt: skip

    assert figure_of(METRICS["callbacks"], both).value == 0.34
    assert both.response == {9: 1, 60: 3}


def test_wilsons_interval_is_the_published_one() -> None:
    # 10 of 100: 5.5 to 17.4 % (Newcombe 1998, table of worked methods: 0.0552, 0.1744).
    interval = of_share(10, 100)

    assert interval is not None
    assert (round(interval.low, 4), round(interval.high, 4)) == (0.0552, 0.1744)


def test_none_of_some_is_not_surely_none() -> None:
    interval = of_share(0, 20)

    assert interval is not None
    assert (interval.low, round(interval.high, 3)) == (0.0, 0.161)


def test_a_median_of_five_has_no_interval() -> None:
    assert of_median({10: 5}) is None


def test_steps_widen_with_the_wait() -> None:
    assert [step_of(minutes) for minutes in (0, 119, 121, 479, 500, 2_459)] == [0, 119, 120, 475, 495, 2_400]
    assert quantile(added([{"500": 1}, {"20": 1}]), 0.5) == 20


def test_a_change_within_chance_is_said_to_be_none() -> None:
    before, now = (
        figure("first-time-fix", fixed_first=40, fixed_known=50),
        figure("first-time-fix", fixed_first=42, fixed_known=50),
    )
    fallen = figure("first-time-fix", fixed_first=10, fixed_known=50)

    assert change_said(now, before) == "80\u00a0% before: no change beyond chance"
    assert change_said(fallen, before) == "80\u00a0% before: a real change"
    assert said_between(before) == "67–89\u00a0%"
