"""A machine on the list of due ones gets its preventive call, once."""

from datetime import date

import pytest
from tests.builders import MONDAY, an_actor
from tests.builders.upkeep import a_machine_in_cycle, a_paced_meter, maintained, reckoned

from steadyhand.business.calls.models import Call
from steadyhand.business.calls.rules import CallState, CallType, Urgency
from steadyhand.business.dealership.rules import Role
from steadyhand.flows.visit.maintain_machine import take_preventive_call
from steadyhand.flows.visit.take_call import CannotTakeCall

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 9)


def test_the_call_says_why_and_can_wait() -> None:
    machine = a_machine_in_cycle(every_pages=60_000, every_days=None)
    a_paced_meter(machine, pages_a_day=1_000, days=100)
    reckoned(machine)

    taken = take_preventive_call(by=an_actor(Role.DISPATCHER), machine_id=machine.id, today=TODAY, now=MONDAY)

    call = Call.objects.get(id=taken.id)
    assert (call.call_type, call.state, call.urgency) == (CallType.PREVENTIVE, CallState.TO_PLAN, Urgency.CAN_WAIT)
    assert call.problem == "Preventive maintenance, due every 60,000 pages"


def test_a_second_one_is_refused_with_the_first_one_s_number() -> None:
    machine, dana = a_machine_in_cycle(), an_actor(Role.DISPATCHER)
    reckoned(machine)
    first = take_preventive_call(by=dana, machine_id=machine.id, today=TODAY, now=MONDAY)

    with pytest.raises(CannotTakeCall, match=f"Call {first.number} for its maintenance is open already"):
        take_preventive_call(by=dana, machine_id=machine.id, today=TODAY, now=MONDAY)


def test_a_machine_maintained_meanwhile_is_refused() -> None:
    machine = a_machine_in_cycle()
    maintained(machine, MONDAY)
    reckoned(machine)

    with pytest.raises(CannotTakeCall, match="isn't due any more"):
        take_preventive_call(by=an_actor(Role.DISPATCHER), machine_id=machine.id, today=TODAY, now=MONDAY)
