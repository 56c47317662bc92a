"""A technician of Columbus who dispatches in Dayton plans nobody in Columbus."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import a_branch, a_call, a_customer, a_machine, a_site, a_technician, a_user, a_visit
from tests.builders.desk import a_form, as_it_is
from tests.builders.field import fresh

from steadyhand.business.calls.models import Call
from steadyhand.business.calls.rules import CallState, VisitState
from steadyhand.business.dealership.models import RoleHeld, User
from steadyhand.business.dealership.rules import Role

pytestmark = pytest.mark.django_db


def mei() -> tuple[User, Client]:
    user = a_user(Role.TECHNICIAN, branch=a_branch(), name="Mei Tanaka")
    RoleHeld.objects.create(tenant_id=user.tenant_id, user=user, role=Role.DISPATCHER, branch=a_branch("DAY"))
    a_technician(user=user, name="Mei Tanaka")
    client = Client()
    client.force_login(user)
    return user, client


def a_call_at(code: str) -> Call:
    customer = a_customer(f"Clinic of {code}", branch=a_branch(code))
    return a_call(machine=a_machine(site=a_site(customer)))


def test_the_board_shows_the_branch_where_one_dispatches() -> None:
    a_call_at("COL"), a_call_at("DAY")

    page = mei()[1].get(reverse("board")).content.decode()

    assert "Clinic of DAY" in page
    assert "Clinic of COL" not in page


@pytest.mark.parametrize("name", ["plan-visit", "cancel-call", "identify-call", "call"])
def test_calls_of_the_other_branch_are_not_there_for_a_dispatcher(name: str) -> None:
    client = mei()[1]

    assert client.get(reverse(name, args=[a_call_at("COL").id])).status_code == 404
    assert client.get(reverse(name, args=[a_call_at("DAY").id])).status_code == 200


def test_a_colleagues_visit_is_not_ended_by_the_rights_of_another_branch() -> None:
    client = mei()[1]
    visit = a_visit(call=a_call_at("COL"), technician=a_technician(name="Bruno Salas"))

    client.post(
        reverse("visit-arrived", args=[visit.id]), a_form(version=visit.version, why="His phone is dead"), follow=True
    )

    assert fresh(visit).state == VisitState.PLANNED
    assert as_it_is(visit.call).state == CallState.TO_PLAN
