"""How much waited when a call was taken is counted as it is counted now."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_branch, a_call, a_customer, a_machine, a_site, a_technician, a_visit

from steadyhand.business.calls.models import Call
from steadyhand.business.calls.queries.how_long import calls_took
from steadyhand.business.calls.rules import CallState, CallType
from steadyhand.business.people.queries import employed_at
from steadyhand.business.promises.waiting import People, waited_each, waiting_each
from steadyhand.shared.clock import How

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOW = MONDAY + DAY


def waited(call: Call) -> list[float]:
    people = People(employed_at(call.tenant_id))
    return [each for _, each in waited_each(calls_took(call.tenant_id), people, now=NOW)]


def test_each_call_finds_those_before_it_at_which_nobody_has_been() -> None:
    machine = a_machine(site=a_site(a_customer(branch=a_branch())))
    bruno = a_technician(branch=a_branch())
    first = a_call(machine=machine, taken_at=MONDAY)
    a_call(machine=machine, taken_at=MONDAY + HOUR)
    a_visit(call=first, technician=bruno, arrived_at=MONDAY + 2 * HOUR, arrived_at_how=How.OBSERVED)
    a_call(machine=machine, taken_at=MONDAY + 3 * HOUR)

    # One at the second; at the third the first has been reached.
    assert waited(first) == [0.0, 1.0, 1.0]
    assert waiting_each(first.tenant_id, first.branch_id, now=NOW) == 2.0


def test_it_is_counted_for_each_technician_who_works_there_on_that_day() -> None:
    machine = a_machine(site=a_site(a_customer(branch=a_branch())))
    a_technician(branch=a_branch())
    a_technician(branch=a_branch(), name="Mira Tanaka", started_on=NOW.date())
    call = a_call(machine=machine, taken_at=MONDAY)
    a_call(machine=machine, taken_at=MONDAY + HOUR)

    assert waited(call) == [0.0, 1.0]
    assert waiting_each(call.tenant_id, call.branch_id, now=NOW) == 1.0


def test_what_nobody_waits_for_and_another_branch_s_calls_don_t_count() -> None:
    call = a_call(state=CallState.CANCELLED, closed_at=MONDAY + HOUR, closed_at_how=How.OBSERVED)
    a_call(machine=call.machine, call_type=CallType.PREVENTIVE)
    a_call(machine=a_machine(site=a_site(a_customer(branch=a_branch("DAY")))))

    assert waiting_each(call.tenant_id, call.branch_id, now=NOW) == 0.0
