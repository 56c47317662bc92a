"""What is done is worked out from rows: each step from nothing to the first call."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.builders import MONDAY, a_branch, a_contract, a_customer, a_machine, a_technician, a_user, an_actor
from tests.builders.rota import bruno_and_mira

from steadyhand.business.calls.actions.open_call import open_call
from steadyhand.business.calls.settings import LINK_OPEN_DAYS
from steadyhand.business.dealership.actions.accept_defaults import accept_defaults
from steadyhand.business.dealership.actions.change_setting import change_setting
from steadyhand.business.dealership.actions.invite_user import invite_user
from steadyhand.business.dealership.described import RoleAt
from steadyhand.business.dealership.rules import Role
from steadyhand.business.people.models import Technician
from steadyhand.flows.company.first_steps import Found, Standing, Step, first_steps, next_step, standings
from steadyhand.shared.actor import Actor

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 9)


@pytest.fixture
def joan() -> Actor:
    return an_actor(Role.ADMINISTRATOR, name="Joan Pruitt")


def found(by: Actor, *, is_import_waiting: bool = False) -> Found:
    return first_steps(by=by, is_import_waiting=is_import_waiting, today=TODAY)


def standing_of(step: Step, by: Actor, *, is_import_waiting: bool = False) -> Standing:
    return standings(found(by, is_import_waiting=is_import_waiting))[step]


def test_on_an_empty_record_everything_is_to_do(joan: Actor) -> None:
    standing = standings(found(joan))

    assert set(standing.values()) == {Standing.TO_DO, Standing.BY_CHOICE}
    assert [step for step, how_far in standing.items() if how_far is Standing.BY_CHOICE] == [Step.ON_CALL]
    assert list(standing) == list(Step)
    assert next_step(standing) is Step.BRANCHES


def test_an_open_branch_is_the_first_step(joan: Actor) -> None:
    a_branch()

    assert standing_of(Step.BRANCHES, joan) is Standing.DONE
    assert next_step(standings(found(joan))) is Step.LISTS


def test_lists_begin_with_customers_and_are_done_with_machines(joan: Actor) -> None:
    assert standing_of(Step.LISTS, joan, is_import_waiting=True) is Standing.BEGUN
    customer = a_customer()
    assert standing_of(Step.LISTS, joan) is Standing.BEGUN

    a_machine()
    a_contract(customer)

    seen = found(joan)
    assert standings(seen)[Step.LISTS] is Standing.DONE
    assert (seen.customers, seen.machines, seen.contracts, seen.calls) == (2, 1, 1, 0)


def test_settings_are_done_when_one_is_changed_or_all_are_found_to_suit(joan: Actor) -> None:
    change_setting(by=joan, key=LINK_OPEN_DAYS.key, value=60, now=MONDAY)
    assert standing_of(Step.SETTINGS, joan) is Standing.DONE
    change_setting(by=joan, key=LINK_OPEN_DAYS.key, value=90, now=MONDAY)
    assert standing_of(Step.SETTINGS, joan) is Standing.TO_DO

    accept_defaults(by=joan, now=MONDAY)

    assert standing_of(Step.SETTINGS, joan) is Standing.DONE


def test_a_technician_is_listed_then_invited_then_in(joan: Actor) -> None:
    listed = Technician.objects.create(
        tenant_id=joan.tenant_id, branch=a_branch(), ref="T01", name="Bruno Salas", email="bruno@lakeside.example"
    )
    assert [one.id for one in found(joan).without_way_in] == [listed.id]
    assert standing_of(Step.PEOPLE, joan) is Standing.TO_DO

    roles = [RoleAt(Role.TECHNICIAN)]
    invite_user(by=joan, name="Bruno Salas", email="bruno@lakeside.example", phone="", roles=roles, now=MONDAY)
    assert standing_of(Step.PEOPLE, joan) is Standing.BEGUN

    a_technician(name="Keisha Monroe")
    assert standing_of(Step.PEOPLE, joan) is Standing.DONE


def test_whoever_left_or_signs_in_no_more_does_not_count(joan: Actor) -> None:
    gone = a_user(Role.TECHNICIAN)
    gone.is_active = False
    gone.save()
    Technician.objects.create(tenant_id=joan.tenant_id, branch=a_branch(), ref="T09", name="Old Hand", left_on=TODAY)

    seen = found(joan)

    assert (seen.technicians_in, seen.technicians_invited, seen.without_way_in) == (0, (), ())


def test_only_a_call_taken_here_is_the_first_call(joan: Actor) -> None:
    branch = a_branch()
    assert standing_of(Step.FIRST_CALL, joan) is Standing.TO_DO

    open_call(by=joan, branch_id=branch.id, problem="Jams", caller_name="Grace Chen", now=MONDAY)

    assert standing_of(Step.FIRST_CALL, joan) is Standing.DONE


def test_a_rota_is_done_once_somebody_is_on_call_and_never_stands_in_the_way(joan: Actor) -> None:
    standing = dict.fromkeys(Step, Standing.DONE) | {Step.ON_CALL: Standing.BY_CHOICE}
    assert next_step(standing) is None

    bruno_and_mira()

    assert standing_of(Step.ON_CALL, joan) is Standing.DONE


def test_it_takes_twelve_queries_however_much_there_is(
    joan: Actor, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for name in ("Bruno Salas", "Keisha Monroe", "Nora Reyes"):
        a_technician(name=name)
        a_machine()

    with django_assert_max_num_queries(12):
        found(joan)
