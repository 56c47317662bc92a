"""A branch in another time zone sees its own clock, and a call is told by the clock its customer lives by."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import a_branch, a_call, a_customer, a_machine, a_site, a_technician, a_user, a_visit
from tests.builders.desk import a_form

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.dealership.models import Branch
from steadyhand.business.dealership.queries import actor_for, firm_of
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db
# 2:00 pm in Columbus, noon in Denver.
NOON_IN_DENVER = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)


def denver() -> Branch:
    return a_branch("DEN", name="Denver", zone="America/Denver")


def a_call_in_denver() -> Call:
    customer = a_customer("Mesa Dental", branch=denver())
    return a_call(machine=a_machine(site=a_site(customer)), taken_at=NOON_IN_DENVER)


def somebody(role: Role, branch: Branch | None) -> Client:
    client = Client()
    client.force_login(a_user(role, branch=branch))
    return client


def test_ones_clock_is_that_of_ones_branches_if_they_share_one() -> None:
    columbus = a_branch()
    zones = {
        "Denver": firm_of(actor_for(a_user(Role.DISPATCHER, branch=denver()).id)).zone,
        "Columbus": firm_of(actor_for(a_user(Role.DISPATCHER, branch=columbus).id)).zone,
        "all": firm_of(actor_for(a_user(Role.DISPATCHER).id)).zone,
        "none": firm_of(actor_for(a_user().id)).zone,
    }

    assert zones == {
        "Denver": "America/Denver",
        "Columbus": "America/New_York",
        "all": "America/New_York",
        "none": "America/New_York",
    }


@pytest.mark.parametrize("is_of_denver", [True, False])
def test_a_call_is_told_by_its_customer_s_clock_which_is_named_to_others(*, is_of_denver: bool) -> None:
    call = a_call_in_denver()
    now = read_clock()
    today = now.replace(hour=19, minute=0, second=0, microsecond=0)
    Call.objects.filter(id=call.id).update(taken_at=today if today < now else today - timedelta(days=1))

    page = somebody(Role.DISPATCHER, denver() if is_of_denver else None).get(reverse("call", args=[call.id]))

    text = page.content.decode()
    assert page.context["saying"].zone == "America/Denver"
    assert ("Times are those of Denver (M" in text) is not is_of_denver


def test_a_visit_is_planned_for_the_hour_the_customer_is_told() -> None:
    call = a_call_in_denver()
    technician = a_technician(branch=denver())
    on = (read_clock() + timedelta(days=2)).date()

    somebody(Role.DISPATCHER, None).post(
        reverse("plan-visit", args=[call.id]),
        a_form(version=1, technician=str(technician.id), on=on.isoformat(), at="10:00", minutes=60),
    )

    planned_for = Visit.objects.get().planned_for
    assert planned_for is not None
    assert planned_for.astimezone(ZoneInfo("America/Denver")).hour == 10


def test_the_board_of_one_branch_goes_by_its_clock() -> None:
    a_call_in_denver()
    dana = somebody(Role.DISPATCHER, None)

    assert dana.get("/board/?branch=DEN").context["saying"].zone == "America/Denver"
    assert dana.get("/board/").context["saying"].zone == "America/New_York"


def test_a_technician_s_day_goes_by_their_branch_s_clock() -> None:
    bruno = a_technician(branch=denver())
    assert bruno.user is not None
    now = read_clock()
    a_visit(call=a_call_in_denver(), technician=bruno, planned_for=now)
    client = Client()
    client.force_login(bruno.user)

    text = client.get(reverse("technician-day")).content.decode()

    there = now.astimezone(ZoneInfo("America/Denver"))
    assert f"{there:%I:%M}".lstrip("0") in text
