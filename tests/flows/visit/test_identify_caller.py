"""Once somebody knows who called, the contract's term counts from when the call was taken."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_branch, a_call, a_contract, a_customer, a_machine, a_site
from tests.builders.desk import dana

from steadyhand.business.calls.models import Call
from steadyhand.flows.visit.customer_link import follow_customer_link, make_customer_link
from steadyhand.flows.visit.identify_caller import identify_caller
from steadyhand.flows.visit.know_caller import CallerNotThere, know_caller
from steadyhand.flows.visit.take_call import take_call
from steadyhand.shared.links import LinkRefused

pytestmark = pytest.mark.django_db


def test_the_term_counts_from_when_the_call_was_taken() -> None:
    by, site = dana(), a_site()
    machine = a_machine(site=site, contract=a_contract(site.customer, response_minutes=240))
    taken = take_call(by=by, problem="Jam", caller_name="A Ms Chen", branch_id=a_branch().id, now=MONDAY)

    identify_caller(by=by, call_id=taken.id, version=1, machine_id=machine.id, now=MONDAY + timedelta(hours=2))

    call = Call.objects.of(by.tenant_id).get(id=taken.id)
    assert (call.machine_id, call.respond_by) == (machine.id, MONDAY + timedelta(hours=4))


def test_a_link_opens_nothing_once_the_call_is_another_customers() -> None:
    by, call, other = dana(), a_call(), a_customer("Lanick Family Clinic")
    token = make_customer_link(by=by, call_id=call.id, now=MONDAY)

    identify_caller(by=by, call_id=call.id, version=1, customer_id=other.id, now=MONDAY)

    with pytest.raises(LinkRefused):
        follow_customer_link(token, now=MONDAY)


def test_a_link_goes_on_opening_when_only_the_machine_is_found_out() -> None:
    by, call = dana(), a_call()
    token = make_customer_link(by=by, call_id=call.id, now=MONDAY)

    identify_caller(by=by, call_id=call.id, version=1, customer_id=call.customer_id, now=MONDAY)

    assert follow_customer_link(token, now=MONDAY).number == call.ref


def test_nobody_chosen_is_nobody_known() -> None:
    with pytest.raises(CallerNotThere, match="no such customer at your branches"):
        know_caller(by=dana(), now=MONDAY)


def test_of_several_contracts_none_is_guessed() -> None:
    customer = a_customer()
    a_contract(customer), a_contract(customer)

    known = know_caller(by=dana(), customer_id=customer.id, now=MONDAY)

    assert (known.contract, known.contracts_to_choose) == (None, 2)
    assert known.entitlement == ("2 contracts are in force: which one counts depends on the machine.",)
    assert known.cautions == ()
