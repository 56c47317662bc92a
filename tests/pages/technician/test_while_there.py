"""While you're there: on the brief and before closing, each one tap from being done."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.builders import a_call, a_machine, a_meter, a_technician, a_user, a_visit
from tests.builders.field import a_visit_on_site, today_at
from tests.builders.upkeep import a_machine_in_cycle, a_paced_meter, a_reading, maintained, noon_days_ago, reckoned

from steadyhand.business.calls.models import Call, Visit
from steadyhand.business.calls.rules import CallType, VisitState
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.clock import read_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(client: Client) -> Visit:
    visit = a_visit_on_site(at=today_at(0), planned_for=today_at(15))
    assert visit.technician is not None
    assert visit.technician.user is not None
    client.force_login(visit.technician.user)
    return visit


def brief(client: Client, visit: Visit) -> str:
    return client.get(f"/visits/{visit.id}/").content.decode()


def test_a_maintenance_by_days_says_since_when_and_how_often(client: Client, visit: Visit) -> None:
    machine = a_machine_in_cycle(site=visit.call.site, every_days=180, stands_where="2nd floor")
    maintained(machine, noon_days_ago(181))
    reckoned(machine)

    page = brief(client, visit)

    assert "Due since yesterday (every 180 days)" in page
    assert "2nd floor" in page


def test_a_maintenance_by_pages_says_how_many(client: Client, visit: Visit) -> None:
    machine = a_machine_in_cycle(site=visit.call.site, every_pages=60_000, every_days=None)
    a_paced_meter(machine, pages_a_day=1_000, days=62, until=read_clock())
    reckoned(machine)

    assert "62,000 pages since it was installed (due every 60,000)" in brief(client, visit)


def test_silent_meters_stand_on_the_brief_and_not_beside_their_own_fields(client: Client, visit: Visit) -> None:
    a_reading(a_meter(visit.call.machine), 5_000, read_clock() - timedelta(days=61))

    assert "Mono meter" in brief(client, visit)
    assert "While you&#x27;re there" not in client.get(f"/visits/{visit.id}/close/").content.decode()


def test_one_tap_adds_a_maintenance_to_the_day_and_two_taps_add_one(client: Client, visit: Visit) -> None:
    machine = a_machine_in_cycle(site=visit.call.site)
    reckoned(machine)
    sent = {"what": f"machine:{machine.id}", "form_key": str(uuid4()), "back": "close"}

    first = client.post(f"/visits/{visit.id}/do-now/", sent)
    client.post(f"/visits/{visit.id}/do-now/", sent)

    assert (first.status_code, first["Location"]) == (303, f"/visits/{visit.id}/close/")
    added = Visit.objects.get(call__call_type=CallType.PREVENTIVE)
    assert (added.technician_id, added.state) == (visit.technician_id, VisitState.PLANNED)
    page = brief(client, visit)
    assert "Added to your day. Finish here first, then go on with it." in page
    assert f'href="/visits/{added.id}/"' in page
    assert "Do it now" not in page


def test_an_open_call_at_the_site_is_one_tap_away(client: Client, visit: Visit) -> None:
    other = a_call(machine=a_machine(site=visit.call.site), problem="Prints pale")

    offered = brief(client, visit)
    client.post(f"/visits/{visit.id}/do-now/", {"what": f"call:{other.id}", "form_key": str(uuid4()), "back": "brief"})

    assert f'value="call:{other.id}"' in offered
    assert Visit.objects.get(call_id=other.id).technician_id == visit.technician_id


def test_a_call_that_a_colleague_has_says_who_and_when(client: Client, visit: Visit) -> None:
    other = a_call(machine=a_machine(site=visit.call.site), state="planned")
    theirs = a_visit(call=other, technician=a_technician(name="Carla Reyes"), planned_for=today_at(14, days=1))

    page = brief(client, visit)

    assert "Carla Reyes, tomorrow at" in page
    assert f'href="/visits/{theirs.id}/"' in page
    assert "Do it now" not in page


def test_nothing_can_be_added_before_one_is_there(client: Client) -> None:
    planned = a_visit(planned_for=today_at(15))
    a_call(machine=a_machine(site=planned.call.site), problem="Prints pale")
    assert planned.technician is not None
    assert planned.technician.user is not None
    client.force_login(planned.technician.user)

    page = brief(client, planned)

    assert "Prints pale" in page
    assert "Do it now" not in page


@pytest.mark.parametrize("what", ["", "call:", "machine:nonsense", "truck:1"])
def test_a_tap_that_says_nothing_changes_nothing(client: Client, visit: Visit, what: str) -> None:
    response = client.post(f"/visits/{visit.id}/do-now/", {"what": what, "form_key": str(uuid4())}, follow=True)

    assert "didn&#x27;t come through whole" in response.content.decode()
    assert Call.objects.count() == 1


def test_the_desk_does_not_add_work_from_here(client: Client, visit: Visit) -> None:
    client.force_login(a_user(Role.DISPATCHER))

    assert client.post(f"/visits/{visit.id}/do-now/").status_code == 403


def test_the_closing_takes_a_bounded_number_of_queries(
    client: Client, visit: Visit, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    machines = [a_machine_in_cycle(site=visit.call.site) for _ in range(4)]
    reckoned(*machines)
    a_meter(visit.call.machine)

    with django_assert_max_num_queries(30):
        client.get(f"/visits/{visit.id}/close/")
