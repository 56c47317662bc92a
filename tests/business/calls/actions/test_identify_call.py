"""Now we know who called."""

import pytest
from tests.builders import MONDAY, a_branch, a_call, a_customer, a_machine, a_site
from tests.builders.desk import as_it_is, dana

from steadyhand.business.calls.actions.identify_call import CannotIdentify, identify_call
from steadyhand.business.calls.actions.open_call import open_call
from steadyhand.business.calls.models import Call
from steadyhand.business.calls.standing import CallNotThere
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db


def an_unknown_call() -> Call:
    by = dana()
    opened = open_call(by=by, branch_id=a_branch("COL").id, problem="Jam", caller_name="A Ms Chen", now=MONDAY)
    return Call.objects.of(by.tenant_id).get(id=opened.id)


def test_the_call_gets_its_customer_and_moves_to_their_branch() -> None:
    call, machine = an_unknown_call(), a_machine(site=a_site(a_customer(branch=a_branch("DAY"))))

    identify_call(
        by=dana(),
        call_id=call.id,
        version=1,
        customer_id=machine.customer_id,
        branch_id=machine.customer.branch_id,
        machine_id=machine.id,
        now=MONDAY,
    )

    now = as_it_is(call)
    assert (now.customer_id, now.machine_id, now.branch_id) == (machine.customer_id, machine.id, a_branch("DAY").id)
    assert (now.caller_name, now.version) == ("A Ms Chen", 2)
    assert changes_of(call.tenant_id, [call.id])[0].verb == "said whose call it is"


def test_a_customer_of_a_branch_that_is_not_theirs_is_refused() -> None:
    call, chen = an_unknown_call(), a_customer(branch=a_branch("DAY"))

    with pytest.raises(CannotIdentify, match="a branch that you don't work for"):
        identify_call(
            by=dana(branch=a_branch("COL")),
            call_id=call.id,
            version=1,
            customer_id=chen.id,
            branch_id=chen.branch_id,
            now=MONDAY,
        )


def test_a_stale_version_is_told() -> None:
    call, chen = an_unknown_call(), a_customer()

    with pytest.raises(CannotIdentify, match="what you see now is fresh"):
        identify_call(by=dana(), call_id=call.id, version=4, customer_id=chen.id, branch_id=chen.branch_id, now=MONDAY)


def test_a_call_of_another_branch_is_not_there() -> None:
    call = a_call()

    with pytest.raises(CallNotThere):
        identify_call(
            by=dana(branch=a_branch("DAY")),
            call_id=call.id,
            version=1,
            customer_id=call.customer_id,  # type: ignore[arg-type]  # the builder's call has one
            branch_id=call.branch_id,
            now=MONDAY,
        )
