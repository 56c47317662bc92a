"""Published charts, and the two rules."""

import pytest

from steadyhand.business.learning.statistics.charts import Signal, mix_chart, moving_range_chart, share_chart, signals

# NIST/SEMATECH e-Handbook 6.3.2.2.
FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]


def test_the_flow_rates_of_the_handbook() -> None:
    chart = moving_range_chart(FLOW)

    assert (round(chart.middle, 2), round(chart.mean_range, 4)) == (50.81, 1.8778)
    assert (round(chart.low[0], 4), round(chart.high[0], 4)) == (45.8159, 55.8041)
    assert signals(FLOW, chart) == ()


def test_limits_of_a_share_are_as_wide_as_its_n_lets_them_be() -> None:
    # Thirty samples of 500, 297 of 15,000 failing: limits as SAS prints them for its circuits.
    chart = share_chart([(297, 15_000), (10, 500), (0, 0)])

    assert round(chart.middle, 4) == round(307 / 15_500, 4)
    of_500 = share_chart([(297, 15_000), (0, 500)], baseline=1)
    assert (round(of_500.middle, 4), round(of_500.low[1], 5), round(of_500.high[1], 5)) == (0.0198, 0.00111, 0.03849)
    assert (chart.low[2], chart.high[2]) == (0.0, 1.0)


def test_a_point_beyond_and_eight_on_a_side_speak_and_the_baseline_stays() -> None:
    values = [50.0, 51.0, 49.0, 50.0, 60.0, *[50.6] * 8, 50.6]
    chart = moving_range_chart(values, baseline=4)

    assert signals(values, chart) == (Signal(4, "beyond", is_up=True), Signal(11, "eight on a side", is_up=True))


def test_a_run_ends_where_the_side_changes() -> None:
    values = [49.0, 51.0] * 2 + [51.0] * 6 + [49.0] + [51.0] * 7
    chart = moving_range_chart(values, baseline=4)

    assert signals(values, chart) == ()


def test_a_week_of_hard_machines_is_no_bad_week() -> None:
    """Simple ones are fixed 90 in 100 times, hard ones 50: five weeks of even mix, then hard ones only, then worse."""
    even = [("simple", 36, 40), ("hard", 20, 40)]

    values, chart = mix_chart([*[even] * 5, [("hard", 40, 80)], [("hard", 20, 80)]], baseline=5)

    assert chart.middle == pytest.approx(0.7)
    assert values == pytest.approx([0.7] * 6 + [0.45])
    # The plain share of the sixth week would be 20 points lower.
    assert signals(values, chart) == (Signal(6, "beyond", is_up=False),)
    assert (chart.high[5] - chart.middle) == pytest.approx(3 * (0.5 * 0.5 / 80) ** 0.5)


def test_a_kind_too_rare_for_a_rate_of_its_own_shares_that_of_all() -> None:
    values, chart = mix_chart([[("simple", 36, 40), ("odd", 0, 4)], [("odd", 3, 4)], []], baseline=1)

    assert chart.middle == pytest.approx(36 / 44)
    assert values == pytest.approx([36 / 44 + (36 - 40 * 0.9 - 4 * 36 / 44) / 44, 0.75, 36 / 44])
    with pytest.raises(ValueError, match="a case"):
        mix_chart([[]], baseline=1)


def test_too_short_a_baseline_says_so() -> None:
    with pytest.raises(ValueError, match="two points"):
        moving_range_chart([1.0])
    with pytest.raises(ValueError, match="an opportunity"):
        share_chart([(0, 0), (1, 2)], baseline=1)
