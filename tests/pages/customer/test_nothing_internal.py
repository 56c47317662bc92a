"""Nothing internal ever reaches a customer: every state is shown with poison in every field that stays inside."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from tests.builders import a_call, a_code, a_contact, a_contract, a_dealership, a_machine, a_part, a_site, an_actor
from tests.builders.field import a_closing, a_visit_on_site, a_visit_under_way, closed, fresh, its_technician, today_at
from tests.builders.record import a_branch, a_customer, a_technician, a_visit

from steadyhand.business.calls.actions.cancel_call import cancel_call
from steadyhand.business.calls.actions.reopen_visit import reopen_visit
from steadyhand.business.calls.actions.step_back import step_back
from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import CallState, Urgency, VisitState
from steadyhand.business.customers.models import Goal
from steadyhand.business.dealership.rules import Role
from steadyhand.business.people.models import Technician
from steadyhand.flows.visit.customer_link import make_customer_link
from steadyhand.shared.clock import How, read_clock

pytestmark = pytest.mark.django_db
POISON = "Wolfsbane"
# 3:33 at night, which no other time on the page is.
DEFAULTED_AT = datetime(2026, 1, 5, 8, 33, tzinfo=UTC)


@pytest.fixture
def call() -> Call:
    """Return a call whose every internal field holds poison."""
    a_dealership(phone="(614) 555-0100", zone="America/New_York")
    branch = a_branch(street=POISON, city=POISON)
    chen = a_customer(branch=branch, note=POISON, segment=POISON, is_on_credit_hold=True)
    a_customer(f"{POISON} & Sons", branch=branch)
    Goal.objects.create(
        tenant_id=chen.tenant_id, ref="G", customer=chen, words=POISON, said_by=POISON, said_on=date(2026, 1, 1)
    )
    site = a_site(chen, door_code=POISON, how_to_get_in=POISON)
    machine = a_machine(
        site=site,
        note=POISON,
        network_address=POISON,
        asset_tag=POISON,
        contract=a_contract(chen, kind=POISON, purchase_order=POISON, lessor=POISON),
    )
    return a_call(
        machine=machine,
        contact=a_contact(chen, name=POISON, email=f"{POISON}@chen.example"),
        urgency=Urgency.STANDSTILL,
        caller_name=POISON,
        caller_phone=POISON,
        purchase_order=POISON,
        taken_by=POISON,
        problem_code=a_code("problem", "P", name=POISON),
        cancelled_because=POISON,
    )


@pytest.fixture
def bruno(call: Call) -> Technician:
    return a_technician(name=f"Bruno {POISON}", branch=call.branch, phone=POISON, email=f"{POISON}@lakeside.example")


def ended(visit: Visit, outcome: VisitState = VisitState.DONE) -> None:
    cause = a_code("cause", f"C{outcome}", name=POISON, plain_words=POISON)
    correction = a_code("correction", f"X{outcome}", name=POISON, plain_words="We put in new rollers.")
    part = a_part(ref=f"{POISON}-{outcome}", name=POISON, price_cents=98_765, cost_cents=43_210)
    closing = a_closing(
        outcome,
        stays_inside=POISON,
        cause_code_id=cause.id,
        correction_code_id=correction.id,
        parts=((part.id, 1),),
    )
    closed(visit, closing, at=read_clock())


def shown(client: Client, call: Call) -> str:
    token = make_customer_link(by=an_actor(Role.DISPATCHER, name=f"Dana {POISON}"), call_id=call.id, now=read_clock())
    response = client.get(f"/c/{token}/")
    assert response.status_code == 200
    return response.content.decode()


def assert_clean(page: str, state: CallState, call: Call) -> None:
    call.refresh_from_db()
    assert call.state == state
    for secret in (POISON, "standstill", "credit", "987.65", "432.10", "98765", "43210", "3:33", "5 January", "None"):
        assert secret.casefold() not in page.casefold(), f"{secret} on the page of a call that is {state}"


def test_a_call_to_plan(client: Client, call: Call) -> None:
    assert_clean(shown(client, call), CallState.TO_PLAN, call)


def test_a_planned_visit(client: Client, call: Call, bruno: Technician) -> None:
    # Out and back, so that the call follows its visit.
    visit = a_visit_under_way(call=call, technician=bruno, planned_for=today_at(12, days=1))
    assert visit.on_the_way_at is not None
    step_back(by=its_technician(visit), visit_id=visit.id, version=visit.version, now=visit.on_the_way_at)

    page = shown(client, call)

    assert_clean(page, CallState.PLANNED, call)
    assert "Bruno plans to come tomorrow" in page


def test_on_the_way_and_on_site(client: Client, call: Call, bruno: Technician) -> None:
    visit = a_visit_under_way(call=call, technician=bruno, at=today_at(0))
    assert_clean(shown(client, call), CallState.UNDER_WAY, visit.call)


def test_on_site(client: Client, call: Call, bruno: Technician) -> None:
    a_visit_on_site(call=call, technician=bruno, at=today_at(0))

    page = shown(client, call)

    assert_clean(page, CallState.UNDER_WAY, call)
    assert "Bruno is with you." in page


@pytest.mark.parametrize("outcome", [VisitState.PARTS, VisitState.IT, VisitState.HANDS])
def test_waiting(client: Client, call: Call, bruno: Technician, outcome: VisitState) -> None:
    ended(a_visit_on_site(call=call, technician=bruno, at=today_at(0)), outcome)

    assert_clean(shown(client, call), CallState.WAITING, call)


def test_closed(client: Client, call: Call, bruno: Technician) -> None:
    ended(a_visit_on_site(call=call, technician=bruno, at=today_at(0)))

    page = shown(client, call)

    assert_clean(page, CallState.CLOSED, call)
    assert "We put in new rollers." in page


def test_cancelled_on_site_and_cancelled_by_the_desk(client: Client, call: Call, bruno: Technician) -> None:
    ended(a_visit_on_site(call=call, technician=bruno, at=today_at(0)), VisitState.CANCELLED)
    assert_clean(shown(client, call), CallState.TO_PLAN, call)

    dana = an_actor(Role.DISPATCHER, name=f"Dana {POISON}")
    cancel_call(by=dana, call_id=call.id, version=call.version, why=POISON, now=read_clock())

    assert_clean(shown(client, call), CallState.CANCELLED, call)


def test_a_reopened_visit(client: Client, call: Call, bruno: Technician) -> None:
    visit = a_visit_on_site(call=call, technician=bruno, at=today_at(0))
    ended(visit)
    reopen_visit(by=its_technician(visit), visit_id=visit.id, version=fresh(visit).version, now=read_clock())

    assert_clean(shown(client, call), CallState.UNDER_WAY, call)


def test_a_defaulted_time_never_appears(client: Client, call: Call, bruno: Technician) -> None:
    # As files bring them: days without an hour, filled in by a stand-in.
    Call.objects.of(call.tenant_id).filter(id=call.id).update(
        state=CallState.CLOSED,
        taken_at=DEFAULTED_AT,
        taken_at_how=How.DEFAULTED,
        closed_at=DEFAULTED_AT,
        closed_at_how=How.DEFAULTED,
    )
    a_visit(
        call=call,
        technician=bruno,
        state=VisitState.DONE,
        told_customer="It runs again.",
        on_the_way_at=DEFAULTED_AT,
        on_the_way_at_how=How.DEFAULTED,
        arrived_at=DEFAULTED_AT,
        arrived_at_how=How.DEFAULTED,
        finished_at=DEFAULTED_AT,
        finished_at_how=How.DEFAULTED,
        planned_for=None,
    )

    page = shown(client, call)

    assert_clean(page, CallState.CLOSED, call)
    assert "It runs again." in page


def test_a_visit_under_way_at_a_defaulted_time(client: Client, call: Call, bruno: Technician) -> None:
    Call.objects.of(call.tenant_id).filter(id=call.id).update(state=CallState.UNDER_WAY)
    a_visit(
        call=call,
        technician=bruno,
        state=VisitState.ON_THE_WAY,
        on_the_way_at=today_at(3, 33),
        on_the_way_at_how=How.DEFAULTED,
        planned_for=None,
    )

    assert_clean(shown(client, call), CallState.UNDER_WAY, call)
