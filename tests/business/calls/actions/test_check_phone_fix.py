"""The day after a fix on the phone."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_branch
from tests.builders.desk import as_it_is, dana
from tests.builders.phone import a_call_tried_by_phone

from steadyhand.business.calls.actions.check_phone_fix import CannotCheckPhoneFix, check_phone_fix
from steadyhand.business.calls.actions.reopen_call import reopen_call
from steadyhand.business.calls.models import Call, PhoneFix
from steadyhand.business.calls.rules import CallState, CallType
from steadyhand.business.calls.standing import CallNotThere

pytestmark = pytest.mark.django_db
NEXT_DAY = MONDAY + timedelta(days=1)


def has_held(call: Call) -> bool | None:
    return PhoneFix.objects.get(call=call, tenant_id=call.tenant_id).has_held


def test_what_has_held_stays_closed() -> None:
    call = a_call_tried_by_phone()

    check_phone_fix(by=dana(), call_id=call.id, has_held=True, now=NEXT_DAY)

    assert (as_it_is(call).state, has_held(call)) == (CallState.CLOSED, True)


def test_what_has_not_held_is_to_be_planned_as_corrective() -> None:
    call = a_call_tried_by_phone()

    check_phone_fix(by=dana(), call_id=call.id, has_held=False, now=NEXT_DAY)

    now = as_it_is(call)
    assert (now.state, now.call_type, now.closed_at) == (CallState.TO_PLAN, CallType.CORRECTIVE, None)
    assert has_held(call) is False


def test_one_is_asked_once() -> None:
    call = a_call_tried_by_phone()
    check_phone_fix(by=dana(), call_id=call.id, has_held=True, now=NEXT_DAY)

    with pytest.raises(CannotCheckPhoneFix, match="Somebody has asked about call"):
        check_phone_fix(by=dana(), call_id=call.id, has_held=False, now=NEXT_DAY)


def test_reopening_the_call_by_hand_says_that_it_did_not_hold() -> None:
    call = a_call_tried_by_phone()

    reopen_call(by=dana(), call_id=call.id, version=call.version, why="It jams again", now=NEXT_DAY)

    now = as_it_is(call)
    assert (now.state, now.call_type, has_held(call)) == (CallState.TO_PLAN, CallType.CORRECTIVE, False)


def test_a_call_of_another_branch_is_not_there() -> None:
    call = a_call_tried_by_phone()

    with pytest.raises(CallNotThere):
        check_phone_fix(by=dana(branch=a_branch("DAY")), call_id=call.id, has_held=True, now=NEXT_DAY)
