"""What the record says of a call and of people is asked for in the plan, and what it doesn't say is told."""

from datetime import timedelta

import pytest
from tests.builders import MONDAY, a_contract, a_model
from tests.builders.day_plans import EARLY, TODAY, PlanDay, a_plan_day

from steadyhand.business.calls.models import Call
from steadyhand.business.calls.rules import CallType, Urgency
from steadyhand.business.customers.models import Customer
from steadyhand.business.dispatch.day_plan.reading import DayRead, read_day
from steadyhand.business.dispatch.solver import hard_rules
from steadyhand.business.dispatch.solver.problem import Visit
from steadyhand.business.people.models import Technician

pytestmark = pytest.mark.django_db


@pytest.fixture
def day() -> PlanDay:
    return a_plan_day()


def read(day: PlanDay) -> DayRead:
    return read_day(day.dana, day.branch.id, on=TODAY, now=EARLY)


def the_visit(found: DayRead, call: Call) -> Visit:
    return next(each for each in found.problem.visits if each.key == call.ref)


def may_go(found: DayRead, call: Call) -> set[str]:
    visit = the_visit(found, call)
    return {who.key for who in found.problem.technicians if not hard_rules.refusals(who, visit, TODAY)}


def test_whoever_speaks_the_customers_language_goes(day: PlanDay) -> None:
    call = day.call("Panadería Ruiz")
    Customer.objects.filter(name="Panadería Ruiz").update(language="es")
    Technician.objects.filter(name="Walt Jensen").update(languages="en, ES")

    found = read(day)

    assert may_go(found, call) == {"Walt Jensen"}
    assert not any("speaks" in said for said in found.norms)


def test_where_nobody_speaks_it_anybody_goes_and_it_is_said(day: PlanDay) -> None:
    call = day.call("Panadería Ruiz")
    Customer.objects.filter(name="Panadería Ruiz").update(language="es")

    found = read(day)

    assert may_go(found, call) == {"Bruno Salas", "Walt Jensen"}
    assert f"Nobody here speaks es by the record, as call {call.ref} would want: anybody is sent." in found.norms


def test_a_network_call_is_for_whoever_is_independent_on_networks(day: PlanDay) -> None:
    call, other = day.call(call_type=CallType.NETWORK), day.call("City hall")
    Technician.objects.filter(name="Bruno Salas").update(network_level=3)
    Technician.objects.filter(name="Walt Jensen").update(network_level=2)

    found = read(day)

    assert may_go(found, call) == {"Bruno Salas"}
    assert may_go(found, other) == {"Bruno Salas", "Walt Jensen"}


def test_where_nobody_has_the_network_level_it_is_said(day: PlanDay) -> None:
    call = day.call(call_type=CallType.NETWORK)

    found = read(day)

    assert may_go(found, call) == {"Bruno Salas", "Walt Jensen"}
    assert any("network level 3" in said and call.ref in said for said in found.norms)


def test_only_whoever_is_cleared_is_let_in(day: PlanDay) -> None:
    call = day.call("Franklin Bank", clearance="Bank badge")
    Technician.objects.filter(name="Walt Jensen").update(clearances="court badge, bank badge")

    assert may_go(read(day), call) == {"Walt Jensen"}


def test_two_go_where_a_model_takes_two(day: PlanDay) -> None:
    call = day.call(model=a_model(needs_two=True))

    assert set(the_visit(read(day), call).together) == {"Bruno Salas", "Walt Jensen"}


def test_a_response_term_is_read_and_whoever_has_no_time_promised_waits(day: PlanDay) -> None:
    a_contract()
    waiting = day.call("Waits", urgency=Urgency.STANDSTILL, respond_by=MONDAY + timedelta(hours=2))
    promised = day.call("Knows when")
    day.promise(promised, MONDAY + timedelta(hours=4), from_at=MONDAY + timedelta(hours=2))

    found = read(day)

    # 9:00 there is two hours after the two who look at it at seven; nobody sets out before eight.
    assert the_visit(found, waiting).respond_by == found.gathered.clock.seconds(MONDAY + timedelta(hours=2))
    assert the_visit(found, waiting).waits_from == min(who.shift.opens for who in found.problem.technicians)
    assert the_visit(found, promised).waits_from is None
