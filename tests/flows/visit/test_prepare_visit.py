"""A brief is whole, even where little is known."""

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.builders import MONDAY, a_branch, a_call, a_contract, a_machine, a_meter, a_site, a_visit, an_actor
from tests.builders.field import its_technician
from tests.builders.record import a_customer

from steadyhand.business.calls.models import Call
from steadyhand.business.dealership.rules import Role
from steadyhand.flows.visit.prepare_visit import prepare_visit

pytestmark = pytest.mark.django_db
ZONE = "America/New_York"


def test_everything_takes_twenty_queries_at_most(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    chen = a_customer()
    machine = a_machine(site=a_site(chen), contract=a_contract(chen))
    a_meter(machine)
    visit = a_visit(call=a_call(machine=machine))
    bruno = its_technician(visit)

    with django_assert_max_num_queries(20):
        prepared = prepare_visit(by=bruno, visit_id=visit.id, zone=ZONE, now=MONDAY)

    assert prepared is not None
    assert prepared.brief.is_mine
    assert prepared.entitlement[0] == "Covered: parts, labour and toner."


def test_an_unknown_caller_has_a_brief_without_claims() -> None:
    visit = a_visit()
    Call.objects.of(visit.tenant_id).filter(id=visit.call_id).update(
        customer=None, site=None, machine=None, caller_name="Somebody at the clinic", caller_phone="(614) 555-0199"
    )

    prepared = prepare_visit(by=its_technician(visit), visit_id=visit.id, zone=ZONE, now=MONDAY)

    assert prepared is not None
    assert (prepared.entitlement, prepared.cautions, prepared.meters) == ((), (), ())
    assert (prepared.brief.who.contact, prepared.brief.who.phone) == ("Somebody at the clinic", "(614) 555-0199")


def test_another_branch_s_visit_has_no_brief() -> None:
    theirs = a_visit(call=a_call(machine=a_machine(site=a_site(a_customer(branch=a_branch("CLE"))))))
    bruno = an_actor(Role.TECHNICIAN, branch=a_branch("COL"))

    assert prepare_visit(by=bruno, visit_id=theirs.id, zone=ZONE, now=MONDAY) is None
