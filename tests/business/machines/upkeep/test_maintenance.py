"""Worked examples: when a machine's next maintenance is due, by days, by pages, by whichever comes first."""

from datetime import UTC, date, datetime, timedelta

import pytest

from steadyhand.business.machines.upkeep.maintenance import Basis, Cycle, Maintenance, next_maintenance
from steadyhand.business.machines.upkeep.running import Run

# The last maintenance was on 2 March, at noon.
LAST_ON = date(2026, 3, 2)
LAST = datetime(2026, 3, 2, 12, tzinfo=UTC)


def ran(pages: int, *, days: int) -> Run:
    return Run(pages, LAST, LAST + timedelta(days=days))


def test_by_days_it_is_due_so_many_days_after_the_last() -> None:
    due = next_maintenance(Cycle(None, 180), last_on=LAST_ON, run=None)

    assert due == Maintenance(date(2026, 8, 29), Basis.DAYS, pages=None)


def test_by_pages_the_pace_is_carried_on() -> None:
    # 10,000 in 20 days are 500 a day: 60,000 after 120 days.
    due = next_maintenance(Cycle(60_000, None), last_on=LAST_ON, run=ran(10_000, days=20))

    assert due == Maintenance(date(2026, 6, 30), Basis.PAGES, pages=10_000)


def test_pages_that_were_passed_were_due_on_the_day_they_were_passed() -> None:
    # 90,000 in 90 days: 60,000 were reached on day 60.
    due = next_maintenance(Cycle(60_000, 365), last_on=LAST_ON, run=ran(90_000, days=90))

    assert due == Maintenance(date(2026, 5, 1), Basis.PAGES, pages=90_000)


@pytest.mark.parametrize(
    ("every_days", "basis", "due_on"), [(119, Basis.DAYS, date(2026, 6, 29)), (121, Basis.PAGES, date(2026, 6, 30))]
)
def test_whichever_comes_first_counts(every_days: int, basis: Basis, due_on: date) -> None:
    due = next_maintenance(Cycle(60_000, every_days), last_on=LAST_ON, run=ran(10_000, days=20))

    assert due == Maintenance(due_on, basis, pages=10_000)


def test_a_few_days_are_no_pace_but_pages_passed_are_passed() -> None:
    cycle = Cycle(60_000, None)

    assert next_maintenance(cycle, last_on=LAST_ON, run=ran(5_000, days=13)) is None
    assert next_maintenance(cycle, last_on=LAST_ON, run=ran(60_000, days=13)) == Maintenance(
        date(2026, 3, 15), Basis.PAGES, pages=60_000
    )


def test_a_machine_that_hardly_prints_is_due_by_days_alone() -> None:
    due = next_maintenance(Cycle(60_000, 365), last_on=LAST_ON, run=ran(30, days=60))

    assert due == Maintenance(date(2027, 3, 2), Basis.DAYS, pages=30)


def test_where_nothing_says_so_nothing_is_due() -> None:
    assert next_maintenance(Cycle(60_000, 365), last_on=None, run=None) is None
    assert next_maintenance(Cycle(None, None), last_on=LAST_ON, run=ran(90_000, days=90)) is None
    assert next_maintenance(Cycle(60_000, None), last_on=LAST_ON, run=ran(0, days=90)) is None
