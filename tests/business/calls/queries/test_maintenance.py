"""The list of machines that are due: by branch, the longest overdue first, page by page."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.builders import a_branch, a_call, a_customer, a_site, a_visit, an_actor
from tests.builders.upkeep import INSTALLED_ON, a_machine_in_cycle, reckoned

from steadyhand.business.calls.queries.maintenance import due_here, due_machine, due_page
from steadyhand.business.calls.rules import CallType
from steadyhand.business.dealership.rules import Role
from steadyhand.business.machines.models import Machine

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 9)


def due_after(*days: int) -> list[Machine]:
    machines = [a_machine_in_cycle(every_days=each) for each in days]
    reckoned(*machines)
    return machines


def test_the_longest_overdue_stands_first_and_what_is_not_due_yet_is_not_there() -> None:
    until_today = (TODAY - INSTALLED_ON).days
    today, long_ago, _tomorrow = due_after(until_today, 90, until_today + 1)

    page = due_page(an_actor(Role.DISPATCHER), today=TODAY)

    assert [machine.machine_id for machine in page.machines] == [long_ago.id, today.id]
    assert (page.later, page.earlier) == (None, None)


def test_pages_go_on_and_back_by_key_also_among_machines_of_one_day() -> None:
    due_after(90, 90, 90, 120, 150)
    dana = an_actor(Role.DISPATCHER)
    everything = [machine.machine_id for machine in due_page(dana, today=TODAY).machines]

    first = due_page(dana, today=TODAY, most=2)
    second = due_page(dana, today=TODAY, after=first.later, most=2)
    third = due_page(dana, today=TODAY, after=second.later, most=2)
    back = due_page(dana, today=TODAY, before=third.earlier, most=2)

    shown = [machine.machine_id for page in (first, second, third) for machine in page.machines]
    assert shown == everything
    assert third.later is None
    assert back.machines == second.machines


def test_only_the_actor_s_branches_and_the_one_that_is_asked_for() -> None:
    columbus, dayton = a_branch("COL"), a_branch("DAYT")
    machines = [a_machine_in_cycle(site=a_site(a_customer(branch=branch))) for branch in (columbus, dayton)]
    reckoned(*machines)

    everywhere = due_page(an_actor(Role.DISPATCHER), today=TODAY, branch_id=dayton.id)
    own = due_page(an_actor(Role.DISPATCHER, branch=columbus), today=TODAY)

    assert [machine.machine_id for machine in everywhere.machines] == [machines[1].id]
    assert [machine.machine_id for machine in own.machines] == [machines[0].id]
    assert due_machine(an_actor(Role.DISPATCHER, branch=columbus), machines[1].id, today=TODAY) is None


def test_a_preventive_call_that_is_open_is_named_with_its_visit() -> None:
    machine = a_machine_in_cycle()
    reckoned(machine)
    a_call(machine=machine)
    visit = a_visit(call=a_call(machine=machine, call_type=CallType.PREVENTIVE, ref="10777"))

    due = due_machine(an_actor(Role.DISPATCHER), machine.id, today=TODAY)

    assert due is not None
    assert due.open_call is not None
    assert (due.open_call.number, due.open_call.visit_id) == ("10777", visit.id)


def test_a_site_shows_its_machines_and_a_machine_without_a_site_shows_itself() -> None:
    machine = a_machine_in_cycle()
    neighbour = a_machine_in_cycle(site=machine.site, every_days=200)
    elsewhere = a_machine_in_cycle()
    reckoned(machine, neighbour, elsewhere)
    bruno = an_actor(Role.TECHNICIAN)

    at_site = due_here(bruno, site_id=machine.site_id, machine_id=machine.id, today=TODAY)
    alone = due_here(bruno, site_id=None, machine_id=machine.id, today=TODAY)

    assert [due.machine_id for due in at_site] == [machine.id, neighbour.id]
    assert [due.machine_id for due in alone] == [machine.id]
    assert due_here(bruno, site_id=None, machine_id=None, today=TODAY) == ()


def test_a_page_takes_four_queries_however_long(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for machine in due_after(*[90 + number for number in range(20)]):
        a_call(machine=machine, call_type=CallType.PREVENTIVE)
    dana = an_actor(Role.DISPATCHER)

    with django_assert_max_num_queries(4):
        assert len(due_page(dana, today=TODAY).machines) == 20
