"""Steps were tried with the caller on the phone."""

import pytest
from tests.builders import MONDAY, a_branch, a_call
from tests.builders.desk import a_planned_visit, as_it_is, dana
from tests.builders.phone import TRIED, TUESDAY, a_call_tried_by_phone

from steadyhand.business.calls.actions.try_by_phone import CannotTryByPhone, PhoneTry, try_by_phone
from steadyhand.business.calls.models import Call, PhoneFix
from steadyhand.business.calls.rules import CallState, CallType
from steadyhand.business.calls.standing import CallNotThere
from steadyhand.shared.history import changes_of

pytestmark = pytest.mark.django_db


def attempt(call: Call, tried: PhoneTry, *, version: int = 1) -> None:
    try_by_phone(by=dana(), call_id=call.id, version=version, tried=tried, check_on=TUESDAY, now=MONDAY)


def test_a_call_that_was_fixed_is_closed_as_a_phone_fix_and_will_be_checked() -> None:
    call = a_call_tried_by_phone()

    fix = PhoneFix.objects.get(call=call, tenant_id=call.tenant_id)
    assert (call.state, call.call_type, call.closed_at) == (CallState.CLOSED, CallType.PHONE_FIX, MONDAY)
    assert (fix.steps, fix.check_on, fix.has_held) == (list(TRIED), TUESDAY, None)
    assert changes_of(call.tenant_id, [call.id])[0].verb == "closed the call: fixed on the phone"


def test_a_call_that_was_not_fixed_stays_open_and_says_what_was_tried() -> None:
    call = a_call_tried_by_phone(was_fixed=False)

    fix = PhoneFix.objects.get(call=call, tenant_id=call.tenant_id)
    assert (call.state, call.call_type) == (CallState.TO_PLAN, CallType.CORRECTIVE)
    assert (fix.steps, fix.was_fixed, fix.check_on) == (list(TRIED), False, None)


def test_a_fix_says_what_the_caller_was_told() -> None:
    with pytest.raises(CannotTryByPhone, match="Write what you told the caller"):
        a_call_tried_by_phone(told=" ")


def test_what_was_tried_is_ticked() -> None:
    with pytest.raises(CannotTryByPhone, match="Tick what was tried"):
        a_call_tried_by_phone(steps=())


def test_whoever_is_slower_is_told() -> None:
    with pytest.raises(CannotTryByPhone, match="Somebody has just changed call"):
        attempt(a_call(), PhoneTry(TRIED, was_fixed=False), version=7)


def test_a_call_to_which_somebody_goes_is_not_closed_behind_them() -> None:
    call = as_it_is(a_planned_visit().call)

    with pytest.raises(CannotTryByPhone, match=r"is planned\. Cancel its visit first"):
        attempt(call, PhoneTry(TRIED, was_fixed=True, told_customer="Done."), version=call.version)


def test_a_call_of_another_branch_is_not_there() -> None:
    with pytest.raises(CallNotThere):
        a_call_tried_by_phone(by=dana(branch=a_branch("DAY")))
