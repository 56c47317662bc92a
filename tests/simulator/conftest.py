from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from steadyhand.simulator.dealers import read_dealer
from steadyhand.simulator.happenings import Happening
from steadyhand.simulator.run import simulate

UNTIL = datetime(2026, 6, 30, 17, 0, tzinfo=UTC)

Simulated = Callable[..., list[Happening]]


@pytest.fixture(scope="session")
def simulated() -> Simulated:
    def run(dealer: str = "typical", *, technicians: int = 2, years: float = 0.25, seed: int = 7) -> list[Happening]:
        return list(simulate(read_dealer(dealer), technicians=technicians, years=years, seed=seed, until=UNTIL))

    return run


@pytest.fixture(scope="session")
def a_season(simulated: Simulated) -> list[Happening]:
    """Three technicians' half year: enough for everything to have happened at least once."""
    return simulated(technicians=3, years=0.5)
