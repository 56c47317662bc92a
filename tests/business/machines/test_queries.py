"""Meters in a bounded number of queries, and parts as people look for them."""

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.builders import MONDAY, a_branch, a_machine, a_meter, a_part, an_actor

from steadyhand.business.dealership.rules import Role
from steadyhand.business.machines.models import Meter
from steadyhand.business.machines.queries import check_reading, find_parts, meters_of
from steadyhand.business.machines.rules import Verdict

pytestmark = pytest.mark.django_db


def test_any_number_of_meters_takes_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    bruno, machine = an_actor(Role.TECHNICIAN, branch=a_branch()), a_machine()
    for kind in (Meter.Kind.SCAN, Meter.Kind.COLOUR, Meter.Kind.MONO):
        a_meter(machine, kind=kind, ref=f"{machine.ref}:{kind}")

    with django_assert_num_queries(2):
        meters = meters_of(bruno, machine.id)

    assert [meter.label for meter in meters] == ["mono", "colour", "scan"]


def test_checking_keeps_nothing() -> None:
    bruno, meter = an_actor(Role.TECHNICIAN, branch=a_branch()), a_meter(digits=5)

    judged = check_reading(bruno, meter_id=meter.id, shown=123_456, read_at=MONDAY)

    assert judged is not None
    assert judged.verdict is Verdict.DOUBTFUL
    assert meters_of(bruno, meter.machine_id)[0].last is None


def test_parts_are_found_by_number_and_by_any_words_of_their_name() -> None:
    bruno = an_actor(Role.TECHNICIAN, branch=a_branch())
    a_part(ref="FU-450", name="Fuser unit 220 V")
    a_part(ref="PR-1", name="Pickup roller")

    assert [part.number for part in find_parts(bruno, "fu-4")] == ["FU-450"]
    assert [part.number for part in find_parts(bruno, "unit fuser")] == ["FU-450"]
    assert find_parts(bruno, "  ") == ()


def test_parts_that_fit_the_machine_come_first() -> None:
    bruno = an_actor(Role.TECHNICIAN, branch=a_branch())
    a_part(ref="A", name="Fuser A", fits_family="Norvik X")
    a_part(ref="B", name="Fuser B", fits_family="Norvik C4")

    found = find_parts(bruno, "fuser", family="Norvik C4")

    assert [part.number for part in found] == ["B", "A"]
