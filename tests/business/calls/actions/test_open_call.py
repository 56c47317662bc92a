"""A customer asks for help, and the call is in the record."""

import uuid

import pytest
from tests.builders import MONDAY, a_branch, a_call, a_code, a_dealership
from tests.builders.desk import dana

from steadyhand.business.calls.actions.open_call import COUNTER, CannotOpenCall, open_call
from steadyhand.business.calls.models import Call
from steadyhand.business.calls.rules import CallState
from steadyhand.shared.clock import How
from steadyhand.shared.counters import next_number
from steadyhand.shared.history import changes_of
from steadyhand.shared.landing import open_batch

pytestmark = pytest.mark.django_db


def test_a_call_gets_the_next_number_and_is_to_plan() -> None:
    by, branch = dana(), a_branch()

    first = open_call(by=by, branch_id=branch.id, problem=" Lines ", caller_name="Grace", now=MONDAY)
    second = open_call(by=by, branch_id=branch.id, problem="Jam", caller_name="Grace", now=MONDAY)

    call = Call.objects.of(by.tenant_id).get(id=first.id)
    assert (first.number, second.number) == ("10001", "10002")
    assert (call.state, call.problem, call.taken_by) == (CallState.TO_PLAN, "Lines", "Dana Whitfield")
    assert (call.taken_at, call.taken_at_how) == (MONDAY, How.OBSERVED)
    assert [entry.verb for entry in changes_of(by.tenant_id, [call.id])] == ["took the call"]


def test_numbers_that_imported_calls_have_taken_are_stepped_over() -> None:
    by, branch = dana(), a_branch()
    for number in range(10_001, 10_006):
        a_call(ref=str(number))

    opened = open_call(by=by, branch_id=branch.id, problem="Jam", caller_name="Grace", now=MONDAY)

    assert int(opened.number) > 10_005
    assert Call.objects.of(by.tenant_id).filter(ref=opened.number).count() == 1


def test_numbers_of_a_file_still_arriving_are_taken_too() -> None:
    by, branch = dana(), a_branch()
    batch = open_batch(tenant_id=by.tenant_id, source="calls.csv", now=MONDAY)
    a_call(ref="10001", batch_id=batch.id)

    opened = open_call(by=by, branch_id=branch.id, problem="Jam", caller_name="Grace", now=MONDAY)

    assert opened.number == "10002"
    assert next_number(by.tenant_id, COUNTER) == 10_003


def test_a_call_of_another_branch_is_refused() -> None:
    by = dana(branch=a_branch("COL"))

    with pytest.raises(CannotOpenCall, match="a branch that you don't work for"):
        open_call(by=by, branch_id=a_branch("DAY").id, problem="Jam", caller_name="Grace", now=MONDAY)


def test_a_call_without_a_problem_is_refused() -> None:
    with pytest.raises(CannotOpenCall, match="write it in the caller's own words"):
        open_call(by=dana(), branch_id=a_branch().id, problem="  ", caller_name="Grace", now=MONDAY)


def test_a_call_that_nobody_could_call_back_is_refused() -> None:
    with pytest.raises(CannotOpenCall, match="Nobody could be called back"):
        open_call(by=dana(), branch_id=a_branch().id, problem="Jam", now=MONDAY)


@pytest.mark.parametrize("facts", [{"kind": "cause", "code": "WORN"}, {"is_retired": True}])
def test_only_problem_codes_in_use_are_taken(facts: dict[str, object]) -> None:
    code = a_code(**facts)  # type: ignore[arg-type]

    with pytest.raises(CannotOpenCall, match="no longer in use"):
        open_call(
            by=dana(), branch_id=a_branch().id, problem="Jam", caller_name="G", problem_code_id=code.id, now=MONDAY
        )


def test_a_code_nobody_knows_is_refused() -> None:
    a_dealership()

    with pytest.raises(CannotOpenCall, match="Choose another one, or none"):
        open_call(
            by=dana(), branch_id=a_branch().id, problem="J", caller_name="G", problem_code_id=uuid.uuid4(), now=MONDAY
        )
