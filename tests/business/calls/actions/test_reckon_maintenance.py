"""When a machine is due follows from its calls and meters, and is worked out again whenever they change."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.builders import MONDAY, a_machine
from tests.builders.upkeep import INSTALLED_ON, a_machine_in_cycle, a_paced_meter, maintained, reckoned

from steadyhand.business.calls.models import MaintenanceDue
from steadyhand.business.machines.models import Machine, MachineModel
from steadyhand.shared.clock import How

pytestmark = pytest.mark.django_db


def due(machine: Machine) -> MaintenanceDue | None:
    return MaintenanceDue.objects.of(machine.tenant_id).filter(machine_id=machine.id).first()


def test_a_machine_never_maintained_counts_from_its_installation() -> None:
    machine = a_machine_in_cycle(every_days=180)

    assert reckoned(machine) == 1

    row = due(machine)
    assert row is not None
    assert (row.due_on, row.basis, row.last_on) == (INSTALLED_ON + timedelta(days=180), "days", None)


def test_a_preventive_visit_begins_the_count_anew() -> None:
    machine = a_machine_in_cycle(every_days=180)
    reckoned(machine)
    maintained(machine, MONDAY - timedelta(days=300))
    maintained(machine, MONDAY)

    reckoned(machine)

    row = due(machine)
    assert row is not None
    assert (row.due_on, row.last_on) == (date(2026, 9, 5), date(2026, 3, 9))


def test_pages_since_the_last_visit_count_where_they_come_first() -> None:
    machine = a_machine_in_cycle(every_pages=60_000, every_days=365)
    maintained(machine, MONDAY - timedelta(days=100))
    a_paced_meter(machine, pages_a_day=1_000, days=100)

    reckoned(machine)

    row = due(machine)
    assert row is not None
    assert (row.due_on, row.basis, row.pages) == (date(2026, 1, 28), "pages", 100_000)


def test_a_day_that_nobody_knows_begins_nothing() -> None:
    machine = a_machine_in_cycle(every_days=180)
    maintained(machine, MONDAY, how=How.DEFAULTED)

    reckoned(machine)

    row = due(machine)
    assert row is not None
    assert row.last_on is None


def test_working_it_out_again_changes_nothing() -> None:
    machine = a_machine_in_cycle()
    reckoned(machine)
    before = due(machine)

    assert reckoned(machine) == 0
    assert due(machine) == before


def test_a_machine_that_left_or_lost_its_cycle_is_due_for_nothing() -> None:
    left, cycleless = a_machine_in_cycle(), a_machine_in_cycle(every_days=90)
    reckoned(left, cycleless)
    Machine.objects.of(left.tenant_id).filter(id=left.id).update(removed_on=date(2026, 3, 1))
    MachineModel.objects.of(left.tenant_id).filter(pm_every_days=90).update(pm_every_days=None)

    assert reckoned(left, cycleless) == 2
    assert (due(left), due(cycleless)) == (None, None)


def test_many_machines_take_as_many_queries_as_one(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    machines = [a_machine_in_cycle() for _ in range(5)]
    for machine in machines:
        maintained(machine, MONDAY)

    # Savepoint, machines, known rows, the zone, last visits, readings, one insert, release; nothing is to be deleted.
    with django_assert_num_queries(8):
        reckoned(*machines)


def test_a_machine_without_a_cycle_takes_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    machine = a_machine()

    with django_assert_num_queries(4):
        assert reckoned(machine) == 0
