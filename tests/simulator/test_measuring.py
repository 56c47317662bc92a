from datetime import UTC, datetime, timedelta

import pytest

from steadyhand.simulator.dealers import read_dealer
from steadyhand.simulator.measuring import measure
from steadyhand.simulator.measuring.watcher import pages_at
from steadyhand.simulator.run import simulate

MONDAY = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
UNTIL = datetime(2026, 6, 30, 17, 0, tzinfo=UTC)


def test_pages_between_readings_lie_on_a_straight_line_and_outside_nobody_knows() -> None:
    readings = [(MONDAY, 1_000), (MONDAY + timedelta(days=10), 2_000)]

    assert pages_at(readings, MONDAY) == 1_000
    assert pages_at(readings, MONDAY + timedelta(days=3)) == 1_300
    assert pages_at(readings, MONDAY - timedelta(days=1)) is None
    assert pages_at(readings, MONDAY + timedelta(days=11)) is None
    assert pages_at([], MONDAY) is None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("dealer", "callbacks", "held", "effective"),
    [("typical", (0.33, 0.42), (0.15, 0.25), (0.32, 0.50)), ("good", (0.18, 0.27), (0.07, 0.13), (0.60, 0.75))],
)
def test_one_world_lies_where_its_dealer_belongs(
    dealer: str, callbacks: tuple[float, float], held: tuple[float, float], effective: tuple[float, float]
) -> None:
    # One seed of eight technicians strays a little from the mean of thirty that make bench-simulator reports.
    world = simulate(read_dealer(dealer), technicians=8, years=1.5, seed=1001, until=UNTIL)

    figures = measure(world, settle=timedelta(days=270))

    assert callbacks[0] <= figures.callback_share <= callbacks[1]
    assert held[0] <= figures.held_share <= held[1]
    assert effective[0] <= figures.first_call_effectiveness <= effective[1]
    assert figures.true_repeat_share < figures.rule_share < figures.memoryless_floor
    assert figures.first_call_effectiveness == pytest.approx(1 - figures.callback_share - figures.held_share)
