"""What else could be done where somebody is."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.builders import MONDAY, a_call, a_machine, a_meter, a_part, an_actor
from tests.builders.field import a_closing, a_visit_on_site, closed
from tests.builders.upkeep import a_machine_in_cycle, a_paced_meter, a_reading, reckoned

from steadyhand.business.dealership.rules import Role
from steadyhand.business.machines.models import Machine
from steadyhand.flows.visit.while_there import WhileThere, while_there

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 9)


def seen(machine: Machine) -> WhileThere:
    bruno = an_actor(Role.TECHNICIAN)
    return while_there(by=bruno, site_id=machine.site_id, machine_id=machine.id, today=TODAY, now=MONDAY)


def test_maintenance_due_anywhere_at_the_site_is_shown() -> None:
    machine = a_machine()
    neighbour = a_machine_in_cycle(site=machine.site)
    reckoned(machine, neighbour)

    assert [due.machine_id for due in seen(machine).due] == [neighbour.id]


def test_a_part_that_was_put_in_and_ran_nine_tenths_of_its_life_is_shown() -> None:
    machine = a_machine()
    fuser = a_part(name="Fuser unit", life_pages=100_000)
    visit = a_visit_on_site(call=a_call(machine=machine), at=MONDAY - timedelta(days=95))
    closed(visit, a_closing(parts=((fuser.id, 1),)), at=MONDAY - timedelta(days=95))
    a_paced_meter(machine, pages_a_day=1_000, days=100)

    (worn,) = seen(machine).worn

    assert (worn.name, worn.pages, worn.life_pages) == ("Fuser unit", 95_000, 100_000)


def test_meters_that_nobody_reads_are_shown() -> None:
    machine = a_machine()
    a_reading(a_meter(machine), 5_000, MONDAY - timedelta(days=61))
    a_meter(machine, kind="colour", ref=f"{machine.ref}:colour")

    silent = seen(machine).silent

    assert [(meter.label, meter.last_at) for meter in silent] == [
        ("colour", None),
        ("mono", MONDAY - timedelta(days=61)),
    ]


def test_a_doubtful_reading_does_not_break_a_silence() -> None:
    machine = a_machine()
    meter = a_meter(machine)
    a_reading(meter, 5_000, MONDAY - timedelta(days=61))
    a_reading(meter, 9, MONDAY - timedelta(days=1), pages_total=None, verdict="doubtful")

    assert [meter.label for meter in seen(machine).silent] == ["mono"]


def test_where_all_is_well_there_is_nothing_to_see() -> None:
    machine = a_machine()
    a_paced_meter(machine, pages_a_day=100, days=30)

    assert seen(machine) == WhileThere((), (), ())


def test_it_takes_eight_queries_however_much_there_is(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    machine = a_machine_in_cycle()
    neighbours = [a_machine_in_cycle(site=machine.site) for _ in range(3)]
    reckoned(machine, *neighbours)
    a_call(machine=machine, call_type="preventive")
    bruno = an_actor(Role.TECHNICIAN)

    with django_assert_num_queries(8):
        while_there(by=bruno, site_id=machine.site_id, machine_id=machine.id, today=TODAY, now=MONDAY)
