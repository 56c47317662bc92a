"""Between what a machine showed and what is usual, by how long it has been known."""

import pytest

from steadyhand.business.dispatch.territories.workload import Expected, corrective, upkeep


@pytest.mark.parametrize(
    ("calls", "months", "visits"),
    [(0, 0, 0.25), (2, 1, 5 / 13), (12, 12, 0.625), (240, 240, 243 / 252)],
)
def test_what_is_known_counts_more_the_longer_it_is_known(calls: float, months: float, visits: float) -> None:
    found = corrective(calls, months, usual_a_month=0.25, minutes_a_visit=60)

    assert found.minutes == pytest.approx(60 * visits)
    assert found.visits == pytest.approx(visits)


def test_upkeep_is_due_by_pages_or_days_whichever_is_sooner() -> None:
    by = {"pages_a_month": 10_000.0, "minutes_a_visit": 70.0}

    assert upkeep(every_pages=100_000, every_days=None, **by).visits == pytest.approx(0.1)
    assert upkeep(every_pages=100_000, every_days=90, **by).visits == pytest.approx(365.25 / 12 / 90)
    assert upkeep(every_pages=None, every_days=None, **by) == Expected(0, 0)
