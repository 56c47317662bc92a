"""Maintenance that is due and visits that are wished fill a day's gaps, and no call comes later for one."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.builders.day_plans import EARLY, HOUR, TODAY, PlanDay, a_plan_day
from tests.builders.record import MONDAY, a_customer, a_machine, a_site
from tests.builders.territory import answers_for

from steadyhand.business.calls.actions.propose_visit import Wished, propose_visit
from steadyhand.business.calls.models import Call, MaintenanceDue, Visit, VisitProposal
from steadyhand.business.calls.proposals.rules import ProposalState
from steadyhand.business.calls.rules import CallState, CallType, VisitState
from steadyhand.business.dealership.queries import actor_for
from steadyhand.business.dispatch.actions.accept_plan import accept_plan
from steadyhand.business.dispatch.actions.take_back_plan import take_back_plan
from steadyhand.business.dispatch.day_plan.shown import PlanGap
from steadyhand.business.dispatch.queries.gaps import gaps_filled
from steadyhand.business.machines.models import Machine
from steadyhand.flows.visit.fill_gap import CannotFillGap, empty_gap, fill_gap

pytestmark = pytest.mark.django_db
BRUNO = "Bruno Salas"
DAY = timedelta(days=1)


@pytest.fixture
def day() -> PlanDay:
    return a_plan_day(BRUNO)


def due(day: PlanDay, *, north: float, name: str = "Al's Diner", days: int = 3) -> Machine:
    """Return a machine so far from the branch whose maintenance has been due so long; Bruno answers for it."""
    customer = a_customer(name, branch=day.branch)
    answers_for(day.people[BRUNO], customer.id)
    machine = a_machine(site=a_site(customer, latitude=39.96 + north / 111.0, longitude=-83.0))
    MaintenanceDue.objects.create(
        tenant_id=day.branch.tenant_id, machine=machine, due_on=TODAY - days * DAY, basis="days"
    )
    return machine


def gaps(day: PlanDay) -> tuple[PlanGap, ...]:
    return day.shown(day.plan()).gaps


def test_what_is_due_beside_the_way_fills_a_gap_and_says_so(day: PlanDay) -> None:
    call = day.call(north=10.0)
    machine, _ = due(day, north=10.2), due(day, north=60.0, name="Too far")

    made = day.plan()
    without = day.stop(made, call)
    (gap,) = day.shown(made).gaps

    assert (gap.about_id, gap.technician, gap.call_type) == (machine.id, BRUNO, CallType.PREVENTIVE)
    assert gap.why[0].said.startswith("its maintenance has been due since")
    assert without.begins_at is not None
    assert without.ends_at is not None
    assert gap.begins_at >= without.ends_at or gap.ends_at <= without.begins_at
    assert not Visit.objects.of(day.dana.tenant_id).exists()


def test_no_call_comes_later_for_it(day: PlanDay) -> None:
    waits = day.call("Waits", north=10.0)
    day.promise(waits, MONDAY + HOUR, from_at=MONDAY)
    due(day, north=9.8)

    made = day.plan()

    stop, (gap,) = day.stop(made, waits), day.shown(made).gaps
    assert stop.begins_at == MONDAY
    assert stop.ends_at is not None
    assert gap.begins_at >= stop.ends_at


def test_what_has_its_call_or_waits_elsewhere_fills_nothing(day: PlanDay) -> None:
    day.call(north=10.0)
    machine = due(day, north=10.2)
    due(day, north=10.1, name="Not yet", days=-2)
    made = day.plan()
    accept_plan(by=day.dana, plan_id=made.id, version=made.version, now=EARLY)
    fill_gap(by=day.dana, plan_id=made.id, about_id=machine.id, now=EARLY)

    assert gaps(day) == ()


def accepted(day: PlanDay) -> tuple[UUID, int]:
    made = day.plan()
    return made.id, accept_plan(by=day.dana, plan_id=made.id, version=made.version, now=EARLY).version


def test_filled_it_is_a_call_with_its_visit_and_taken_back_neither(day: PlanDay) -> None:
    day.call(north=10.0)
    machine = due(day, north=10.2)
    plan_id, version = accepted(day)

    taken = fill_gap(by=day.dana, plan_id=plan_id, about_id=machine.id, now=EARLY)

    visit = Visit.objects.of(day.dana.tenant_id).get(call_id=taken.call_id)
    assert (visit.technician_id, visit.state) == (day.people[BRUNO].id, VisitState.PLANNED)
    assert [each.call_id for each in gaps_filled(day.dana, plan_id)] == [taken.call_id]
    with pytest.raises(CannotFillGap, match="open already"):
        fill_gap(by=day.dana, plan_id=plan_id, about_id=machine.id, now=EARLY)

    take_back_plan(by=day.dana, plan_id=plan_id, version=version, now=EARLY)
    for _ in range(2):
        empty_gap(by=day.dana, plan_id=plan_id, about_id=machine.id, now=EARLY)

    assert Call.objects.get(id=taken.call_id).state == CallState.CANCELLED
    assert Visit.objects.get(id=visit.id).state == VisitState.CANCELLED


def test_a_wish_is_taken_on_for_whoever_wished_it(day: PlanDay) -> None:
    day.call(north=10.0)
    customer = a_customer("Al's Diner", branch=day.branch)
    answers_for(day.people[BRUNO], customer.id)
    a_site(customer, latitude=39.96 + 10.1 / 111.0, longitude=-83.0)
    bruno_id = day.people[BRUNO].user_id
    assert bruno_id is not None
    wish = Wished(
        customer_id=customer.id, machine_id=None, call_type=CallType.COURTESY, from_on=TODAY, until_on=TODAY + DAY,
        minutes=30, why="Nobody has asked them how they are since spring.",
    )  # fmt: skip
    proposal_id = propose_visit(by=actor_for(bruno_id), wished=wish, now=EARLY)
    plan_id, _ = accepted(day)
    (gap,) = day.shown_by(plan_id).gaps

    taken = fill_gap(by=day.dana, plan_id=plan_id, about_id=proposal_id, now=EARLY)

    assert (gap.technician, gap.minutes) == (BRUNO, 30)
    assert gap.why[0].said.startswith("Bruno Salas would like to go there")
    row = VisitProposal.objects.get(id=proposal_id)
    assert (row.state, row.call_id) == (ProposalState.TAKEN_ON, taken.call_id)


def test_only_an_accepted_plan_fills_gaps(day: PlanDay) -> None:
    machine = due(day, north=10.2)

    with pytest.raises(CannotFillGap, match="no such gap"):
        fill_gap(by=day.dana, plan_id=day.plan().id, about_id=machine.id, now=EARLY)
